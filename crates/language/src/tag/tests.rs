//! Tags and lemmas of invented sentences, word by word: `form/UPOS/lemma`.

use crate::testing::{document, english};
use proptest::prelude::*;

fn tagged(text: &str) -> String {
    let document = document(text);
    let words = document
        .tokens
        .iter()
        .map(|token| format!("{}/{}/{}", token.span.of(text), token.upos.label(), token.lemma));
    words.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(tagged(text), expected);
}

#[test]
fn prose() {
    check(
        "Rebels killed 12 soldiers near Eastport.",
        "Rebels/NOUN/rebel killed/VERB/kill 12/NUM/12 soldiers/NOUN/soldier near/ADP/near Eastport/PROPN/Eastport ./PUNCT/.",
    );
    check(
        "No one was hurt, she said.",
        "No/DET/no one/PRON/one was/AUX/be hurt/VERB/hurt ,/PUNCT/, she/PRON/she said/VERB/say ./PUNCT/.",
    );
}

#[test]
fn what_the_words_around_contradict() {
    check(
        "She was taken to hospital with burns.",
        "She/PRON/she was/AUX/be taken/VERB/take to/ADP/to hospital/NOUN/hospital with/ADP/with burns/NOUN/burn ./PUNCT/.",
    );
    check(
        "They want to jail him.",
        "They/PRON/they want/VERB/want to/PART/to jail/VERB/jail him/PRON/he ./PUNCT/.",
    );
}

#[test]
fn a_model_that_is_none_is_refused() {
    let message = |model: &'static [u8]| super::Tagger::load(model).unwrap_err().to_string();
    assert_eq!(message(b"VTAG"), "tagger.model:1: expected a tagger's model, found something else");
    assert_eq!(message(b"VTAGGER3\xff\0\0\0"), "tagger.model:1: the header is no text");
    let (model, _) = variorum_english::TAGGER.split_at(variorum_english::TAGGER.len() / 4);
    assert_eq!(message(model), "tagger.model:1: the file ends early");
}

proptest! {
    #[test]
    fn any_text_gets_lemmas(text in "\\PC{0,60}") {
        for token in document(&text).tokens {
            prop_assert!(!token.lemma.is_empty() || token.norm.is_empty());
        }
        prop_assert!(!english().tagger.classes.is_empty());
    }
}
