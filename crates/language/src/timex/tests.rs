//! The examples and counterexamples of the cards, the laws of the layer, and cases of its own.

use super::{card, find};
use crate::testing::english;
use crate::timex::words::Words;
use proptest::prelude::*;
use variorum_model::document::Timex;
use variorum_model::{Document, Published, Report};

/// "2024-03-20" or "2024-03-20T14:30".
fn published(text: &str) -> Option<Published> {
    let (date, time) = text.split_once('T').map_or((text, None), |(date, time)| (date, Some(time)));
    Some(Published { date: date.parse().ok()?, time: time.map(|time| time.parse().unwrap()) })
}

fn document(text: &str, date: &str) -> Document {
    english().analyze(&Report { text: text.into(), published: published(date), ..Report::default() })
}

/// Takes the marks out of a text.
fn unmarked(text: &str) -> String {
    text.replace(['‹', '›'], "")
}

/// Puts marks around the findings.
fn marked(document: &Document) -> String {
    let mut text = document.text.clone();
    for timex in document.times.iter().rev() {
        text.insert(timex.span.end as usize, '›');
        text.insert(timex.span.start as usize, '‹');
    }
    text
}

fn values(times: &[Timex]) -> String {
    times.iter().map(|timex| format!("{} {}", timex.kind.label(), timex.value)).collect::<Vec<_>>().join("; ")
}

#[test]
fn cards_find_their_examples_and_not_their_counterexamples() {
    let mut words = Words::read("words.list", variorum_english::TIME_WORDS).unwrap();
    let mut wrong = String::new();
    for (file, text) in variorum_english::TIME_CARDS {
        let mut examples = Vec::new();
        card::read(file, text, &mut words, |example| examples.push(example)).unwrap();
        for example in examples {
            let document = document(&unmarked(example.text), example.published);
            let found = format!("{} = {}", marked(&document), values(&document.times));
            let place = format!("{file}:{} card {}", example.line, example.card);
            let by_card = document.times.iter().any(|timex| timex.rule == example.card);
            match example.expected {
                Some(expected) if found != format!("{} = {expected}", example.text) => {
                    wrong += &format!("{place}: {} = {expected}\n    found {found}\n", example.text);
                }
                None if by_card => wrong += &format!("{place}: not {}\n    found {found}\n", example.text),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[track_caller]
fn check(date: &str, text: &str, expected: &str) {
    let document = document(&unmarked(text), date);
    assert_eq!((marked(&document).as_str(), values(&document.times).as_str()), (text, expected));
}

#[test]
fn years_and_days_are_inferred_and_marked() {
    check("2024-03-20", "It opened on ‹22 March›.", "DATE 2024-03-22");
    check("none", "It opened on ‹22 March›.", "DATE XXXX-03-22");
    check("none", "It opened on ‹Friday›, ‹two days ago›.", "DATE XXXX-WXX-5; DATE XXXX-XX-XX");
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_in_order(text in "\\PC{0,80}|[a-z0-9 ,.:/'-]{0,60}") {
        let document = document(&text, "2024-03-20");
        for pair in document.times.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        prop_assert_eq!(find(&document, &english().times), document.times);
    }
}
