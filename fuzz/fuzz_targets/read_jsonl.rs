//! Any bytes as JSON Lines: a report's text is the member "text" of its line, unchanged.
#![no_main]

mod laws;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use variorum_read::Format;

fuzz_target!(|bytes: &[u8]| {
    let outcome = laws::read(Format::JsonLines, bytes);
    let n_lines = bytes.split(|byte| *byte == b'\n').count();
    assert!(outcome.reports.len() <= n_lines);
    if let (Ok(Value::Object(line)), [report]) = (serde_json::from_slice(bytes), &outcome.reports[..]) {
        assert_eq!(line.get("text").and_then(Value::as_str), Some(report.text.as_str()));
    }
});
