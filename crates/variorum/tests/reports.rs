//! Short reports of all kinds with what they claim, in `tests/reports/*.txt`:
//!
//! ```text
//! ## bombing: a toll in parts
//! A bomb exploded in Eastport on Friday, killing …
//! --
//! main killed 12
//! other killed 40
//! ```
//!
//! A line is `main` or `other` (which event), the property, the value, the scope in brackets, `denied`, `hedged`. Of each
//! property that a report's lines name, all claims must be there and no others.
#![allow(clippy::unwrap_used, clippy::print_stderr)] // a harness of its own

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeSet;
use std::sync::Arc;
use variorum::Engine;
use variorum::model::value::ValueKind;
use variorum::model::{Account, Certainty, Claim, Published, Report, ReportId, Stance};

const FILES: &[(&str, &str)] = &[
    ("attacks", include_str!("reports/attacks.txt")),
    ("accidents", include_str!("reports/accidents.txt")),
    ("disasters", include_str!("reports/disasters.txt")),
    ("unrest", include_str!("reports/unrest.txt")),
];

fn main() -> std::process::ExitCode {
    let engine = match Engine::english() {
        Ok(engine) => Arc::new(engine),
        Err(error) => {
            eprintln!("{error}");
            return std::process::ExitCode::FAILURE;
        }
    };
    let mut trials = Vec::new();
    for (file, text) in FILES {
        for case in text.split("\n## ").skip(1) {
            let engine = Arc::clone(&engine);
            let (name, body) = case.split_once('\n').unwrap_or((case, ""));
            trials.push(Trial::test(format!("{file}::{name}"), move || run(&engine, body)));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn run(engine: &Engine, body: &str) -> Result<(), Failed> {
    let (text, lines) = body.split_once("\n--\n").ok_or("a case has no line with --")?;
    let expected: BTreeSet<String> =
        lines.lines().map(str::trim).filter(|it| !it.is_empty()).map(Into::into).collect();
    let properties: BTreeSet<&str> = expected.iter().filter_map(|line| line.split(' ').nth(1)).collect();
    // "main injured none": that nothing is claimed of it.
    let wanted: BTreeSet<String> = expected.iter().filter(|line| !line.ends_with(" none")).cloned().collect();
    let published = Some(Published { date: jiff::civil::date(2024, 3, 23), time: None });
    let report = Report { id: "a".into(), text: text.trim().to_owned(), published, ..Report::default() };
    let account = engine.annotate(ReportId(0), &report);
    let found: BTreeSet<String> = account
        .claims
        .iter()
        .filter(|claim| properties.contains(claim.property.as_str()))
        .map(|claim| shown(&account, claim))
        .collect();
    let missing: Vec<&String> = wanted.difference(&found).collect();
    let surplus: Vec<&String> = found.difference(&wanted).collect();
    if missing.is_empty() && surplus.is_empty() {
        return Ok(());
    }
    Err(format!("missing {missing:?}\n  surplus {surplus:?}\n  in: {text}").into())
}

fn shown(account: &Account, claim: &Claim) -> String {
    let main =
        claim.event.and_then(|event| account.events.get(event.index())).is_some_and(|event| event.main);
    let mut line = format!("{} {} ", if main { "main" } else { "other" }, claim.property);
    match &claim.value.kind {
        ValueKind::Count(amount) => {
            let number = |it: Option<f64>| it.map(|it| it.to_string()).unwrap_or_default();
            line += &number(amount.low);
            if amount.low != amount.high {
                line += &format!("..{}", number(amount.high));
            }
        }
        ValueKind::Duration { amount, unit } | ValueKind::Measure { amount, unit } => {
            line += &format!("{} {unit}", amount.low.unwrap_or_default());
        }
        ValueKind::Time(value) => line += value,
        ValueKind::Place(name) | ValueKind::Actor(name) => line += name,
        _ => line += &claim.value.text,
    }
    if let Some(scope) = &claim.scope {
        line += &format!(" ({scope})");
    }
    if claim.stance == Stance::Denied {
        line += " denied";
    }
    if claim.certainty == Certainty::Hedged {
        line += " hedged";
    }
    line
}
