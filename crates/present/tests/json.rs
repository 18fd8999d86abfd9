//! The JSON outputs against the contract and its schemas.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // it reads the schemas of the repository

mod sample;

use sample::{Sample, sample};
use serde_json::Value;
use std::path::Path;
use variorum_present::{Format, Style, annotate_json, annotate_schema, render, report_schema};

fn schema_file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas").join(name);
    std::fs::read_to_string(path).unwrap()
}

fn assert_valid(schema: &str, instance: &Value) {
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(instance)
        .map(|error| format!("{error} at {}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

fn report_json(sample: &Sample) -> String {
    render(&sample.case, &sample.reports, &sample.ontology, Format::Json, &Style::default())
}

/// Every {"start", "end", "text"} in the value has the words of the text at its code points.
fn assert_verbatim(value: &Value, text: &[char]) -> usize {
    match value {
        Value::Array(items) => items.iter().map(|item| assert_verbatim(item, text)).sum(),
        Value::Object(members) => {
            let mut n_checked = 0;
            if let (Some(start), Some(end)) = (members.get("start"), members.get("end")) {
                let range = start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize;
                assert_eq!(members["text"].as_str().unwrap(), String::from_iter(&text[range]));
                n_checked += 1;
            }
            n_checked + members.values().map(|member| assert_verbatim(member, text)).sum::<usize>()
        }
        _ => 0,
    }
}

#[test]
fn the_schemas_are_current() {
    let hint = "run cargo run -p variorum-present --example schemas";
    assert!(schema_file("annotate.json") == annotate_schema(), "schemas/annotate.json is stale: {hint}");
    assert!(
        schema_file("read.json") == variorum_present::read_schema(),
        "schemas/read.json is stale: {hint}"
    );
    assert!(schema_file("report.json") == report_schema(), "schemas/report.json is stale: {hint}");
}

#[test]
fn a_case_fits_its_schema() {
    assert_valid(&report_schema(), &serde_json::from_str(&report_json(&sample())).unwrap());
}

#[test]
fn an_account_fits_its_schema_and_is_one_line() {
    let sample = sample();
    for (report, account) in sample.reports.iter().zip(&sample.accounts) {
        let line = annotate_json(report, account);
        assert!(!line.contains('\n'));
        assert_valid(&annotate_schema(), &serde_json::from_str(&line).unwrap());
    }
}

#[test]
fn a_wrong_status_does_not_fit_the_schema() {
    let json = report_json(&sample()).replace("\"disputed\"", "\"doubtful\"");
    let validator = jsonschema::validator_for(&serde_json::from_str(&report_schema()).unwrap()).unwrap();
    assert!(!validator.is_valid(&serde_json::from_str(&json).unwrap()));
}

#[test]
fn offsets_count_code_points() {
    let sample = sample();
    let case: Value = serde_json::from_str(&report_json(&sample)).unwrap();
    for (report, account) in sample.reports.iter().zip(&sample.accounts) {
        let text: Vec<char> = report.text.chars().collect();
        let annotated: Value = serde_json::from_str(&annotate_json(report, account)).unwrap();
        assert!(assert_verbatim(&annotated, &text) > 0);
        for claim in case["claims"].as_array().unwrap().iter().filter(|claim| claim["report"] == report.id) {
            assert_verbatim(claim, &text);
        }
    }
}

#[test]
fn a_case_is_printed_as_the_contract_says() {
    insta::assert_snapshot!(report_json(&sample()));
}

#[test]
fn an_account_is_printed_as_the_contract_says() {
    let sample = sample();
    let line: Value = serde_json::from_str(&annotate_json(&sample.reports[2], &sample.accounts[2])).unwrap();
    insta::assert_json_snapshot!(line);
}

#[test]
fn ids_that_lead_nowhere_are_left_out() {
    let mut sample = sample();
    sample.reports.truncate(2);
    let case: Value = serde_json::from_str(&report_json(&sample)).unwrap();
    assert_valid(&report_schema(), &case);
    assert_eq!(case["events"][0]["reports"], serde_json::json!(["monday", "monday-copy"]));
}
