//! A case on disk in which only what changes is brought together anew: it says what the whole says.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

#[allow(dead_code)] // the benchmarks make cases of other shapes too
#[path = "../benches/generated/mod.rs"]
mod generated;

use std::path::Path;
use std::sync::Arc;
use variorum::case_file::{CaseFile, Incoming, Material, View, decision};
use variorum::model::{Act, Report};
use variorum::{Engine, Format, Ids, Style, render};

const NOW: &str = "2031-03-03T09:00:00.000Z";
fn add(file: &mut CaseFile, report: &Report) -> i64 {
    let day = report.published.map(|published| published.to_string());
    let line = serde_json::json!({
        "id": report.id, "text": report.text, "title": report.title, "publisher": report.publisher, "published": day,
    });
    let (name, bytes) = (format!("{}.jsonl", report.id), line.to_string());
    let incoming = Incoming { name: &name, bytes: bytes.as_bytes(), format: None };
    let prepared = CaseFile::prepare(file.engine(), &incoming);
    file.add(&incoming, prepared, &mut Ids::default(), NOW).unwrap().rows[0]
}

fn shown(view: &View, engine: &Engine) -> (String, Vec<String>) {
    let keys = view.case.events.iter().enumerate().flat_map(|(event, entry)| {
        (0..entry.questions.len()).map(move |question| view.keys.question(event, question).to_owned())
    });
    // Happenings, names and debts are found among the reports that are looked at; a larger case may know more of them.
    let mut case = view.case.clone();
    case.timeline.clear();
    case.entities.clear();
    case.origins.clear();
    let text = render(&case, &view.reports, engine.ontology(), Format::Json, &Style::default());
    (text, keys.collect())
}

/// Some reports of a made case, each cut to its first sentences: what happened, where, how many, who says so.
fn made(n: usize) -> Vec<Report> {
    let mut reports = generated::case(n);
    for report in &mut reports {
        let ends = report.text.match_indices(". ").map(|(at, _)| at + 1);
        let end = ends.take(SENTENCES).last().unwrap_or(report.text.len());
        report.text.truncate(end);
    }
    reports
}

/// How many sentences of each report are kept: a long one takes its time, and a part does not see how long reports are.
const SENTENCES: usize = 6;

/// Settles what a report touches; gives the view that the part makes, and whether it is that of all material.
fn check(file: &mut CaseFile, material: &mut Material, before: &View, row: i64) -> Option<(View, bool)> {
    file.refresh(material).unwrap();
    let (changes, part) = file.settle_part(&[row], 1, NOW, "changed").unwrap()?;
    assert!(!changes.is_empty());
    let by_part = before.with(&part, material).unwrap();
    let whole = file.view(material).unwrap();
    // Every claim stands where it belongs, whatever the part knew of the others.
    let ids = |view: &View| view.case.claims.iter().map(|claim| claim.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&by_part), ids(&whole));
    for question in by_part.case.events.iter().flat_map(|entry| &entry.questions) {
        for reading in &question.readings {
            let claims = reading.claims.iter().map(|&claim| &by_part.case.claims[claim as usize]);
            assert!(claims.clone().count() > 0);
            for claim in claims {
                assert_eq!(claim.property, question.property);
                assert!(reading.reports.contains(&claim.report));
            }
        }
    }
    let engine = file.engine();
    let is_same = shown(&by_part, engine) == shown(&whole, engine);
    Some((by_part, is_same))
}

/// An empty case in a folder of this name.
fn new_case(folder: &str) -> CaseFile {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    CaseFile::create(&folder.join("a.case"), Arc::new(Engine::english().unwrap()), NOW).unwrap()
}

#[test]
fn a_part_in_place_of_what_stood_there_is_what_the_whole_says() {
    let mut file = new_case("case-part");
    let mut reports = made(152);
    let later = reports.split_off(140);
    for report in &reports {
        add(&mut file, report);
    }
    let mut material = file.material().unwrap();
    let (_, mut view) = file.settle_view(&mut material, NOW, "all").unwrap();
    let (mut n_parts, mut n_same) = (0, 0);
    for report in &later {
        let row = add(&mut file, report);
        if let Some((_, is_same)) = check(&mut file, &mut material, &view, row) {
            n_parts += 1;
            n_same += usize::from(is_same);
        }
        (_, view) = file.settle_view(&mut material, NOW, "all").unwrap();
    }
    assert!(n_parts * 2 > later.len() && n_same * 2 > n_parts, "{n_same} of {n_parts} of {}", later.len());
    let flood = Report {
        id: "flood".into(),
        text: "A flood in Westmere killed 3 people on 19 March 2031, the harbour office said.".into(),
        published: later[0].published,
        ..Report::default()
    };
    let row = add(&mut file, &flood);
    let (now, is_same) = check(&mut file, &mut material, &view, row).unwrap();
    assert!(is_same, "a new event");
    view = now;

    let killed = |view: &View| {
        let is_it =
            |claim: &&variorum::model::Claim| claim.property == "killed" && claim.report.index() == 152;
        view.case.claims.iter().find(is_it).map(|claim| claim.id.clone())
    };
    let act = Act::RejectClaim { claim: killed(&view).unwrap() };
    file.decide(&decision("A. Vale", NOW, "misread", act)).unwrap();
    let row = material.rows[152];
    let (view, is_same) = check(&mut file, &mut material, &view, row).unwrap();
    assert!(is_same, "a claim that is rejected");
    assert_eq!(killed(&view), None);
    assert_eq!(view.case.judgements.len(), 1);
}

#[test]
fn a_small_case_is_looked_at_as_a_whole() {
    let mut file = new_case("case-small");
    let row = add(&mut file, &made(1)[0]);
    assert!(file.settle_part(&[row], 1, NOW, "added").unwrap().is_none());
    assert!(file.settle_added(&[row], NOW, "added").unwrap().is_some());
}
