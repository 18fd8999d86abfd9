//! Invented reports and what they say of actors, circumstances and warnings, from `actors_claims.txt`:
//!
//! ```text
//! The mayor blamed the Northern Front for the bombing in Eastport.
//!   blamed = Northern Front < The mayor
//! ```
//!
//! Each paragraph is a report; the lines under it are all claims of these properties that it makes, with stance and
//! certainty where they are not the usual ones, and behind "<" who says so, nearest first. Each paragraph is a test.
#![allow(clippy::print_stderr, clippy::unwrap_used)] // a harness of its own

use libtest_mimic::{Arguments, Failed, Trial};
use std::sync::Arc;
use variorum::Engine;
use variorum::model::value::ValueKind;
use variorum::model::{Certainty, Claim, Published, Report, ReportId, Stance};

const PROPERTIES: [&str; 9] = [
    "claimed_responsibility",
    "blamed",
    "suspected",
    "target",
    "weapon",
    "escape_destination",
    "rank",
    "warning",
    "warning_response",
];

fn main() -> std::process::ExitCode {
    let arguments = Arguments::from_args();
    let engine = Arc::new(Engine::english().unwrap());
    let trials = reports().into_iter().map(|(line, text, expected)| {
        let engine = Arc::clone(&engine);
        Trial::test(format!("actors_claims.txt:{line}"), move || check(&engine, &text, &expected))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// The reports with the lines that they begin in, and their claims.
fn reports() -> Vec<(usize, String, Vec<String>)> {
    let mut reports: Vec<(usize, String, Vec<String>)> = Vec::new();
    let mut open = false;
    for (idx, line) in include_str!("actors_claims.txt").lines().enumerate() {
        match (line.trim(), open) {
            ("", _) => open = false,
            (comment, _) if comment.starts_with('#') => {}
            (claim, true) if line.starts_with("  ") => {
                reports.last_mut().unwrap().2.push(claim.to_owned());
            }
            (text, true) => {
                let report = &mut reports.last_mut().unwrap().1;
                *report = format!("{report} {text}");
            }
            (text, false) => {
                reports.push((idx + 1, text.to_owned(), Vec::new()));
                open = true;
            }
        }
    }
    reports
}

fn check(engine: &Engine, text: &str, expected: &[String]) -> Result<(), Failed> {
    let published = Some(Published { date: jiff::civil::date(2024, 3, 23), time: None });
    let report = Report { id: "a".into(), text: text.to_owned(), published, ..Report::default() };
    let claims = engine.annotate(ReportId(0), &report).claims;
    let mut found: Vec<String> =
        claims.iter().filter(|claim| PROPERTIES.contains(&claim.property.as_str())).map(shown).collect();
    found.sort();
    found.dedup();
    let mut expected = expected.to_vec();
    expected.sort();
    if found == expected {
        return Ok(());
    }
    Err(format!("{text}\nexpected:\n  {}\nfound:\n  {}", expected.join("\n  "), found.join("\n  ")).into())
}

fn shown(claim: &Claim) -> String {
    let value = match &claim.value.kind {
        ValueKind::Place(name) | ValueKind::Actor(name) => name,
        _ => &claim.value.text,
    };
    let mut line = format!("{} = {value}", claim.property);
    if claim.stance != Stance::Asserted {
        line += &format!(" [{}]", claim.stance.label());
    }
    if claim.certainty == Certainty::Hedged {
        line += " [hedged]";
    }
    let sources: Vec<&str> = claim.sources.iter().map(|source| source.name.as_str()).collect();
    if !sources.is_empty() {
        line += &format!(" < {}", sources.join("; "));
    }
    line
}
