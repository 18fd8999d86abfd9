//! How one claim came about: the card, the words, the chain of sources, the event, the text around it.
//!
//! ```text
//! killed = 14 · claim 4f1c09
//!   Words   EASTPORT – ‹The toll rose to 14› on Tuesday, Mayor Ana Ruiz said. …
//!   Card    toll-rises
//!   Who     Ana Ruiz, by “said” (card cue-after)
//! ```

use crate::Style;
use crate::evidence::day;
use crate::labels;
use crate::terminal::canvas::{Canvas, Ink};
use crate::text::{surroundings, tidy};
use variorum_model::value::ValueKind;
use variorum_model::{Account, Attribution, Case, Certainty, Claim, Ontology, Report, Span};

/// Why a claim cannot be explained.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    /// No claim has this id, nor begins with it.
    #[error(
        "expected the id of a claim, as in the output of `annotate` or `report --format json`, but found {0:?}"
    )]
    Unknown(String),
    /// Several claims begin so.
    #[error("several claims begin with {0:?}: {list}", list = .1.join(", "))]
    Ambiguous(String, Vec<String>),
}

/// The claim with this id, or the only one whose id begins so, and how it came about, as text for a terminal.
///
/// `accounts` are those from which the case was collated; where one is missing, the words that mark the sources are not
/// shown.
///
/// # Errors
/// Where no claim or more than one is meant.
pub fn explain(
    id: &str,
    case: &Case,
    reports: &[Report],
    accounts: &[Account],
    ontology: &Ontology,
    style: &Style,
) -> Result<String, ExplainError> {
    let (idx, claim) = find(id, case)?;
    let Some(report) = reports.get(claim.report.index()) else {
        return Err(ExplainError::Unknown(id.to_owned()));
    };
    let mut sheet = Sheet { canvas: Canvas::new(style) };
    let value = labels::value(&claim.value);
    let title = format!("{} = {value}", tidy(&claim.property));
    sheet.canvas.pieces(
        &[(Ink::Strong, &title), (Ink::Faint, &format!(" · claim {}", tidy(&claim.id)))],
        0,
        2,
    );
    sheet.canvas.gap();

    words(&mut sheet, claim, report);
    sheet.row("In", &report_line(report));
    sheet.row("Card", &tidy(&claim.rule));
    if let Some(property) = ontology.property(&claim.property) {
        sheet.row("Property", &tidy(&property.about));
    }
    sheet.row("Value", &value_line(claim));
    sources(&mut sheet, claim, report, accounts);
    sheet.row("Stance", &stance_line(claim));
    if let Some(as_of) = &claim.as_of {
        sheet.row("Holds at", &labels::date(as_of));
    }
    for role in &claim.roles {
        sheet.row(&tidy(&role.name), &format!("“{}”", tidy(role.span.of(&report.text))));
    }
    event(&mut sheet, claim, case);
    answer(&mut sheet, idx, claim, case, ontology);
    Ok(sheet.canvas.text)
}

fn find<'a>(id: &str, case: &'a Case) -> Result<(u32, &'a Claim), ExplainError> {
    let all = || case.claims.iter().enumerate().map(|(idx, claim)| (idx as u32, claim));
    if let Some(found) = all().find(|(_, claim)| claim.id == id) {
        return Ok(found);
    }
    let mut meant = all().filter(|(_, claim)| !id.is_empty() && claim.id.starts_with(id));
    match (meant.next(), meant.next()) {
        (Some(found), None) => Ok(found),
        (None, _) => Err(ExplainError::Unknown(id.to_owned())),
        (Some(first), Some(second)) => {
            let some = [first, second].into_iter().chain(meant).take(5);
            Err(ExplainError::Ambiguous(id.to_owned(), some.map(|(_, claim)| claim.id.to_string()).collect()))
        }
    }
}

/// Labelled rows.
struct Sheet {
    canvas: Canvas,
}

impl Sheet {
    fn row(&mut self, label: &str, words: &str) {
        if !words.is_empty() {
            self.canvas.row((Ink::Faint, label), &[(Ink::Plain, words)], 2, 13);
        }
    }
}

/// How much of the text is shown on each side of the words, in bytes.
const AROUND: usize = 240;

fn words(sheet: &mut Sheet, claim: &Claim, report: &Report) {
    let (before, after) = surroundings(&report.text, claim.evidence, AROUND);
    let words = |span: Span| tidy(span.of(&report.text)).into_owned();
    let spaced = |span: Span, at_end: bool| {
        let text = span.of(&report.text);
        let edge = if at_end { text.chars().next_back() } else { text.chars().next() };
        if edge.is_some_and(char::is_whitespace) { " " } else { "" }
    };
    sheet.canvas.row(
        (Ink::Faint, "Words"),
        &[
            (Ink::Faint, &words(before)),
            (Ink::Faint, spaced(before, true)),
            (Ink::Strong, &format!("‹{}›", words(claim.evidence))),
            (Ink::Faint, spaced(after, false)),
            (Ink::Faint, &words(after)),
        ],
        2,
        13,
    );
}

fn report_line(report: &Report) -> String {
    let mut line = tidy(&report.id).into_owned();
    if let Some(publisher) = &report.publisher {
        line.push_str(&format!(", {}", tidy(publisher)));
    }
    let day = day(report).map(|day| labels::date(&day).into_owned());
    line.push_str(&format!(", {}", day.as_deref().unwrap_or("undated")));
    if let Some(title) = &report.title {
        line.push_str(&format!(": {}", tidy(title)));
    }
    line
}

/// The value's words and what they amount to.
fn value_line(claim: &Claim) -> String {
    let text = tidy(&claim.value.text);
    let words = format!("“{text}”");
    let amount = match &claim.value.kind {
        ValueKind::Time(value) => tidy(value).into_owned(),
        ValueKind::Place(name) | ValueKind::Actor(name) => tidy(name).into_owned(),
        ValueKind::Text => return words,
        figure => labels::amount(figure),
    };
    let scope = claim.scope.as_deref().map(|scope| format!(", counting {}", tidy(scope))).unwrap_or_default();
    if amount == text { format!("{words}{scope}") } else { format!("{words} is {amount}{scope}") }
}

fn stance_line(claim: &Claim) -> String {
    match claim.certainty {
        Certainty::Stated => claim.stance.label().to_owned(),
        Certainty::Hedged => format!("{}, {}", claim.stance.label(), claim.certainty.label()),
    }
}

/// The chain, nearest to the fact first, each link with the words that mark it.
fn sources(sheet: &mut Sheet, claim: &Claim, report: &Report, accounts: &[Account]) {
    let account = accounts.get(claim.report.index());
    let mut next = claim.attribution;
    let mut links: Vec<&Attribution> = Vec::new();
    // A chain is never longer than the list; the bound keeps a circle, which no stage makes, from turning for ever.
    while let Some(attribution) = next.and_then(|id| account?.attributions.get(id.0 as usize)) {
        if links.len() >= 16 {
            break;
        }
        links.push(attribution);
        next = attribution.parent;
    }
    if claim.sources.is_empty() {
        sheet.row("Who", "the report itself");
    }
    for (idx, source) in claim.sources.iter().enumerate() {
        let label = if idx == 0 { "Who" } else { "through" };
        let link = links.iter().find(|link| link.source.as_ref().is_some_and(|it| it.name == source.name));
        let mark = link
            .map(|link| format!(", by “{}” (card {})", tidy(link.cue.of(&report.text)), tidy(&link.rule)));
        let words = tidy(source.span.of(&report.text)).into_owned();
        let name = tidy(&source.name);
        let known_as =
            if words.is_empty() || words == name { String::new() } else { format!(" (“{words}”)") };
        sheet.row(label, &format!("{name}{known_as}{}", mark.unwrap_or_default()));
    }
}

fn event(sheet: &mut Sheet, claim: &Claim, case: &Case) {
    let Some(entry) = claim.event.and_then(|id| case.events.get(id.index())) else {
        return sheet.row("Event", "none: the claim stands outside the apparatus");
    };
    let event = &entry.event;
    let facts = [
        Some(tidy(&event.label).into_owned()),
        event.date.as_deref().map(|date| labels::date(date).into_owned()),
        event.place.as_deref().map(|place| tidy(place).into_owned()),
        (!event.main).then(|| String::from("background")),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
    sheet.row("Event", &facts.join(", "));
}

/// The question that the claim answers, and who else gives the same answer.
fn answer(sheet: &mut Sheet, idx: u32, claim: &Claim, case: &Case, ontology: &Ontology) {
    let entry = claim.event.and_then(|id| case.events.get(id.index()));
    let questions = entry.map(|entry| entry.questions.as_slice()).unwrap_or_default();
    for question in questions {
        if let Some(reading) = question.readings.iter().find(|reading| reading.claims.contains(&idx)) {
            sheet.row("Question", &labels::question(question, ontology));
            sheet.row("Status", &format!("{}: {}", question.status.label(), tidy(&question.why)));
            sheet.row("Reading", &format!("{}, {}", labels::value(&reading.value), labels::weight(reading)));
        }
    }
}
