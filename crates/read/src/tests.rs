//! Whole inputs in, reports out. In the texts, « » stand around what has to be found as furniture.

use crate::words::Words;
use crate::{Outcome, Reader};
use proptest::prelude::*;
use std::sync::LazyLock;
use variorum_model::Report;
use variorum_model::report::FurnitureKind;

mod bad_input;
mod formats;
mod headers;
mod hostile;
mod pages;

pub(crate) fn words() -> Words {
    Words::parse(variorum_english::READING).expect("the words can be read")
}

fn reader() -> &'static Reader {
    static READER: LazyLock<Reader> =
        LazyLock::new(|| Reader::new(variorum_english::READING, "en").expect("the words can be read"));
    &READER
}

fn read(name: &str, bytes: &[u8]) -> Outcome {
    reader().read(name, None, bytes)
}

/// Two paragraphs of prose.
const PROSE: &str = "A ferry caught fire in the harbour of Eastport on Friday night and burned for six hours, the coastguard said, while \
hundreds of people watched from the quay.\n\nNobody could say how the fire had begun. The captain told the harbour \
police that he had smelled smoke near the galley shortly before the alarm was raised.";

/// The header in a line: only what is known.
fn header(report: &Report) -> String {
    let published = report.published.map(|published| published.to_string());
    let fields = [
        ("title", report.title.clone()),
        ("publisher", report.publisher.clone()),
        ("author", report.author.clone()),
        ("published", published),
        ("url", report.url.clone()),
    ];
    let mut shown: Vec<String> =
        fields.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect();
    shown.extend(report.credits.iter().map(|credit| format!("credit: {}", credit.to)));
    shown.join("; ")
}

/// Reads a text in which « » mark the furniture, and compares that and the header.
#[track_caller]
fn check(marked: &str, expected: &str) {
    let text = marked.replace(['«', '»'], "");
    let outcome = read("report.txt", text.as_bytes());
    assert!(outcome.notes.is_empty(), "{:?}", outcome.notes);
    let report = &outcome.reports[0];
    assert_eq!(report.text, text);
    assert_eq!(header(report), expected, "header of: {text}");
    let furniture: Vec<&str> = report.furniture.iter().map(|piece| piece.span.of(&text).trim()).collect();
    let expected: Vec<&str> =
        marked.split('«').skip(1).filter_map(|part| part.split('»').next()).map(str::trim).collect();
    assert_eq!(furniture, expected, "furniture of: {text}");
    if let (Some(title), Some(headline)) = (&report.title, report.headline) {
        assert_eq!(title, &headline.of(&text).replace('\n', " "));
    }
}

/// The kinds of the furniture of a text.
fn kinds(text: &str) -> Vec<FurnitureKind> {
    read("report.txt", text.as_bytes()).reports[0].furniture.iter().map(|piece| piece.kind).collect()
}

/// What holds for every report, whatever it was read from.
fn laws(outcome: &Outcome) {
    for report in &outcome.reports {
        assert!(!report.id.is_empty());
        assert!(!report.text.contains('\r') || report.id.starts_with("jsonl"));
        let mut last = 0;
        for piece in &report.furniture {
            assert!(
                piece.span.start >= last && piece.span.end > piece.span.start,
                "sorted, without overlaps"
            );
            assert!(report.text.get(piece.span.range()).is_some(), "within the text");
            last = piece.span.end;
        }
        for span in
            report.headline.into_iter().chain(report.credits.iter().filter_map(|credit| credit.evidence))
        {
            assert!(report.text.get(span.range()).is_some_and(|words| !words.is_empty()));
        }
    }
    assert!(outcome.notes.iter().all(|note| !note.message.is_empty() && !note.place.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.md", "a.html", "a.jsonl", "-"] {
            laws(&read(name, &bytes));
        }
    }

    #[test]
    fn any_text_is_read(text in "(?s)(By |Related|Photo: |[A-Z][a-z]+ |EASTPORT \\(AP\\) - |\n|\n\n|12 May 2024|©|’|[«(\\[]|.){0,60}") {
        for name in ["a.txt", "a.md", "a.html"] {
            laws(&read(name, text.as_bytes()));
        }
    }

    #[test]
    fn any_tags_are_read(tags in proptest::collection::vec("<(/)?(p|div|b|h1|article|table|td|ul|li|time datetime='2024-05-12'|meta name='author' content='Jane Doe')>|word ", 0..80)) {
        laws(&read("a.html", tags.concat().as_bytes()));
    }

    #[test]
    fn plain_text_stays_as_it_is(text in "[a-zA-Z .,\n’é—:|©0-9]{1,200}") {
        let outcome = read("a.txt", text.as_bytes());
        if let [report] = &outcome.reports[..] {
            prop_assert_eq!(&report.text, &text);
        }
    }

    #[test]
    fn an_empty_line_in_front_shifts_spans_and_nothing_else(n in 1usize..4) {
        let text = format!("Ferry burns\n\nBy Jane Doe\n\n{PROSE}\n\nRead more: Harbour master resigns\n");
        let plain = read("a.txt", text.as_bytes());
        let shifted = read("a.txt", format!("{}{text}", "\n".repeat(n)).as_bytes());
        let spans = |outcome: &Outcome, by: u32| -> Vec<u32> { outcome.reports[0].furniture.iter().map(|piece| piece.span.start - by).collect() };
        prop_assert_eq!(spans(&plain, 0), spans(&shifted, n as u32));
        prop_assert_eq!(header(&plain.reports[0]), header(&shifted.reports[0]));
    }
}
