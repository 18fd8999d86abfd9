//! How fast each layer is: `speed INPUT.jsonl` on reports, `speed --hostile [MEGABYTES]` on one token again and again.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example is an edge"
)]

use serde_json::Value;
use std::time::{Duration, Instant};
use variorum_language::{Language, Layer};
use variorum_model::{Document, Report};

/// What hostile texts are made of.
const TOKENS: [&str; 26] = [
    "(", ")", "“", "”", "\"", "'", " ‘a", "« ", "a", "a ", "A ", "Ab ", "killed ", "to ", "who ", "5 ", "-1",
    ", ", ". ", "and ", "March ", "\n", "said, ", "the of ", "e\u{301}", "people (",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let language = Language::load(&variorum_language::resources!(variorum_english))?;
    if arguments.first().is_some_and(|first| first == "--hostile") {
        let size = arguments.get(1).map_or(Ok(10), |text| text.parse::<usize>())? << 20;
        for token in TOKENS {
            let text = token.repeat(size / token.len());
            println!("{token:?}: {}", table(&run(&language, &[text])));
        }
        return Ok(());
    }
    let mut texts = Vec::new();
    for path in &arguments {
        for line in std::fs::read_to_string(path)?.lines() {
            let row: Value = serde_json::from_str(line)?;
            texts.push(row["text"].as_str().unwrap_or_default().to_owned());
        }
    }
    let n_words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let mut best = [Duration::MAX; Layer::ALL.len()];
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(4) {
        for (best, took) in best.iter_mut().zip(run(&language, &texts)) {
            *best = took.min(*best);
        }
    }
    for (layer, took) in Layer::ALL.iter().zip(best) {
        println!("{:<12} {:>12.0} words/s", format!("{layer:?}"), n_words as f64 / took.as_secs_f64());
    }
    println!("{:<12} {:>12.0} words/s", "all", n_words as f64 / best.iter().sum::<Duration>().as_secs_f64());
    Ok(())
}

/// The time that each layer takes for all texts.
fn run(language: &Language, texts: &[String]) -> [Duration; Layer::ALL.len()] {
    let mut took = [Duration::ZERO; Layer::ALL.len()];
    for text in texts {
        let report = Report { text: text.clone(), ..Report::default() };
        let mut document = Document { text: text.clone(), ..Document::default() };
        for (took, layer) in took.iter_mut().zip(Layer::ALL) {
            let begin = Instant::now();
            language.add(layer, &report, &mut document);
            *took += begin.elapsed();
        }
    }
    took
}

fn table(took: &[Duration]) -> String {
    let all: Duration = took.iter().sum();
    let each = Layer::ALL.iter().zip(took).filter(|(_, took)| took.as_millis() > 100);
    let each: Vec<String> =
        each.map(|(layer, took)| format!("{layer:?} {:.1}", took.as_secs_f64())).collect();
    format!("{:.1} s ({})", all.as_secs_f64(), each.join(", "))
}
