//! Texts with the attributions that are found in them.

use super::{attributions, standing};
use crate::Rules;
use proptest::prelude::*;
use std::sync::OnceLock;
use variorum_language::Language;
use variorum_model::{Attribution, Document, Report, SourceKind, Span};

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
pub(super) fn check(text: &str, expected: &[&str]) {
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
pub(super) fn chain(text: &str, words: &str, expected: &[&str]) {
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
        &["The mayor, who was there | said | the bridge was closed"],
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
fn sources() {
    check("The driver who fled said the bus was full.", &["The driver who fled | said | the bus was full"]);
    check(
        "A survey printed last spring found that the dam was weak.",
        &["A survey printed last spring | found | that the dam was weak"],
    );
    check("The people I met said the town was quiet.", &["The people I met | said | the town was quiet"]);
    check(
        "Ana Ruiz and Ben Ode said the bridge was closed.",
        &["Ana Ruiz and Ben Ode | said | the bridge was closed"],
    );
    check(
        "The mayor left early and said the bridge was closed.",
        &["The mayor | said | the bridge was closed"],
    );
    check("Police opened a case, saying the fire was set.", &["Police | saying | the fire was set"]);
    check("The bridge, as the mayor noted, was old.", &["the mayor | noted | The bridge … was old"]);
    check(
        "The mayor's claim that the bridge fell on Friday is wrong.",
        &["The mayor's | claim | that the bridge fell on Friday"],
    );
}

#[test]
fn wishes_and_judgements() {
    check("The mayor wants to close the bridge.", &["The mayor | wants | to close the bridge"]);
    check("The union called for a strike.", &["The union | called for | a strike"]);
    check("The union urged drivers to stay at home.", &["The union | urged | drivers to stay at home"]);
    check("The mayor called the plan “a disaster”.", &["The mayor | called | the plan “a disaster”"]);
    check(
        "The Free Front claimed responsibility for the blast.",
        &["The Free Front | claimed responsibility for | the blast"],
    );
    check("Villagers fear the dam will break.", &["Villagers | fear | the dam will break"]);
    check("The plan was praised by the governor.", &["the governor | was praised | The plan"]);
}

#[test]
fn where_a_content_ends() {
    check(
        "The mayor said the bridge fell, but the governor laughed.",
        &["The mayor | said | the bridge fell"],
    );
    check("The mayor, who said the bridge fell, left.", &["who | said | the bridge fell"]);
    check("He said the bridge fell; nobody was there.", &["He | said | the bridge fell"]);
    check("When the mayor said the bridge fell, people laughed.", &["the mayor | said | the bridge fell"]);
}

#[test]
fn quotations_that_go_on() {
    check(
        "\"We left,\" the driver said.\n\n\"It was dark. Nobody came.\"\n",
        &["the driver | said | \"We left,\" … \"It was dark. Nobody came.\""],
    );
    check(
        "\"We left,\" the driver said. \"It was dark,\" the guard said.",
        &["the driver | said | \"We left,\"", "the guard | said | \"It was dark,\""],
    );
    check("Ana Ruiz: The bridge is safe.", &["Ana Ruiz | : | The bridge is safe"]);
}

#[test]
fn frames_that_are_none() {
    check("The fire, which claimed two lives, was out by noon.", &[]);
    check("The fire in Eastport, which has claimed two lives, was out by noon.", &[]);
    check("Gunmen attacked the church.", &[]);
    check("The number of boats was high.", &[]);
    check("He said.", &[]);
    check("“”", &[]);
    check("", &[]);
}

#[test]
fn unnamed_sources_have_no_name() {
    let kinds = |text: &str| {
        let (_, attributions) = found(text);
        attributions.iter().filter_map(|it| it.source.as_ref().map(|source| source.kind)).collect::<Vec<_>>()
    };
    assert_eq!(kinds("A Western official said the bridge fell."), [SourceKind::Unnamed]);
    assert_eq!(kinds("Two officials said the bridge fell."), [SourceKind::Unnamed]);
    assert_eq!(kinds("Witnesses said the bridge fell."), [SourceKind::Unnamed]);
    assert_eq!(kinds("The ministry said the bridge fell."), [SourceKind::Named]);
    assert_eq!(kinds("Ana Ruiz said the bridge fell."), [SourceKind::Named]);
}

proptest! {
    #[test]
    fn contents_lie_in_the_text(words in prop::collection::vec(prop::sample::select(vec![
        "Ana", "Ruiz", "said", "that", "the", "bridge", "fell", ",", ".", "\"", "“", "”", "according", "to", "who", "and",
        "not", "denied", "claim", "(", ")", "it", "is", "unclear", "whether", ":", "\n\n", "was", "told", "by", "police",
        "citing", "which", "held", "responsible", "her", "view", "in", "this", "true", "refused", "to", "without", "evidence",
    ]), 0..40)) {
        let (document, attributions) = found(&words.join(" "));
        for (idx, attribution) in attributions.iter().enumerate() {
            let content = &attribution.content;
            prop_assert!(!content.parts.is_empty());
            prop_assert!(content.parts.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for part in &content.parts {
                prop_assert!(document.text.get(part.range()).is_some_and(|words| !words.is_empty()));
                prop_assert!(content.span.contains(*part) && !part.overlaps(attribution.cue));
            }
            if let Some(source) = &attribution.source {
                prop_assert!(document.text.get(source.span.range()).is_some_and(|words| !words.is_empty()));
                prop_assert!(content.parts.iter().all(|part| !part.overlaps(source.span)));
            }
            if let Some(about) = attribution.about {
                prop_assert!(document.text.get(about.span.range()).is_some_and(|words| !words.is_empty()));
            }
            if let Some(parent) = attribution.parent {
                prop_assert!((parent.0 as usize) < idx);
            }
        }
    }
}

#[test]
fn linear_on_hostile_text() {
    let texts = [
        "said ".repeat(20_000),
        "\"he said, ".repeat(10_000),
        "that the man who ".repeat(10_000),
        "police said it fell, which the mayor denied, ".repeat(500),
        "citing the Herald, which quoted the mayor, ".repeat(500),
        "The mayor denied this. ".repeat(500),
        "twelve people, police said, were ".repeat(500),
    ];
    for text in texts {
        found(&text);
    }
}

#[test]
fn chains() {
    chain("the mayor accused the governor of theft.", "accused", &["the mayor"]);
    chain(
        "The Herald reported that the mayor had dismissed the warnings.",
        "dismissed",
        &["the mayor", "Herald"],
    );
    chain("The bridge was closed.", "bridge", &[]);
    chain("the mayor said the bridge was closed.", "the bridge was closed", &["the mayor"]);
    chain(
        "The Herald reported that the mayor had said the bridge was closed.",
        "the bridge was closed",
        &["the mayor", "Herald"],
    );
}
