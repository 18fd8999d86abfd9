//! Planted bundles: a few reports each, with one thing hidden in them (a copy, an update, a denial, a rounding, a figure of
//! another event, an altered figure in a near-copy, a lifted paragraph, a retelling in other words, a chain of citations, one
//! speaker behind several papers, a later version of one page, an agency's credit), run through the whole program.
//!
//! A file of `tests/bundles/` holds the reports and what must come out; each is a test of its own name.

#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // it reads its own cases

use libtest_mimic::{Arguments, Failed, Trial};
use serde::Deserialize;
use std::path::Path;
use variorum::model::case::CaseEvent;
use variorum::model::origin::OriginRef;
use variorum::model::value::{Interval, ValueKind};
use variorum::model::{Case, Question, Report};
use variorum::{Engine, Ids};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bundle {
    report: Vec<ReportText>,
    #[serde(default)]
    question: Vec<Expected>,
    #[serde(default)]
    origin: Vec<ExpectedOrigin>,
    /// Pairs of reports of which none owes the other anything.
    #[serde(default)]
    apart: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportText {
    id: String,
    published: String,
    publisher: Option<String>,
    url: Option<String>,
    /// Whether the text is read as a file of plain text, with headline, publisher and date in its first lines.
    #[serde(default)]
    file: bool,
    text: String,
}

/// A question that must be there, with its status; the values are those of its readings, in any order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    property: String,
    status: String,
    values: Option<Vec<String>>,
    /// The number of independent origins of every reading.
    independent: Option<u32>,
    /// The number of further origins of every reading that may be independent.
    unestablished: Option<u32>,
    /// Whom the values count, where that sets them apart.
    scope: Option<String>,
    /// The date of the event, where the case has several main ones.
    event: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedOrigin {
    report: String,
    from: String,
    how: String,
    #[serde(default)]
    differs: bool,
}

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let trials = paths.into_iter().map(|path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        Trial::test(name, move || check(&std::fs::read_to_string(&path)?))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn check(bundle: &str) -> Result<(), Failed> {
    let bundle: Bundle = toml::from_str(bundle)?;
    let engine = Engine::english()?;
    let mut reports: Vec<Report> = Vec::new();
    for report in &bundle.report {
        if report.file {
            reports.extend(engine.read(&format!("{}.txt", report.id), report.text.as_bytes()).reports);
            continue;
        }
        let line = serde_json::json!({
            "id": report.id,
            "published": report.published,
            "publisher": report.publisher,
            "url": report.url,
            "text": report.text,
        });
        reports.extend(engine.read("bundle.jsonl", line.to_string().as_bytes()).reports);
    }
    let mut ids = Ids::default();
    for report in &mut reports {
        ids.take(report);
    }
    let case = engine.collate(&reports, &engine.annotate_all(&reports));
    for expected in &bundle.question {
        check_question(&case, expected)?;
    }
    for expected in &bundle.origin {
        check_origin(&case, &reports, expected)?;
    }
    for (a, b) in &bundle.apart {
        let between = case.origins.iter().find(|origin| {
            let OriginRef::Report(to) = &origin.derives_from else { return false };
            let ends = [&reports[origin.report.index()].id, &reports[to.index()].id];
            ends == [a, b] || ends == [b, a]
        });
        if let Some(origin) = between {
            return Err(format!("{a} and {b} owe each other nothing, but: {origin:?}").into());
        }
    }
    Ok(())
}

fn check_question(case: &Case, expected: &Expected) -> Result<(), Failed> {
    let question = find(case, expected).ok_or_else(|| {
        let found: Vec<_> = case.events.iter().map(describe).collect();
        Failed::from(format!(
            "no question {:?} of the event; found:\n{}",
            expected.property,
            found.join("\n")
        ))
    })?;
    if question.status.label() != expected.status {
        return Err(format!(
            "{} is {}, because {}",
            question.property,
            question.status.label(),
            question.why
        )
        .into());
    }
    if let Some(values) = &expected.values {
        let mut found: Vec<_> = question.readings.iter().map(|reading| show(&reading.value.kind)).collect();
        let mut values = values.clone();
        found.sort();
        values.sort();
        if found != values {
            return Err(format!("{}: readings {found:?}, expected {values:?}", question.property).into());
        }
    }
    if let Some(independent) = expected.independent {
        let found: Vec<_> = question.readings.iter().map(|reading| reading.independent).collect();
        if found.iter().any(|&found| found != independent) {
            return Err(format!(
                "{}: independent origins {found:?}, expected {independent}",
                question.property
            )
            .into());
        }
    }
    if let Some(unestablished) = expected.unestablished {
        let found: Vec<_> = question.readings.iter().map(|reading| reading.unestablished).collect();
        if found.iter().any(|&found| found != unestablished) {
            let property = &question.property;
            return Err(format!("{property}: perhaps independent {found:?}, expected {unestablished}").into());
        }
    }
    Ok(())
}

/// The question of the main event, or of the event on the expected date.
fn find<'c>(case: &'c Case, expected: &Expected) -> Option<&'c Question> {
    let of_event = |found: &&CaseEvent| match &expected.event {
        Some(date) => found.event.date.as_deref() == Some(date),
        None => found.event.main,
    };
    let questions = case.events.iter().filter(of_event).flat_map(|found| &found.questions);
    questions.into_iter().find(|question| {
        question.property == expected.property && question.scope.as_deref() == expected.scope.as_deref()
    })
}

fn describe(found: &CaseEvent) -> String {
    let event = &found.event;
    let questions: Vec<_> = found.questions.iter().map(|q| format!("{} {:?}", q.property, q.scope)).collect();
    format!("  {} {:?} {:?} main={}: {questions:?}", event.label, event.date, event.place, event.main)
}

fn check_origin(case: &Case, reports: &[Report], expected: &ExpectedOrigin) -> Result<(), Failed> {
    let id = |origin: &OriginRef| match origin {
        OriginRef::Report(report) => reports[report.index()].id.clone(),
        OriginRef::Name(name) => name.clone(),
    };
    let found = case.origins.iter().find(|origin| {
        reports[origin.report.index()].id == expected.report
            && id(&origin.derives_from) == expected.from
            && origin.how.label() == expected.how
    });
    match found {
        None => {
            Err(format!("no origin of {} in {}; found {:?}", expected.report, expected.from, case.origins)
                .into())
        }
        Some(origin) if expected.differs == origin.differences.is_empty() => {
            Err(format!("differences: {:?}", origin.differences).into())
        }
        Some(_) => Ok(()),
    }
}

/// "12", "12..", "..12" or "12..14" for counts; the words for all else.
fn show(value: &ValueKind) -> String {
    let ends = |interval: &Interval| match (interval.low, interval.high) {
        (Some(low), Some(high)) if low == high => format!("{low}"),
        (low, high) => {
            let end = |end: Option<f64>| end.map_or(String::new(), |end| end.to_string());
            format!("{}..{}", end(low), end(high))
        }
    };
    match value {
        ValueKind::Count(interval) => ends(interval),
        ValueKind::Actor(name) | ValueKind::Place(name) => name.clone(),
        ValueKind::Time(time) => time.to_string(),
        other => format!("{other:?}"),
    }
}
