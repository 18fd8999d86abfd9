//! Texts with the quotations that are found in them.

use super::quotations;
use crate::testing::english;
use proptest::prelude::*;
use variorum_model::document::{Quotation, Sentence};
use variorum_model::{Document, Span, TokenRange};

/// A document of paragraphs (lines), each one sentence, without tokens.
fn paragraphs(text: &str) -> Document {
    let mut document = Document { text: text.to_owned(), ..Document::default() };
    let mut start = 0;
    for (idx, line) in text.split('\n').enumerate() {
        if !line.trim().is_empty() {
            let span = Span::new(start, start + line.trim_end().len());
            document.sentences.push(Sentence { span, tokens: TokenRange::default(), paragraph: idx as u32 });
        }
        start += line.len() + 1;
    }
    document
}

fn found(text: &str) -> (Document, Vec<Quotation>) {
    let document = paragraphs(text);
    let quotations = quotations(&document, english());
    (document, quotations)
}

/// The words inside the marks; a dot for each quotation around, a tilde at the end of one without its closing mark.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (document, quotations) = found(text);
    let shown: Vec<String> = quotations
        .iter()
        .map(|it| {
            let open = if it.closed { "" } else { "~" };
            format!("{}{}{open}", ".".repeat(it.depth as usize), document.words(it.inner))
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[track_caller]
fn speech(text: &str, expected: bool) {
    let (_, quotations) = found(text);
    assert_eq!(quotations.len(), 1, "{text}");
    assert_eq!(quotations[0].speech, expected, "{text}");
}

#[test]
fn double_marks() {
    check("\"We left,\" he said. \"It was late.\"", &["We left,", "It was late."]);
    check("“We left,” he said. “It was late.”", &["We left,", "It was late."]);
    check("„Wir gehen“, sagte er.", &["Wir gehen"]);
    check("«We left», he said.", &["We left"]);
    check("``We left,'' he said.", &["We left,"]);
    check("He spoke of (\"a mess\") and left.", &["a mess"]);
    check("the plan—\"a mess\"—failed", &["a mess"]);
    check("“so typed“ and on", &["so typed"]);
    check("“mixed\" marks", &["mixed"]);
    check("It was \" spaced \" so", &[" spaced "]);
}

#[test]
fn single_marks() {
    check("'We left,' he said.", &["We left,"]);
    check("‘We left,’ he said. ‘It’s late.’", &["We left,", "It’s late."]);
    check("‘The miners’ tents were gone,’ he said.", &["The miners’ tents were gone,"]);
    check("She called it 'useless' and 'wrong' then.", &["useless", "wrong"]);
    check("She called them ‘heroes’ and ‘saints’ then.", &["heroes", "saints"]);
}

#[test]
fn apostrophes_are_no_marks() {
    check("The miners' tents and the drivers' cars stood there.", &[]);
    check("It’s the town’s fault, they don’t care.", &[]);
    check("the '90s and the boys' club", &[]);
    check("He is 5'10\" tall.", &[]);
    check("rock 'n roll", &[]);
}

#[test]
fn nested() {
    check("“He said ‘wait here’ and left,” she said.", &["He said ‘wait here’ and left,", ".wait here"]);
    check("\"He said 'wait here' and left,\" she said.", &["He said 'wait here' and left,", ".wait here"]);
    check("‘He said “wait here” and left,’ she said.", &["He said “wait here” and left,", ".wait here"]);
}

#[test]
fn over_paragraphs() {
    check("“It was dark.\n\n“Nobody came,” he said.", &["It was dark.\n\n“Nobody came,"]);
    check(
        "\"It was dark.\n\n\"Nobody came.\n\n\"We left,\" he said.",
        &["It was dark.\n\n\"Nobody came.\n\n\"We left,"],
    );
    check("“It was dark.\n\nNobody came.", &["It was dark.~"]);
    check("\"It was dark.\" he said.\n\n\"Nobody came,\" she said.", &["It was dark.", "Nobody came,"]);
}

#[test]
fn unclosed() {
    check("\"It was dark, he said. \"Nobody came.\"", &["It was dark, he said.~", "Nobody came."]);
    check("”", &[]);
    check("\"", &[]);
    check("", &[]);
}

#[test]
fn speech_or_title() {
    speech("“We left at once,” he said.", true);
    speech("“Yes,” he said.", true);
    speech("“Stop!”", true);
    speech("their “so-called” trial", false);
    speech("the “special operation”", false);
    speech("the novel “The Long Way to Eastport” appeared", false);
    speech("Ana “Birdie” Ruiz", false);
    speech("called it “an attack on everything that we hold dear”", true);
}

#[test]
fn linear_on_hostile_text() {
    for text in [
        "‘a \"“".repeat(50_000) + "’",
        "\" ".repeat(200_000),
        " '".repeat(200_000),
        "‘a’ ".repeat(100_000),
        "“(".repeat(100_000),
    ] {
        found(&text);
    }
}

proptest! {
    #[test]
    fn spans_nest_and_fit(text in "[ab s.,\"'“”‘’«»\n(]{0,60}") {
        let (document, quotations) = found(&text);
        for quotation in &quotations {
            prop_assert!(document.text.get(quotation.span.range()).is_some());
            prop_assert!(document.text.get(quotation.inner.range()).is_some());
            prop_assert!(quotation.span.contains(quotation.inner));
        }
        for (idx, one) in quotations.iter().enumerate() {
            for other in &quotations[idx + 1..] {
                prop_assert!(one.span.start <= other.span.start);
                prop_assert!(!one.span.overlaps(other.span) || one.span.contains(other.span), "{one:?} {other:?}");
            }
        }
    }
}
