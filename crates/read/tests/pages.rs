//! Forty pages of ten kinds of site, made for this test, with what has to be read from each: text, title, date, author.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // it reads the pages

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use variorum_model::Report;
use variorum_read::Reader;

/// The words of a text, in lower case, each with its number.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

/// The harmonic mean of precision and recall over words.
fn f1(found: &str, expected: &str) -> f64 {
    let (found, expected) = (words(found), words(expected));
    let common: usize =
        found.iter().map(|(word, n)| (*n).min(expected.get(word).copied().unwrap_or(0))).sum();
    2.0 * common as f64 / (found.values().sum::<usize>() + expected.values().sum::<usize>()).max(1) as f64
}

/// The text without furniture; without its headline where the page is one report, since the expected texts have none.
fn said(report: &Report, with_headline: bool) -> String {
    let mut text = String::new();
    let mut at = 0;
    for span in report
        .furniture
        .iter()
        .map(|piece| piece.span)
        .chain([variorum_model::Span::new(report.text.len(), report.text.len())])
    {
        text.push_str(report.text.get(at..span.start as usize).unwrap_or_default());
        text.push('\n');
        at = span.end as usize;
    }
    match report.headline {
        Some(headline) if !with_headline => text.replacen(headline.of(&report.text), "", 1),
        _ => text,
    }
}

fn same(found: Option<&str>, expected: &Value) -> bool {
    words(found.unwrap_or_default()) == words(expected.as_str().unwrap_or_default())
}

#[test]
fn pages_of_ten_kinds_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let reader = Reader::new(variorum_english::READING, "en").unwrap();
    let (mut scores, mut wrong, mut extra) =
        (Vec::new(), BTreeMap::<&str, Vec<String>>::new(), BTreeMap::<String, Vec<String>>::new());
    for line in std::fs::read_to_string(folder.join("expected.jsonl")).unwrap().lines() {
        let expected: Value = serde_json::from_str(line).unwrap();
        let name = expected["page"].as_str().unwrap();
        let bytes = std::fs::read(folder.join(format!("{name}.html"))).unwrap();
        let outcome = reader.read(&format!("{name}.html"), None, &bytes);
        let live = outcome.reports.len() > 1;
        assert_eq!(live, name.starts_with("live"), "{name}");
        let text: Vec<String> = outcome.reports.iter().map(|report| said(report, live)).collect();
        let (text, expected_text) = (text.join("\n"), expected["text"].as_str().unwrap());
        scores.push(f1(&text, expected_text));
        let first = &outcome.reports[0];
        let day = first.published.map(|published| published.date.to_string());
        for (what, right) in [
            ("title", live || same(first.title.as_deref(), &expected["title"])),
            ("date", same(day.as_deref(), &expected["date"])),
            ("author", same(first.author.as_deref(), &expected["author"])),
        ] {
            if !right {
                wrong.entry(what).or_default().push(name.to_owned());
            }
        }
        for line in text.lines().filter(|line| line.split_whitespace().count() >= 4) {
            let kept = words(expected_text);
            if words(line).iter().any(|(word, n)| kept.get(word).copied().unwrap_or(0) < *n) {
                extra.entry(line.to_owned()).or_default().push(name.to_owned());
            }
        }
    }
    let n = scores.len() as f64;
    let mean = scores.iter().sum::<f64>() / n;
    println!("{n} pages: text F1 {mean:.4}, wrong: {wrong:?}, furniture: {extra:?}");
    assert_eq!(n, 40.0);
    assert!(mean >= 0.98, "text F1 {mean:.4}; {extra:?}");
    for (what, floor) in [("title", 0.95), ("date", 0.95), ("author", 0.90)] {
        let n_wrong = wrong.get(what).map_or(0, Vec::len) as f64;
        assert!(1.0 - n_wrong / n >= floor, "{what}: {wrong:?}");
    }
    assert!(extra.values().all(|pages| pages.len() <= 2), "{extra:?}");
}
