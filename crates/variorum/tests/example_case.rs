//! The whole program on the example case: real output against the contract's schemas, and evidence against the texts.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // it reads the repository's examples

use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;
use variorum::model::{Account, Case, Report};
use variorum::{Engine, Format, Style, annotate_json, render};

struct Example {
    engine: Engine,
    reports: Vec<Report>,
    accounts: Vec<Account>,
    case: Case,
}

static EXAMPLE: LazyLock<Example> = LazyLock::new(|| {
    let engine = Engine::english().unwrap();
    let folder = root().join("examples/ferry-fire");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut reports = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        reports.extend(engine.read(&name, &std::fs::read(&path).unwrap()).reports);
    }
    let accounts = engine.annotate_all(&reports);
    let case = engine.collate(&reports, &accounts);
    Example { engine, reports, accounts, case }
});

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn shown(format: Format) -> String {
    let Example { engine, reports, case, .. } = &*EXAMPLE;
    render(case, reports, engine.ontology(), format, &Style::default())
}

fn assert_valid(schema: &str, instance: &Value) {
    let schema = std::fs::read_to_string(root().join("schemas").join(schema)).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(instance)
        .map(|error| format!("{error} at {}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn fourteen_reports_are_read() {
    assert_eq!(EXAMPLE.reports.len(), 14);
    let undated: Vec<&str> = EXAMPLE
        .reports
        .iter()
        .filter(|report| report.published.is_none())
        .map(|report| report.id.as_str())
        .collect();
    assert_eq!(undated, ["07-island-radio"]);
}

#[test]
fn the_case_fits_its_schema() {
    let case: Value = serde_json::from_str(&shown(Format::Json)).unwrap();
    assert!(case["claims"].as_array().unwrap().len() > 10);
    assert_valid("report.json", &case);
}

#[test]
fn what_each_report_says_fits_its_schema_and_is_verbatim() {
    for (report, account) in EXAMPLE.reports.iter().zip(&EXAMPLE.accounts) {
        let annotated: Value = serde_json::from_str(&annotate_json(report, account)).unwrap();
        assert_valid("annotate.json", &annotated);
        let text: Vec<char> = report.text.chars().collect();
        for claim in annotated["claims"].as_array().unwrap() {
            let evidence = &claim["evidence"];
            let ends = ["start", "end"].map(|end| evidence[end].as_u64().unwrap() as usize);
            assert_eq!(evidence["text"].as_str().unwrap(), String::from_iter(&text[ends[0]..ends[1]]));
        }
    }
}

#[test]
fn the_main_event_has_its_tolls() {
    let case: Value = serde_json::from_str(&shown(Format::Json)).unwrap();
    let main = case["events"].as_array().unwrap().iter().find(|event| event["main"] == true).unwrap();
    let questions = main["questions"].as_array().unwrap();
    let killed = questions
        .iter()
        .find(|question| question["property"] == "killed" && question["scope"].is_null())
        .unwrap();
    let lows: Vec<i64> = killed["readings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|reading| reading["value"]["low"].as_i64())
        .collect();
    for toll in [9, 14, 23] {
        assert!(lows.contains(&toll), "{toll} in {lows:?}");
    }
    assert!(!lows.contains(&31), "the accident of 1988 is another event");
}

#[test]
fn every_format_shows_something_of_it() {
    for format in Format::ALL {
        let text = shown(format);
        assert!(text.len() > 1000 && text.contains("Ingrid Vask"), "{format:?}");
        assert_eq!(text, shown(format), "{format:?} twice");
    }
}
