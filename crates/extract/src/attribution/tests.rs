//! Texts with the attributions that are found in them.

use super::{attributions, standing};
use crate::Rules;
use std::sync::OnceLock;
use variorum_language::Language;
use variorum_model::{Attribution, Document, Report, Span};

fn stages() -> &'static (Language, Rules) {
    static STAGES: OnceLock<(Language, Rules)> = OnceLock::new();
    STAGES.get_or_init(|| {
        let language = Language::load(&variorum_language::resources!(variorum_english)).unwrap();
        (language, Rules::default().with_cues(variorum_english::CUES).unwrap())
    })
}

pub(super) fn found(text: &str) -> (Document, Vec<Attribution>) {
    let (language, rules) = stages();
    let document = language.analyze(&Report { text: text.to_owned(), ..Report::default() });
    let attributions = attributions(&document, rules);
    (document, attributions)
}

/// The attributions, each as "source | cue | content", the stretches of a broken content joined by " … ".
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (document, attributions) = found(text);
    let shown: Vec<String> = attributions
        .iter()
        .map(|it| {
            let source = it.source.as_ref().map_or("-", |source| document.words(source.span));
            let parts: Vec<&str> = it.content.parts.iter().map(|part| document.words(*part)).collect();
            format!("{source} | {} | {}", document.words(it.cue), parts.join(" … "))
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
}

/// The names of those who stand behind the words, nearest first.
#[track_caller]
fn chain(text: &str, words: &str, expected: &[&str]) {
    let (document, attributions) = found(text);
    let start = document.text.find(words).expect("the words stand in the text");
    let standing = standing(&attributions, Span::new(start, start + words.len()));
    let names: Vec<&str> = standing.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, expected, "{text}");
}

#[test]
fn indirect() {
    check("Police said that two people had died.", &["Police | said | that two people had died"]);
    check("Police said two people had died.", &["Police | said | two people had died"]);
    check("Two people had died, police said.", &["police | said | Two people had died"]);
    check("Two people, police said, had died.", &["police | said | Two people … had died"]);
    check(
        "The mayor, Ana Ruiz, told reporters on Friday that the bridge was closed.",
        &["The mayor, Ana Ruiz | told | that the bridge was closed"],
    );
    check(
        "The mayor, who was there, said the bridge was closed.",
        &["The mayor | said | the bridge was closed"],
    );
    check(
        "The ministry denied that the bridge was closed.",
        &["The ministry | denied | that the bridge was closed"],
    );
}

#[test]
fn direct() {
    check("\"We left,\" he said.", &["he | said | \"We left,\""]);
    check("“We left,” said Ana Ruiz, a teacher.", &["Ana Ruiz, a teacher | said | “We left,”"]);
    check("“We left,” he said. “It was late.”", &["he | said | “We left,” … “It was late.”"]);
    check("He said: “We left. It was late.”", &["He | said | “We left. It was late.”"]);
    check("“We left,” he said, “and it was late.”", &["he | said | “We left,” … “and it was late.”"]);
}

#[test]
fn phrases() {
    check("According to police, two people died.", &["police | According to | two people died"]);
    check("Two people died, according to police.", &["police | according to | Two people died"]);
}

#[test]
fn near_misses() {
    check("The bridge was closed on Friday.", &[]);
    check("He left the house and drove to Eastport.", &[]);
    check("The so-called “old bridge” collapsed.", &[]);
}

#[test]
fn chains() {
    chain("The bridge was closed.", "bridge", &[]);
    chain("The mayor said the bridge was closed.", "the bridge was closed", &["The mayor"]);
    chain(
        "The Herald reported that the mayor had said the bridge was closed.",
        "the bridge was closed",
        &["the mayor", "Herald"],
    );
}
