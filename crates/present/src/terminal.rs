//! A case for a terminal.
//!
//! ```text
//! How many people were killed?                                       → evolving
//!   16 (20 April) replaces 14 (4 March).
//!
//!   ● 14 · 1 report · 4 March 2031
//!     “The toll rose to 14” – Ana Ruiz, in tuesday
//! ```

pub(crate) mod canvas;

use crate::Style;
use crate::evidence::{Saying, day, sayings};
use crate::labels;
use crate::text::{plural, prefix, tidy, width};
use canvas::{Canvas, Ink};
use std::borrow::Cow;
use variorum_model::case::{CaseEvent, Warning};
use variorum_model::decision::Place;
use variorum_model::origin::OriginRef;
use variorum_model::{Case, EventId, Ontology, Origin, Question, Reading, Report, Stance};

/// How many different sayings of one reading are shown.
const SAYINGS: usize = 4;
/// The heading of what is shown first: whoever changed what they took over.
pub(crate) const ALTERED: &str = "Copies and versions that differ";
/// How many reports are named behind one saying.
const NAMES: usize = 6;

/// The case as text with escape sequences for colour only where `style` asks for them.
pub(crate) fn terminal(case: &Case, reports: &[Report], ontology: &Ontology, style: &Style) -> String {
    let mut canvas = Canvas::new(style);
    if let Some(view) = labels::view(case) {
        canvas.paragraph(Ink::Strong, &view, 0);
    }
    let asked = || case.events.iter().filter(|entry| !entry.questions.is_empty());
    if asked().next().is_none() {
        let read = plural(reports.len(), "report");
        canvas.paragraph(Ink::Plain, &format!("Nothing was found that could be compared in {read}."), 0);
    }
    let (altered, origins) = labels::altered(case);
    section(&mut canvas, ALTERED, &altered, |canvas, entry| origin(canvas, entry, reports));
    for (idx, entry) in case.events.iter().enumerate().filter(|(_, entry)| !entry.questions.is_empty()) {
        canvas.gap();
        event(&mut canvas, EventId(idx as u32), entry, case, reports, ontology);
    }
    section(&mut canvas, "Also mentioned", &labels::unasked(case), |canvas, it| {
        canvas.pieces(&[(Ink::Plain, it)], 2, 4);
    });
    let dates = column(case.timeline.iter().map(|entry| labels::date(&entry.date)));
    section(&mut canvas, "Timeline", &case.timeline, |canvas, entry| {
        canvas.row(
            (Ink::Strong, &labels::date(&entry.date)),
            &[(Ink::Plain, &labels::happening(entry)), (Ink::Faint, &labels::beside(entry))],
            2,
            dates,
        );
    });
    let dates = column(case.warnings.iter().map(|entry| when(entry.date.as_deref())));
    section(&mut canvas, "Warnings", &case.warnings, |canvas, entry| warning(canvas, entry, dates));
    section(&mut canvas, "Names that fit several", &labels::undecided(case), |canvas, it| {
        canvas.pieces(&[(Ink::Plain, it)], 2, 4);
    });
    section(&mut canvas, "What came from where", &origins, |canvas, entry| origin(canvas, entry, reports));
    section(&mut canvas, "Decisions", &case.judgements, |canvas, it| {
        canvas.pieces(&[(Ink::Plain, "◆ "), (Ink::Plain, &labels::judgement(it))], 2, 4);
    });
    let dates = column(reports.iter().map(|report| when(day(report).as_deref()).into_owned().into()));
    section(&mut canvas, "Reports", reports, |canvas, report| header(canvas, report, dates));
    canvas.text
}

/// The column at which words beside these labels begin.
fn column<'a>(labels: impl Iterator<Item = Cow<'a, str>>) -> usize {
    2 + labels.map(|label| width(&label)).max().unwrap_or_default() + 2
}

fn when(date: Option<&str>) -> Cow<'_, str> {
    date.map_or(Cow::Borrowed("undated"), labels::date)
}

fn section<T>(canvas: &mut Canvas, title: &str, items: &[T], draw: impl Fn(&mut Canvas, &T)) {
    if items.is_empty() {
        return;
    }
    canvas.gap();
    canvas.rule();
    canvas.paragraph(Ink::Strong, title, 0);
    canvas.gap();
    for item in items {
        draw(canvas, item);
    }
}

fn event(
    canvas: &mut Canvas,
    id: EventId,
    entry: &CaseEvent,
    case: &Case,
    reports: &[Report],
    ontology: &Ontology,
) {
    let event = &entry.event;
    canvas.rule();
    let label = labels::event(event);
    if event.main {
        canvas.paragraph(Ink::Strong, &label, 0);
    } else {
        canvas.pieces(&[(Ink::Faint, "Background: "), (Ink::Strong, &label)], 0, 2);
    }
    canvas.paragraph(Ink::Faint, &labels::event_facts(event).join(" · "), 0);
    judgements(canvas, case, Place::Event(id));
    for (number, it) in entry.questions.iter().enumerate() {
        canvas.gap();
        question(canvas, it, case, reports, ontology);
        judgements(canvas, case, Place::Question(id, number as u32));
    }
}

/// The decisions that show at a place.
fn judgements(canvas: &mut Canvas, case: &Case, place: Place) {
    for it in labels::judgements(case, &place) {
        canvas.pieces(&[(Ink::Plain, "◆ "), (Ink::Faint, &labels::judgement(it))], 2, 4);
    }
}

fn question(canvas: &mut Canvas, question: &Question, case: &Case, reports: &[Report], ontology: &Ontology) {
    let status = format!("{} {}", labels::sign(question.status), question.status.label());
    let asked = labels::question(question, ontology);
    canvas.spread((Ink::Strong, &asked), (Ink::Status(question.status), &status));
    let why = labels::why(question);
    if !why.is_empty() {
        canvas.paragraph(Ink::Faint, &why, 2);
    }
    for it in &question.readings {
        reading(canvas, it, case, reports);
    }
}

fn reading(canvas: &mut Canvas, reading: &Reading, case: &Case, reports: &[Report]) {
    let value = labels::value(&reading.value);
    let facts = format!(" · {} · {}", labels::weight(reading), labels::reported(reading));
    let mark = match reading.stance {
        Stance::Asserted => (Ink::Plain, String::from("● ")),
        against => (Ink::Against, format!("○ {}: ", labels::stance(against).unwrap_or_default())),
    };
    canvas.pieces(&[(mark.0, &mark.1), (Ink::Strong, &value), (Ink::Faint, &facts)], 2, 4);
    let all = sayings(reading, case, reports);
    for it in all.iter().take(SAYINGS) {
        saying(canvas, it);
    }
    if let Some(hidden) = all.len().checked_sub(SAYINGS).filter(|hidden| *hidden > 0) {
        canvas.paragraph(Ink::Faint, &format!("and {hidden} more in other words"), 4);
    }
}

fn saying(canvas: &mut Canvas, saying: &Saying<'_>) {
    let words = format!("“{}”", saying.words);
    let mut said = String::from(" – ");
    if !saying.sources.is_empty() {
        said.push_str(&saying.sources.join(", through "));
        said.push_str(", in ");
    }
    let mut names = saying.reports();
    let hidden = names.len().saturating_sub(NAMES);
    names.truncate(NAMES);
    said.push_str(&names.join(", "));
    if hidden > 0 {
        said.push_str(&format!(" and {hidden} more"));
    }
    canvas.pieces(&[(Ink::Plain, &words), (Ink::Faint, &said)], 4, 4);
}

fn warning(canvas: &mut Canvas, warning: &Warning, column: usize) {
    let date = when(warning.date.as_deref());
    let issuer = warning.issuer.as_deref().map(tidy).unwrap_or("somebody".into());
    let recipient = warning.recipient.as_deref().map(tidy);
    let recipient = recipient.map(|name| format!(" to {name}")).unwrap_or_default();
    let content = tidy(&warning.content);
    // The comma before the lead time stands with the words before it: a line never begins with one.
    let comma = if warning.lead.is_some() { "," } else { "" };
    let (said, valid) = match warning.valid.as_deref() {
        Some(valid) => (format!("“{content}”"), format!(" ({}){comma}", tidy(valid))),
        None => (format!("“{content}”{comma}"), String::new()),
    };
    let lead = warning.lead.map(|lead| format!(" {}", labels::lead(lead))).unwrap_or_default();
    canvas.row(
        (Ink::Strong, &date),
        &[
            (Ink::Plain, &issuer),
            (Ink::Plain, &recipient),
            (Ink::Faint, ": "),
            (Ink::Plain, &said),
            (Ink::Faint, &valid),
            (Ink::Faint, &lead),
        ],
        2,
        column,
    );
}

fn origin(canvas: &mut Canvas, origin: &Origin, reports: &[Report]) {
    let Some(report) = reports.get(origin.report.index()) else { return };
    let id = tidy(&report.id);
    let from = match (&origin.derives_from, labels::origin_report(origin, reports)) {
        (_, Some(report)) => tidy(&report.id),
        (OriginRef::Name(name), None) => tidy(name),
        (OriginRef::Report(_), None) => return,
    };
    let how = format!(" {} ", labels::derivation(origin.how));
    let share = labels::share(origin);
    canvas.pieces(
        &[(Ink::Strong, &id), (Ink::Plain, &how), (Ink::Strong, &from), (Ink::Faint, &share)],
        2,
        4,
    );
    for difference in &origin.differences {
        canvas.pieces(&[(Ink::Against, "differs: "), (Ink::Plain, &tidy(difference))], 4, 6);
    }
}

/// A report on one line: its day, its id, its publisher, as much of its title as fits.
fn header(canvas: &mut Canvas, report: &Report, column: usize) {
    let published = day(report);
    let id = tidy(&report.id);
    let publisher = report.publisher.as_deref().map(|name| format!(" · {}", tidy(name))).unwrap_or_default();
    let title = report.title.as_deref().map(tidy).unwrap_or_default();
    let unread = labels::unread(report).map(|words| format!(" · {words}")).unwrap_or_default();
    let taken = width(&id) + width(&publisher) + width(&unread);
    let room = canvas.width.saturating_sub(column + taken + 3);
    let shown = match width(&title) {
        0 => String::new(),
        _ if room < 12 => String::new(),
        columns if columns <= room => format!(" · {title}"),
        _ => format!(" · {}…", prefix(&title, room - 1).trim_end()),
    };
    canvas.row(
        (Ink::Faint, &when(published.as_deref())),
        &[(Ink::Strong, &id), (Ink::Faint, &publisher), (Ink::Plain, &unread), (Ink::Plain, &shown)],
        2,
        column,
    );
}
