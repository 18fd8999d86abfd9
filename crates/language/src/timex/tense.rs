//! Whether the words around a time expression speak of the past or of what is to come.
//!
//! ```text
//! Talks broke down ‹on Friday›.            past
//! Talks will resume ‹on Friday›.           future
//! Talks, expected ‹on Friday›, will …      future: a word of the list says so
//! ```

use super::words::{EXPECTING, Words};
use variorum_model::document::{Modality, Sentence, Tense, VerbGroup, Xpos};
use variorum_model::{Document, TokenRange};

/// How many words before a time expression may hold a word that looks ahead ("due on Friday", "set for next Friday").
const AHEAD: u32 = 4;

/// The time that the nearest verb speaks of; `Tense::None` where none tells.
pub(super) fn tense(document: &Document, sentence: &Sentence, at: TokenRange, words: &Words) -> Tense {
    let first = document.verbs.partition_point(|verb| verb.tokens.end <= sentence.tokens.start);
    let middle = document.verbs.partition_point(|verb| verb.tokens.end <= at.start);
    let last = document.verbs.partition_point(|verb| verb.tokens.start < sentence.tokens.end);
    let before = document.verbs.get(first..middle).unwrap_or_default();
    let after = document.verbs.get(middle..last).unwrap_or_default();
    let near = at.start.saturating_sub(AHEAD).max(sentence.tokens.start);
    let past_perfect = |verb: &VerbGroup| verb.tense == Tense::Past && verb.aspect.perfect;
    let had = before.last().is_some_and(past_perfect) || before.iter().rev().nth(1).is_some_and(past_perfect);
    if had {
        return Tense::Past;
    }
    if (near..at.start).any(|token| looks_ahead(document, token as usize, words)) {
        return Tense::Future;
    }
    let told = |verbs: &mut dyn Iterator<Item = &VerbGroup>| {
        verbs.map(|verb| time_of(document, verb, words)).find(|tense| *tense != Tense::None)
    };
    // The verb before governs; one behind speaks only where there is none.
    told(&mut before.iter().rev().take(3)).or_else(|| told(&mut after.iter().take(2))).unwrap_or_default()
}

/// Whether the word shows that what follows lies ahead.
fn looks_ahead(document: &Document, token: usize, words: &Words) -> bool {
    let Some(token) = document.tokens.get(token) else { return false };
    words.get(&token.norm).is_some_and(|entry| {
        let form = document.words(token.span);
        entry.readings.iter().any(|reading| reading.class == EXPECTING && reading.tags.pass(token, form))
    })
}

fn time_of(document: &Document, verb: &VerbGroup, words: &Words) -> Tense {
    if matches!(verb.modality, Some(Modality::Future | Modality::Conditional)) {
        return Tense::Future;
    }
    if verb.tense != Tense::Past && looks_ahead(document, verb.head.index(), words) {
        return Tense::Future;
    }
    let head = document.tokens.get(verb.head.index()).map(|head| head.xpos);
    match (verb.finite, verb.modality) {
        // "the man arrested on Friday".
        (false, _) if matches!(head, Some(Xpos::Vbn | Xpos::Vbd)) => Tense::Past,
        // "agreed to meet on Friday".
        (false, _) if head == Some(Xpos::Vb) => Tense::Future,
        (false, _) => Tense::None,
        (true, Some(Modality::Obligation)) => Tense::Future,
        // "may arrive on Friday"; but "could not be reached on Friday", "may have arrived on Friday".
        (true, Some(Modality::Possible)) if !verb.negated && !verb.aspect.perfect => Tense::Future,
        (true, _) if verb.tense == Tense::Present && verb.aspect.perfect => Tense::Past,
        (true, _) => verb.tense,
    }
}
