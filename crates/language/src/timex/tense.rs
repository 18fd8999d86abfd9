//! Whether the words around a time expression speak of the past or of what is to come.
//!
//! ```text
//! Talks broke down ‹on Friday›.            past
//! Talks will resume ‹on Friday›.           future
//! Talks, expected ‹on Friday›, will …      future: a word of the list says so
//! ```

use super::words::{BEHIND, Class, DEADLINE, EXPECTING, Words};
use compact_str::CompactString;
use variorum_model::document::{Modality, Sentence, Tense, Upos, VerbGroup, Xpos};
use variorum_model::{Document, TokenRange};

/// How many words before a time expression may hold a word that looks ahead ("due on Friday", "set for next Friday").
const AHEAD: u32 = 4;
/// How many words may stand between an infinitive and the time of what it names: "agreed to meet in Eastport on Friday", but
/// not "a march to mark the tenth anniversary of the fire on Friday".
const REACH: u32 = 5;

/// The time that the nearest verb speaks of; `Tense::None` where none tells.
///
/// A weekday comes again so soon that an infinitive far off says nothing of it; `weekday` says whether the time is one.
pub(super) fn tense(
    document: &Document,
    sentence: &Sentence,
    at: TokenRange,
    weekday: bool,
    words: &Words,
) -> Tense {
    let first = document.verbs.partition_point(|verb| verb.tokens.end <= sentence.tokens.start);
    let middle = document.verbs.partition_point(|verb| verb.tokens.end <= at.start);
    let last = document.verbs.partition_point(|verb| verb.tokens.start < sentence.tokens.end);
    let before = document.verbs.get(first..middle).unwrap_or_default();
    let after = document.verbs.get(middle..last).unwrap_or_default();
    let near = at.start.saturating_sub(AHEAD).max(sentence.tokens.start);
    let past_perfect = |verb: &VerbGroup| verb.tense == Tense::Past && verb.aspect.perfect;
    let had = before.last().is_some_and(past_perfect) || before.iter().rev().nth(1).is_some_and(past_perfect);
    let since = (near.max(at.start.saturating_sub(2))..at.start)
        .any(|token| has_reading(document, token as usize, words, BEHIND));
    // "Until Friday, nobody had said …"
    let had_after = before.is_empty() && after.first().is_some_and(past_perfect);
    if had || since || had_after {
        return Tense::Past;
    }
    let deadline = (near..at.start)
        .rev()
        .map(|token| token as usize)
        .find(|&token| has_reading(document, token, words, DEADLINE))
        // "hit by mistake on Friday": another preposition leads to the time.
        .filter(|by| {
            let between = document.tokens.get(by + 1..at.start as usize).unwrap_or_default();
            !between.iter().any(|token| token.upos == Upos::Adp)
        });
    if let Some(by) = deadline {
        // "By Friday 12 people were known to have died"
        let heads = by <= sentence.tokens.start as usize
            || document
                .tokens
                .get(by - 1)
                .is_some_and(|it| matches!(it.xpos, Xpos::Comma | Xpos::Cc | Xpos::Colon));
        let told = after
            .first()
            .is_some_and(|verb| verb.finite && verb.tense == Tense::Past && verb.modality.is_none());
        return if heads && told { Tense::Past } else { Tense::Future };
    }
    if (near..at.start).any(|token| looks_ahead(document, token as usize, words)) {
        return Tense::Future;
    }
    let told = |verbs: &mut dyn Iterator<Item = &VerbGroup>| {
        verbs.map(|verb| time_of(document, verb, at, weekday, words)).find(|tense| *tense != Tense::None)
    };
    // The verb before governs; one behind speaks only where there is none.
    told(&mut before.iter().rev().take(3)).or_else(|| told(&mut after.iter().take(2))).unwrap_or_default()
}

/// Whether the word shows that what follows lies ahead.
fn looks_ahead(document: &Document, token: usize, words: &Words) -> bool {
    has_reading(document, token, words, EXPECTING)
}

/// Whether the word, or a phrase that it opens, belongs to the class.
fn has_reading(document: &Document, at: usize, words: &Words, class: Class) -> bool {
    let Some(token) = document.tokens.get(at) else { return false };
    let Some(entry) = words.get(&token.norm) else { return false };
    let form = document.words(token.span);
    let phrase = |rest: &[CompactString]| {
        let following = document.tokens.get(at + 1..).unwrap_or_default();
        following.len() >= rest.len() && rest.iter().zip(following).all(|(word, token)| *word == token.norm)
    };
    entry.readings.iter().any(|reading| reading.class == class && reading.tags.pass(token, form))
        || entry.phrases.iter().any(|(rest, reading)| reading.class == class && phrase(rest))
}

fn time_of(document: &Document, verb: &VerbGroup, at: TokenRange, weekday: bool, words: &Words) -> Tense {
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
        (false, _) if head == Some(Xpos::Vb) && (!weekday || reaches(document, verb, at)) => Tense::Future,
        (false, _) => Tense::None,
        (true, Some(Modality::Obligation)) => Tense::Future,
        // "may arrive on Friday"; but "could not be reached on Friday", "may have arrived on Friday".
        (true, Some(Modality::Possible)) if !verb.negated && !verb.aspect.perfect => Tense::Future,
        (true, _) if verb.tense == Tense::Present && verb.aspect.perfect => Tense::Past,
        (true, _) => verb.tense,
    }
}

/// Whether an infinitive speaks of the time: it stands near, no comma between, and the time owns nothing ("Friday's ruling").
fn reaches(document: &Document, verb: &VerbGroup, at: TokenRange) -> bool {
    let between = verb.tokens.end as usize..at.start as usize;
    let near = between.len() <= REACH as usize;
    let xpos = |token: usize| document.tokens.get(token).map(|token| token.xpos);
    let owns = xpos(at.end as usize) == Some(Xpos::Pos);
    (at.start < verb.tokens.end || near && !between.into_iter().any(|token| xpos(token) == Some(Xpos::Comma)))
        && !owns
}
