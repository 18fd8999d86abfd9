//! Prints the time expressions of reports as JSON Lines, and how fast they were found: `times INPUT.jsonl >OUT.jsonl`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example is an edge"
)]

use serde_json::{Value, json};
use std::time::Instant;
use variorum_language::Language;
use variorum_model::{Published, Report};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a file of JSON Lines")?;
    let start = Instant::now();
    let language = Language::load(&variorum_language::resources!(variorum_english))?;
    eprintln!("loaded in {:?}", start.elapsed());
    for line in std::fs::read_to_string(path)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or_default().to_owned();
        let published = row["published"].as_str().and_then(|text| {
            let (date, time) = text.split_once('T').map_or((text, None), |(date, time)| (date, Some(time)));
            Some(Published { date: date.parse().ok()?, time: time.and_then(|time| time.parse().ok()) })
        });
        let document = language.analyze(&Report { text, published, ..Report::default() });
        let points = |byte: u32| document.text[..byte as usize].chars().count();
        let times: Vec<Value> = document
            .times
            .iter()
            .map(|timex| {
                json!({
                    "start": points(timex.span.start), "end": points(timex.span.end), "text": document.words(timex.span),
                    "type": timex.kind.label(), "value": timex.value.as_str(), "rule": timex.rule.as_str(),
                    "anchor": format!("{:?}", timex.anchor), "mod": timex.modifier.as_str(),
                })
            })
            .collect();
        println!("{}", json!({"id": row["id"], "text": document.text, "times": times}));
    }
    Ok(())
}
