//! Whether the words around a time expression speak of the past or of what is to come.
//!
//! ```text
//! Talks broke down ‹on Friday›.            past
//! Talks will resume ‹on Friday›.           future
//! Talks, expected ‹on Friday›, will …      future: a word of the list says so
//! ```

use super::words::{EXPECTING, Words};
use variorum_model::document::{Modality, Sentence, Tense, VerbGroup};
use variorum_model::{Document, TokenRange};

/// How many words before a time expression may hold a word that looks ahead ("due on Friday", "set for next Friday").
const AHEAD: u32 = 4;

/// The time that the nearest verb speaks of; `Tense::None` where none tells.
pub(super) fn tense(document: &Document, sentence: &Sentence, at: TokenRange, words: &Words) -> Tense {
    let from = at.start.saturating_sub(AHEAD).max(sentence.tokens.start);
    let ahead = document.tokens.get(from as usize..at.start as usize).unwrap_or_default();
    if ahead.iter().any(|token| {
        words.get(&token.norm).is_some_and(|entry| {
            entry.readings.iter().any(|reading| reading.class == EXPECTING && reading.tags.pass(token))
        })
    }) {
        return Tense::Future;
    }
    let first = document.verbs.partition_point(|verb| verb.tokens.end <= sentence.tokens.start);
    let middle = document.verbs.partition_point(|verb| verb.tokens.end <= at.start);
    let last = document.verbs.partition_point(|verb| verb.tokens.start < sentence.tokens.end);
    let before = document.verbs.get(first..middle).unwrap_or_default();
    let after = document.verbs.get(middle..last).unwrap_or_default();
    // The verb before governs, unless the one behind stands next to the expression and no comma between.
    let told = before
        .iter()
        .rev()
        .take(3)
        .map(|verb| time_of(document, verb, words))
        .find(|tense| *tense != Tense::None);
    told.or_else(|| {
        after.iter().take(2).map(|verb| time_of(document, verb, words)).find(|tense| *tense != Tense::None)
    })
    .unwrap_or_default()
}

fn time_of(document: &Document, verb: &VerbGroup, words: &Words) -> Tense {
    if verb.modality == Some(Modality::Future) {
        return Tense::Future;
    }
    let expecting = document.tokens.get(verb.head.index()).is_some_and(|head| {
        words
            .get(&head.norm)
            .is_some_and(|entry| entry.readings.iter().any(|reading| reading.class == EXPECTING))
    });
    if expecting {
        return Tense::Future;
    }
    match (verb.finite, verb.modality) {
        (false, _) => Tense::None,
        (true, Some(Modality::Obligation)) => Tense::Future,
        (true, _) if verb.tense == Tense::Present && verb.aspect.perfect => Tense::Past,
        (true, _) => verb.tense,
    }
}
