//! Stances to an earlier statement that is not repeated.
//!
//! ```text
//! The union said ‹twelve people had died›. The ministry denied ‹this›.            denied the claim, disputed it
//! Police said ‹the bridge was safe›. "‹That› is not true," said Ana Ruiz.         it is not so, this was wrong
//! The union said ‹twelve people had died›, ‹which› the ministry denied.           a claim the ministry denied
//! ```

use super::Frame;
use super::cues::{
    AFFIRMING, AS, DENYING_ADJECTIVE, DOUBTING_ADJECTIVE, EMPTY, NEUTER, NOUN, STATEMENT, TRAIL,
};
use super::view::View;
use variorum_model::attribution::About;
use variorum_model::document::{Upos, Xpos};
use variorum_model::{Attribution, Span, Stance};

/// How many attributions back the earlier statement is looked for.
const RECENT: usize = 6;
/// How many words may follow the adjective that judges a statement.
const TAIL: usize = 3;

/// How far behind a statement the word that judges it stands at most ("the claim as \"a complete lie\"").
const CALLED: usize = 7;

/// What the frame says of an earlier statement, where it points back to one.
pub(super) fn about(view: &View<'_>, frame: &Frame, stance: Stance, before: &[Attribution]) -> Option<About> {
    let first = frame.parts.first()?.start;
    let end = frame.parts.last()?.end;
    let (stance, pronoun) = if frame.frame == NOUN && stance != Stance::Asserted {
        (stance, points_back(view, first, end)?)
    } else if frame.frame == NOUN && frame.class.allows(AS) {
        (called(view, first, end)?, false)
    } else if frame.class.allows(TRAIL) && stance == Stance::Asserted {
        (judged(view, first, end)?, true)
    } else {
        return None;
    };
    let here = view.sentence(first);
    let start = view.span(first, first + 1).start;
    let own = |it: &&Attribution| {
        // Who says of the own words that they are untrue means others.
        let same = |name: &str| it.source.as_ref().is_some_and(|source| source.name == name);
        let group = frame.source.and_then(|source| source.group);
        group.is_some_and(|idx| same(view.document.words(view.document.span(view.group(idx).tokens))))
    };
    let near = |it: &&Attribution| {
        let at = view.document.tokens.partition_point(|token| token.span.end <= it.content.span.start);
        let sentence = view.sentence(at);
        it.content.span.end <= start && (sentence == here || sentence.end == here.start)
    };
    let said = before.iter().rev().take(RECENT).filter(|it| !it.deed && it.source.is_some());
    if let Some(said) = said.filter(near).find(|it| !own(it)) {
        let outer = said.parent.and_then(|id| before.get(id.0 as usize)).filter(near);
        return Some(About { span: outer.unwrap_or(said).content.span, stance });
    }
    // What the report itself has said, in the sentence before or before the comma.
    let opening = here.start as usize;
    let span = if view.xpos(first) == Xpos::Wdt || view.is_comma(first.wrapping_sub(1)) {
        (first > opening + 1).then(|| view.span(opening, first - 1))
    } else {
        previous(view, opening).filter(|_| pronoun)
    };
    span.map(|span| About { span, stance })
}

/// Whether the words are no more than a pronoun or a noun for a whole statement; gives whether it is a pronoun.
fn points_back(view: &View<'_>, first: usize, end: usize) -> Option<bool> {
    if end == first + 1 && (view.is(first, NEUTER | EMPTY) || view.xpos(first) == Xpos::Wdt) {
        return Some(true);
    }
    let group = view.group(view.noun_from(first)?);
    let head = group.head.index();
    let known = view.token(first).is_some_and(|it| it.upos == Upos::Det || it.xpos == Xpos::PrpDollar);
    // "the claim", "the claim as baseless", "a claim ‹the ministry denied›".
    let whole = group.extent.end as usize == head + 1
        && (end == head + 1 || view.xpos(head + 1) == Xpos::In && view.is_judged(head + 2));
    (known && whole && view.cues.word(view.lemma(head)) & STATEMENT != 0).then_some(false)
}

/// "Called *the accusation absurd*", "described *the claim as a lie*": what is said of the statement.
fn called(view: &View<'_>, first: usize, end: usize) -> Option<Stance> {
    let group = view.group(view.noun_from(first)?);
    let known = view.token(first).is_some_and(|it| it.upos == Upos::Det || it.xpos == Xpos::PrpDollar);
    if !known || view.cues.word(view.lemma(group.head.index())) & STATEMENT == 0 {
        return None;
    }
    let judged =
        (group.head.index() + 1..end.min(group.head.index() + CALLED)).find(|at| view.is_judged(*at))?;
    let plain = (group.head.index() + 1..judged).all(|at| view.verb_at(at).is_none());
    plain.then_some(if view.is(judged, DENYING_ADJECTIVE) { Stance::Denied } else { Stance::Doubted })
}

/// "It is not so", "that is false", "this was not the case", "the claim was untrue": what such a content says of a
/// statement.
fn judged(view: &View<'_>, first: usize, end: usize) -> Option<Stance> {
    let mut at = first;
    while at < end && view.noun_at(at).is_none() && view.verb_at(at).is_none() {
        at += 1;
    }
    let idx = view.noun_from(at)?;
    let group = view.group(idx);
    let head = group.head.index();
    let pronoun = group.tokens.len() == 1 && view.is(head, NEUTER | EMPTY);
    let known = view.token(at).is_some_and(|it| it.upos == Upos::Det);
    let statement = known && view.cues.word(view.lemma(head)) & STATEMENT != 0;
    if !pronoun && !statement {
        return None;
    }
    let verb = view.verb(view.verb_at(group.extent.end as usize)?);
    let mut negated = verb.negated;
    let mut word = verb.tokens.end as usize;
    let copula = view.token(verb.head.index()).is_some_and(|it| it.upos == Upos::Aux);
    if !copula {
        return None;
    }
    while word < end && !view.is(word, AFFIRMING | DENYING_ADJECTIVE | DOUBTING_ADJECTIVE) {
        let passes = view.is_adverb(word) || view.xpos(word) == Xpos::Dt;
        if !passes {
            return None;
        }
        negated |= view.is(word, super::cues::NEGATION);
        word += 1;
    }
    // "it is not true that …" says what it is that is not true.
    let rest = (word + 1..end).filter(|&it| view.token(it).is_some_and(|it| it.upos != Upos::Punct)).count();
    if word >= end || rest > TAIL || (word + 1..end).any(|it| view.verb_at(it).is_some()) {
        return None;
    }
    match (view.is(word, AFFIRMING), view.is(word, DENYING_ADJECTIVE), negated) {
        (true, _, true) | (_, true, false) => Some(Stance::Denied),
        (false, false, false) => Some(Stance::Doubted),
        _ => None,
    }
}

/// The sentence before, where it stands in the same paragraph.
fn previous(view: &View<'_>, opening: usize) -> Option<Span> {
    let sentences = &view.document.sentences;
    let idx = sentences.partition_point(|it| (it.tokens.start as usize) < opening);
    let (before, here) = (sentences.get(idx.checked_sub(1)?)?, sentences.get(idx)?);
    (before.paragraph == here.paragraph)
        .then(|| view.span(before.tokens.start as usize, before.tokens.end as usize))
}
