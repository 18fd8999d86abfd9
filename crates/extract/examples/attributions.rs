//! Prints the attributions of reports: JSON Lines in, `{"id", "text", "attributions"}` a line out, offsets in code points.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

use serde_json::{Value, json};
use std::io::BufRead;
use variorum_extract::{Rules, extract};
use variorum_language::Language;
use variorum_model::{Report, ReportId, Span};

fn main() {
    let language = Language::load(&variorum_language::resources!(variorum_english)).unwrap();
    let rules = Rules::default().with_cues(variorum_english::CUES).unwrap();
    let path = std::env::args().nth(1).expect("a JSON Lines file");
    let timing = std::env::args().nth(2).is_some();
    let mut words = 0;
    let mut taken = std::time::Duration::ZERO;
    for line in std::io::BufReader::new(std::fs::File::open(path).unwrap()).lines() {
        let row: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = row["text"].as_str().unwrap().to_owned();
        let document = language.analyze(&Report { text, ..Report::default() });
        let start = std::time::Instant::now();
        let account = extract(ReportId(0), "report", &document, &rules);
        taken += start.elapsed();
        words += document.tokens.len();
        let points: Vec<usize> = {
            let mut points = vec![0; document.text.len() + 1];
            let mut count = 0;
            for (at, _) in document.text.char_indices() {
                points[at] = count;
                count += 1;
            }
            points[document.text.len()] = count;
            points
        };
        let place = |span: Span| (points[span.start as usize], points[span.end as usize]);
        let shown = |span: Span| {
            let (start, end) = place(span);
            json!({"start": start, "end": end, "text": document.words(span)})
        };
        let attributions: Vec<Value> = account
            .attributions
            .iter()
            .map(|it| {
                let mut content = shown(it.content.span);
                if it.content.parts.len() > 1 {
                    content["spans"] = it.content.parts.iter().map(|part| { let (a, b) = place(*part); json!([a, b]) }).collect();
                }
                json!({"source": it.source.as_ref().map(|source| shown(source.span)), "cue": shown(it.cue), "content": content,
                    "name": it.source.as_ref().map(|source| source.name.clone()), "rule": it.rule.as_str(),
                    "parent": it.parent.map(|id| id.0), "stance": it.stance.label(), "certainty": it.certainty.label()})
            })
            .collect();
        if !timing {
            println!("{}", json!({"id": row["id"], "text": document.text, "attributions": attributions}));
        }
    }
    eprintln!("{words} tokens, {:.0} a second", words as f64 / taken.as_secs_f64());
}
