//! A case as Markdown: CommonMark with tables, as every forge renders it.
//!
//! ```text
//! ### How many people were killed?
//!
//! **→ evolving**: 16 (20 April) replaces 14 (4 March).
//!
//! | Reading | Who | Reports | Reported |
//! | --- | --- | --- | --- |
//! | **14** | Ana Ruiz | tuesday | 4 March 2031 |
//!
//! > “The toll rose to 14” (Ana Ruiz, in tuesday)
//! ```
//!
//! What comes from a report is escaped character by character, so that it can neither be markup nor leave its cell.

use crate::evidence::{Saying, sayings};
use crate::labels;
use crate::terminal::ALTERED;
use crate::text::{plural, tidy};
use variorum_model::case::CaseEvent;
use variorum_model::origin::OriginRef;
use variorum_model::{Case, Ontology, Origin, Question, Report};

/// The case as Markdown.
pub(crate) fn markdown(case: &Case, reports: &[Report], ontology: &Ontology) -> String {
    let mut page = Page::default();
    if let Some(view) = labels::view(case) {
        page.line(&format!("*{view}*"));
    }
    let asked = || case.events.iter().filter(|entry| !entry.questions.is_empty());
    if asked().next().is_none() {
        let read = plural(reports.len(), "report");
        page.line(&format!("Nothing was found that could be compared in {read}."));
    }
    let (altered, others) = labels::altered(case);
    origins(&mut page, ALTERED, &altered, reports);
    for entry in asked() {
        event(&mut page, entry, case, reports, ontology);
    }
    let unasked = labels::unasked(case);
    if !unasked.is_empty() {
        page.line("## Also mentioned");
        let items: Vec<String> = unasked.iter().map(|it| format!("- {}", escape(it))).collect();
        page.line(&items.join("\n"));
    }
    timeline(&mut page, case);
    warnings(&mut page, case);
    undecided(&mut page, case);
    origins(&mut page, "What came from where", &others, reports);
    if !case.judgements.is_empty() {
        page.line("## Decisions");
        let items: Vec<String> =
            case.judgements.iter().map(|it| format!("- {}", escape(&labels::judgement(it)))).collect();
        page.line(&items.join("\n"));
    }
    headers(&mut page, reports);
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    /// A block of its own, with a blank line after it.
    fn line(&mut self, block: &str) {
        self.text.push_str(block);
        self.text.push_str("\n\n");
    }

    fn table(&mut self, heads: &[&str], rows: &[Vec<String>]) {
        let mut line = |cells: &[&str]| {
            self.text.push_str("| ");
            self.text.push_str(&cells.join(" | "));
            self.text.push_str(" |\n");
        };
        line(heads);
        line(&vec!["---"; heads.len()]);
        for row in rows {
            line(&row.iter().map(String::as_str).collect::<Vec<_>>());
        }
        self.text.push('\n');
    }
}

fn event(page: &mut Page, entry: &CaseEvent, case: &Case, reports: &[Report], ontology: &Ontology) {
    let event = &entry.event;
    let background = if event.main { "" } else { "Background: " };
    page.line(&format!("## {background}{}", escape(&labels::event(event))));
    page.line(&escape(&labels::event_facts(event).join(" · ")));
    for it in &entry.questions {
        question(page, it, case, reports, ontology);
    }
}

fn question(page: &mut Page, question: &Question, case: &Case, reports: &[Report], ontology: &Ontology) {
    page.line(&format!("### {}", escape(&labels::question(question, ontology))));
    let status = format!("**{} {}**", labels::sign(question.status), question.status.label());
    let why = escape(&labels::why(question));
    page.line(&if why.is_empty() { status } else { format!("{status}: {why}") });
    let rows: Vec<Vec<String>> = question
        .readings
        .iter()
        .map(|reading| {
            let value = format!("**{}**", escape(&labels::value(&reading.value)));
            let ids = reading.reports.iter().filter_map(|id| reports.get(id.index()));
            vec![
                match labels::stance(reading.stance) {
                    Some(stance) => format!("{stance}: {value}"),
                    None => value,
                },
                escape(&reading.sources.join(", ")),
                ids.map(|report| escape(&report.id)).collect::<Vec<_>>().join(", "),
                labels::origins(reading),
                escape(&labels::reported(reading)),
            ]
        })
        .collect();
    page.table(&["Reading", "Who says so", "Reports", "Origins", "Reported"], &rows);
    for reading in &question.readings {
        for saying in sayings(reading, case, reports) {
            page.line(&quoted(&saying));
        }
    }
}

fn quoted(saying: &Saying<'_>) -> String {
    let places = saying.reports().iter().map(|id| escape(id)).collect::<Vec<_>>().join(", ");
    let words = escape(&saying.words);
    if saying.sources.is_empty() {
        return format!("> “{words}” (in {places})");
    }
    format!("> “{words}” ({}, in {places})", escape(&saying.sources.join(", through ")))
}

fn timeline(page: &mut Page, case: &Case) {
    if case.timeline.is_empty() {
        return;
    }
    page.line("## Timeline");
    let rows: Vec<Vec<String>> = case
        .timeline
        .iter()
        .map(|entry| {
            let known = entry.known.as_deref().map(|known| escape(&labels::date(known)));
            vec![
                escape(&labels::date(&entry.date)),
                escape(&labels::happening(entry)),
                known.unwrap_or_default(),
                entry.lead.map(labels::lead).unwrap_or_default(),
            ]
        })
        .collect();
    page.table(&["When", "What", "First reported", "Before the event"], &rows);
}

fn warnings(page: &mut Page, case: &Case) {
    if case.warnings.is_empty() {
        return;
    }
    page.line("## Warnings");
    let text = |text: &Option<String>| text.as_deref().map(escape).unwrap_or_default();
    let rows: Vec<Vec<String>> = case
        .warnings
        .iter()
        .map(|warning| {
            vec![
                warning.date.as_deref().map(|date| escape(&labels::date(date))).unwrap_or_default(),
                text(&warning.issuer),
                text(&warning.recipient),
                escape(&warning.content),
                text(&warning.valid),
                warning.lead.map(labels::lead).unwrap_or_default(),
            ]
        })
        .collect();
    page.table(&["When", "Who", "To whom", "Of what", "For how long", "Lead"], &rows);
}

fn undecided(page: &mut Page, case: &Case) {
    let names = labels::undecided(case);
    if !names.is_empty() {
        page.line("## Names that fit several");
        page.line(&names.iter().map(|name| format!("- {}", escape(name))).collect::<Vec<_>>().join("\n"));
    }
}

fn origins(page: &mut Page, heading: &str, origins: &[&Origin], reports: &[Report]) {
    let mut lines = String::new();
    for origin in origins {
        let Some(report) = reports.get(origin.report.index()) else { continue };
        let from = match (&origin.derives_from, labels::origin_report(origin, reports)) {
            (_, Some(report)) => escape(&report.id),
            (OriginRef::Name(name), None) => escape(name),
            (OriginRef::Report(_), None) => continue,
        };
        let how = labels::derivation(origin.how);
        lines.push_str(&format!("- {} {how} {from}{}\n", escape(&report.id), labels::share(origin)));
        for difference in &origin.differences {
            lines.push_str(&format!("  - differs: {}\n", escape(difference)));
        }
    }
    if !lines.is_empty() {
        page.line(&format!("## {heading}"));
        page.line(lines.trim_end());
    }
}

fn headers(page: &mut Page, reports: &[Report]) {
    if reports.is_empty() {
        return;
    }
    page.line("## Reports");
    let text = |text: &Option<String>| text.as_deref().map(escape).unwrap_or_default();
    let rows: Vec<Vec<String>> = reports
        .iter()
        .map(|report| {
            let day =
                report.published.map(|published| labels::date(&published.date.to_string()).into_owned());
            vec![
                escape(&report.id),
                day.unwrap_or_else(|| String::from("undated")),
                text(&report.publisher),
                match labels::unread(report) {
                    Some(unread) => format!("{} ({unread})", text(&report.title)).trim_start().to_owned(),
                    None => text(&report.title),
                },
            ]
        })
        .collect();
    page.table(&["Report", "Date", "Publisher", "Title"], &rows);
}

/// One line in which nothing is markup. What would be markup at the beginning of a line only ("#", "-", "1.") means nothing
/// here, since every place where words are put is inside a line.
fn escape(text: &str) -> String {
    let line = tidy(text);
    let mut escaped = String::with_capacity(line.len());
    let mut before = ' ';
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '@' | '$' => true,
            // Between letters it is no emphasis ("response_time").
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            // "https://…" would become a link by itself.
            ':' => after == '/',
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_reports_are_no_markup() {
        for (text, line) in [
            ("14 people.", "14 people."),
            ("a *b* _c_ `d` e_f: g", "a \\*b\\* \\_c\\_ \\`d\\` e_f: g"),
            ("https://a.example/", "https\\://a.example/"),
            ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
            ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
            ("![x](y)", "!\\[x\\](y)"),
            ("| cell\n# head", "\\| cell # head"),
            ("&lt;", "\\&lt;"),
            ("\u{1b}[31m", "\u{fffd}\\[31m"),
        ] {
            assert_eq!(escape(text), line);
        }
    }
}
