//! A case as a table, one row a claim, for spreadsheets and statistics.
//!
//! ```text
//! event,event_label,event_date,main,property,scope,status,reading,…,low,high,unit,…,report,…,evidence,claim
//! e1,Eastport café fire,2031-03-03,true,killed,,evolving,14,…,14,14,,…,tuesday,…,The toll rose to 14,c6
//! ```
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula, even when it is
//! quoted, and a report may say `=HYPERLINK(…)`. Such words get an apostrophe in front, which spreadsheets show as text
//! (OWASP, "CSV Injection").

use crate::json::event_id;
use crate::labels;
use crate::text::tidy;
use std::borrow::Cow;
use std::collections::BTreeMap;
use variorum_model::value::{Interval, ValueKind};
use variorum_model::{Case, Claim, Question, Reading, Report};

const COLUMNS: [&str; 27] = [
    "event",
    "event_label",
    "event_date",
    "main",
    "property",
    "scope",
    "status",
    "reading",
    "value_type",
    "low",
    "high",
    "unit",
    "value",
    "value_text",
    "stance",
    "certainty",
    "sources",
    "as_of",
    "report",
    "publisher",
    "published",
    "url",
    "evidence",
    "independent",
    "unestablished",
    "rule",
    "claim",
];

/// The case as a table with a head, lines ended by CR LF (RFC 4180).
pub(crate) fn csv(case: &Case, reports: &[Report]) -> String {
    let mut answered: BTreeMap<u32, (&Question, &Reading)> = BTreeMap::new();
    for question in case.events.iter().flat_map(|entry| &entry.questions) {
        for reading in &question.readings {
            for &claim in &reading.claims {
                answered.entry(claim).or_insert((question, reading));
            }
        }
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail; a row that did would be left out rather than cut.
    let _ = writer.write_record(COLUMNS);
    for (idx, claim) in case.claims.iter().enumerate() {
        let Some(report) = reports.get(claim.report.index()) else { continue };
        let cells = row(claim, answered.get(&(idx as u32)).copied(), case, report);
        let _ = writer.write_record(cells.iter().map(|cell| cell.as_bytes()));
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

fn row<'a>(
    claim: &'a Claim,
    answered: Option<(&'a Question, &'a Reading)>,
    case: &'a Case,
    report: &'a Report,
) -> [Cow<'a, str>; COLUMNS.len()] {
    let entry = claim.event.and_then(|id| case.events.get(id.index()));
    let event = entry.map(|entry| &entry.event);
    let (question, reading) = (answered.map(|(question, _)| question), answered.map(|(_, reading)| reading));
    let value = &claim.value;
    let (value_type, amount, unit, name) = match &value.kind {
        ValueKind::Count(count) => ("count", *count, "", ""),
        ValueKind::Duration { amount, unit } => ("duration", *amount, unit.as_str(), ""),
        ValueKind::Measure { amount, unit } => ("measure", *amount, unit.as_str(), ""),
        ValueKind::Money { amount, currency } => ("money", *amount, currency.as_str(), ""),
        ValueKind::Time(value) => ("time", Interval::default(), "", value.as_str()),
        ValueKind::Place(name) => ("place", Interval::default(), "", name.as_str()),
        ValueKind::Actor(name) => ("actor", Interval::default(), "", name.as_str()),
        ValueKind::Text => ("text", Interval::default(), "", value.text.as_str()),
    };
    let number = |end: Option<f64>| Cow::Owned(end.map(|end| end.to_string()).unwrap_or_default());
    let count = |n: Option<u32>| Cow::Owned(n.map(|n| n.to_string()).unwrap_or_default());
    let sources: Vec<&str> = claim.sources.iter().map(|source| source.name.as_str()).collect();
    [
        Cow::Owned(claim.event.map(event_id).unwrap_or_default()),
        cell(event.map_or("", |event| event.label.as_str())),
        cell(event.and_then(|event| event.date.as_deref()).unwrap_or_default()),
        Cow::Borrowed(event.map_or("", |event| if event.main { "true" } else { "false" })),
        cell(&claim.property),
        cell(claim.scope.as_deref().unwrap_or_default()),
        Cow::Borrowed(question.map_or("", |question| question.status.label())),
        safe(reading.map(|reading| labels::value(&reading.value)).unwrap_or_default()),
        Cow::Borrowed(value_type),
        number(amount.low),
        number(amount.high),
        cell(unit),
        cell(name),
        cell(&value.text),
        Cow::Borrowed(claim.stance.label()),
        Cow::Borrowed(claim.certainty.label()),
        safe(tidy(&sources.join("; ")).into_owned()),
        cell(claim.as_of.as_deref().unwrap_or_default()),
        cell(&report.id),
        cell(report.publisher.as_deref().unwrap_or_default()),
        Cow::Owned(report.published.map(|published| published.to_string()).unwrap_or_default()),
        cell(report.url.as_deref().unwrap_or_default()),
        cell(claim.evidence.of(&report.text)),
        count(reading.map(|reading| reading.independent)),
        count(reading.map(|reading| reading.unestablished)),
        cell(&claim.rule),
        cell(&claim.id),
    ]
}

/// Words of a report in one line, and no formula.
fn cell(words: &str) -> Cow<'_, str> {
    let line = tidy(words);
    if is_formula(&line) { Cow::Owned(format!("'{line}")) } else { line }
}

fn safe(words: String) -> Cow<'static, str> {
    Cow::Owned(if is_formula(&words) { format!("'{words}") } else { words })
}

fn is_formula(cell: &str) -> bool {
    // The wide forms are taken for the narrow ones by some spreadsheets.
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused() {
        for (words, expected) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+1 555", "'+1 555"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'=1"),
            ("＝1", "'＝1"),
            ("a = b", "a = b"),
            ("14 people", "14 people"),
        ] {
            assert_eq!(cell(words), expected);
        }
    }
}
