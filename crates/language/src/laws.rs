//! Laws of the whole stack of layers.
//!
//! ```text
//! It rained.↵↵ + TEXT     every layer of TEXT is there as before, shifted
//! ```

use crate::testing::document;
use proptest::prelude::*;
use variorum_model::document::ClauseId;
use variorum_model::{Document, Span};

/// What stands in front: a paragraph without names, figures and times.
const FRONT: &str = "It rained.\n\n";
/// Its tokens.
const FRONT_TOKENS: u32 = 3;

/// Sentences that keep every layer busy.
const SENTENCES: [&str; 13] = [
    "At least 12 sailors were killed on Friday when a boiler exploded near Port Ravel, the harbour master said.",
    "\"We don't know who did it,\" said Ana Ruiz, 43, the head of the service.",
    "The ferry, which carried 140 passengers, sank an hour later.",
    "Mr. Oda denied that $1.5 million had been paid in March 2021 to IS-KP.",
    "Fire kills 12 in Westhaven",
    "NO ONE WAS HURT",
    "They fled; nobody has claimed responsibility, and three people are missing.",
    "The crew (some 20 men) had left “Pier Nine” at 5:30 p.m. on 3 May.",
    "If the talks fail, 2,000 workers will be told to leave.",
    "He was found dead.",
    "Foreign Minister Ana Ruiz of Norland met the Northern Relief Council (NRC) in Eastport.",
    "Ruiz said the council would send Danish and Swedish doctors.",
    "She flew to France last week; the minister's spokesman, Ivo Lund, stayed until 5 May.",
];

/// All layers as text, places counted from a byte and a token.
fn shape(document: &Document, byte: u32, token: u32, sentence: usize) -> Vec<String> {
    let span = |span: Span| (span.start - byte, span.end - byte);
    let mut lines = Vec::new();
    for it in &document.sentences[sentence..] {
        lines.push(format!("sentence {:?}", span(it.span)));
    }
    for it in document.tokens.iter().skip(token as usize) {
        lines.push(format!("token {:?} {} {} {:?} {:?}", span(it.span), it.norm, it.lemma, it.upos, it.xpos));
    }
    for it in &document.quotations {
        lines.push(format!("quotation {:?} {} {} {}", span(it.span), it.depth, it.closed, it.speech));
    }
    for it in document.nouns.iter().filter(|it| it.tokens.start >= token) {
        lines.push(format!("noun {} {} {}", it.tokens.start - token, it.extent.end - token, it.negated));
    }
    for it in document.verbs.iter().filter(|it| it.tokens.start >= token) {
        let (start, end) = (it.tokens.start - token, it.tokens.end - token);
        lines.push(format!(
            "verb {start} {end} {:?} {:?} {:?} {}",
            it.voice, it.tense, it.modality, it.negated
        ));
    }
    for it in &document.quantities {
        lines.push(format!(
            "figure {:?} {:?} {:?} {:?} {:?}",
            span(it.span),
            it.low,
            it.high,
            it.kind,
            it.relation
        ));
    }
    for it in &document.times {
        lines.push(format!("time {:?} {} {:?} {}", span(it.span), it.value, it.anchor, it.rule));
    }
    for it in document.mentions.iter().filter(|it| it.span.start >= byte) {
        let entity = &document.entities[it.entity.0 as usize];
        lines.push(format!(
            "mention {:?} {:?} {:?} of {:?} {} {:?} {:?}",
            span(it.span),
            it.form,
            it.role.map(span),
            entity.kind,
            entity.name,
            entity.aliases,
            entity.role
        ));
    }
    let before = document.clauses.partition_point(|it| it.predicate.start < token) as u32;
    for it in document.clauses.iter().skip(before as usize) {
        let place = |id: ClauseId| id.0 - before;
        let modifiers: Vec<_> = it.modifiers.iter().map(|it| span(it.argument.span)).collect();
        let (parent, complement) = (it.parent.map(place), it.complement.map(place));
        lines.push(format!("clause of {parent:?} with {complement:?} and {modifiers:?}"));
        let subject = it.subject.map(|subject| span(subject.span));
        let object = it.object.map(|object| span(object.span));
        lines.push(format!(
            "clause {} {} {:?} {:?} {:?} {} {subject:?} {object:?}",
            it.head.0 - token,
            it.extent.end - token,
            it.form,
            it.role,
            it.voice,
            it.negated
        ));
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_paragraph_in_front_shifts_every_layer(
        places in proptest::collection::vec((0..SENTENCES.len(), any::<bool>()), 1..6)
    ) {
        let text: String =
            places.iter().map(|&(at, line)| format!("{}{}", SENTENCES[at], if line { "\n" } else { " " })).collect();
        let alone = shape(&document(&text), 0, 0, 0);
        let shifted = shape(&document(&format!("{FRONT}{text}")), FRONT.len() as u32, FRONT_TOKENS, 1);
        prop_assert_eq!(alone, shifted);
    }
}
