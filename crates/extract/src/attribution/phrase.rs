//! Attributions whose cue is a noun, an adjective or a phrase: "according to", "the claim that", "is aware that".

use super::content::{self, Room};
use super::cues::{
    BARE, COMPLEMENTIZER, Cue, Frames, GIVER, LACKING, NEGATION, NEUTER, NOUN, PhraseKind, QUESTION, QUOTE,
    THAT, TO, WH,
};
use super::subject::{self, Subject, has_verb};
use super::view::{REACH, View};
use super::{Frame, Part};
use variorum_model::document::{NounGroup, Upos, Voice, Xpos};
use variorum_model::{Stance, TokenRange};

/// The longest stretch between commas that tells whose a noun is, in tokens.
const ENCLOSED: usize = 12;

/// Appends the attributions of a sentence's phrases, nouns and adjectives.
pub(super) fn frames(view: &View<'_>, sentence: TokenRange, frames: &mut Vec<Frame>) {
    for at in sentence.range() {
        let Some(token) = view.token(at) else { break };
        let within = view.quotation_at(at);
        let mut room = Room { right: (sentence.end as usize).min(at + REACH), within, enclosed: false };
        let mut left = (sentence.start as usize).max(at.saturating_sub(REACH));
        if let Some(quotation) = within {
            let inner = view.inner(quotation);
            room.right = room.right.min(inner.end as usize);
            left = left.max(inner.start as usize);
        }
        // "Though there is no proof that it fell, the mayor …": the content ends where the main clause begins.
        room.enclosed = view.is_subordinate(left);
        let fits = |(cue, kind): &&(Cue, PhraseKind)| match kind {
            PhraseKind::SourceWithin => holds_source(view, cue, at, room.right),
            _ => {
                let mut rest = cue.rest.iter().enumerate();
                rest.all(|(idx, word)| at + 1 + idx < room.right && view.norm(at + 1 + idx) == word.as_str())
                    && (!cue.rest.is_empty() || token.xpos != Xpos::Vbg || view.is_cited(at))
            }
        };
        if let Some((cue, kind)) = view.cues.phrases(&token.norm).iter().find(fits) {
            frames.extend(by_phrase(view, cue, *kind, at, left, room));
        }
        match token.upos {
            Upos::Noun if view.verb_at(at).is_none() && !view.is_titled(at) => {
                let own = || view.cues.noun(&token.lemma).and_then(|cue| by_noun(view, cue, at, left, room));
                frames.extend(impersonal_noun(view, at, left, room).or_else(own));
            }
            Upos::Adj | Upos::Verb => {
                let cue = view.cues.adjective(&token.norm);
                let frame = cue.and_then(|cue| by_adjective(view, cue, at, left, room));
                frames.extend(frame.or_else(|| impersonal_adjective(view, at, left, room)));
            }
            _ => {}
        }
    }
}

fn by_phrase(
    view: &View<'_>,
    cue: &Cue,
    kind: PhraseKind,
    at: usize,
    left: usize,
    room: Room,
) -> Option<Frame> {
    let end = at + 1 + cue.rest.len();
    let frame = |source: Option<Subject>, cue_tokens: TokenRange, parts: Vec<Part>| Frame {
        source,
        cue: cue_tokens,
        parts,
        class: cue.clone(),
        negated: false,
        impersonal: None,
        frame: BARE,
        within: room.within,
    };
    match kind {
        PhraseKind::SourceAfter => {
            let source = subject::rightward(view, end, room.right)?;
            let mut close = source.end();
            // "according to police in Eastport on Friday"
            for _ in 0..3 {
                match view.is_preposition(close).then(|| view.noun_from(close + 1)).flatten() {
                    Some(idx) => close = view.group(idx).extent.end as usize,
                    None => break,
                }
            }
            let parts = around(view, at, close, left, room)?;
            Some(frame(Some(source), TokenRange::new(at, end), parts))
        }
        PhraseKind::SourceWithin => {
            let group = view.group(view.noun_from(at + 1)?);
            let head = group.head.index();
            let owner = Subject::of_group(view, group.possessor?.0 as usize);
            let genitive = usize::from(view.xpos(owner.end()) == Xpos::Pos);
            let alone = view.is_comma(head + 1) || view.xpos(head + 1) == Xpos::Stop || at == left;
            let parts = around(view, at, head + 1, left, room).filter(|_| alone)?;
            Some(frame(Some(owner.until(owner.end() + genitive)), TokenRange::new(head, head + 1), parts))
        }
        PhraseKind::Adverb => {
            let from = clause_start(view, at, left);
            Some(frame(
                None,
                TokenRange::new(at, end),
                vec![Part { start: from, end: content::clause_end(view, from, room) }],
            ))
        }
    }
}

/// Whether the noun of a phrase has an owner here: "in *her* view", "by *the ministry's* own account".
fn holds_source(view: &View<'_>, cue: &Cue, at: usize, right: usize) -> bool {
    let Some(group) = view.noun_from(at + 1).map(|idx| view.group(idx)) else { return false };
    let head = group.head.index();
    let owner = group.possessor.is_some_and(|owner| {
        let owner = owner.0 as usize;
        view.xpos(view.group(owner).head.index()) == Xpos::PrpDollar || view.is_animate(owner)
    });
    owner && head < right && cue.rest.last().is_some_and(|last| view.norm(head) == last.as_str())
}

/// The clause around a phrase that stands from `at` to `close`.
fn around(view: &View<'_>, at: usize, close: usize, left: usize, room: Room) -> Option<Vec<Part>> {
    let opening = at == left || at == left + 1 && matches!(view.xpos(left), Xpos::Cc | Xpos::Rb);
    if opening || view.is_comma(at.saturating_sub(1)) && !has_verb(view, left, at) {
        let bare = opening && content::clause_begins(view, close, room, false);
        let start = if bare { close } else { (close..room.right).find(|&it| view.is_comma(it))? + 1 };
        let mut parts = vec![Part { start, end: content::clause_end(view, start, room) }];
        if !opening && at > left + 1 {
            parts.insert(0, Part { start: left, end: at - 1 });
        }
        return Some(parts);
    }
    let from = clause_start(view, at, left);
    let mut parts = vec![Part { start: from, end: content::without_stop(view, from, at) }];
    let next = close + 1;
    if view.is_comma(close)
        && next < room.right
        && view.verb_at(next).is_some_and(|idx| view.verb(idx).finite)
    {
        parts.push(Part { start: next, end: content::clause_end(view, next, room) });
    }
    Some(parts)
}

/// Where the clause begins that this place belongs to.
fn clause_start(view: &View<'_>, at: usize, left: usize) -> usize {
    let mut from = at;
    while from > left {
        let before = from - 1;
        if view.xpos(before) == Xpos::Colon && view.norm(before) == ";" {
            break;
        }
        from = before;
    }
    from
}

fn by_noun(view: &View<'_>, cue: &Cue, at: usize, left: usize, room: Room) -> Option<Frame> {
    let group = view.group(view.noun_at(at)?);
    if group.head.index() != at {
        return None;
    }
    // "a statement by the army that …", "fears among residents that …"
    let enclosed = enclosed_giver(view, at + 1, room);
    let giver = enclosed.map(|(giver, _)| giver).or_else(|| giver(view, at + 1, room));
    let end = enclosed.map(|(_, end)| end).or(giver.map(|it| it.end())).unwrap_or(at + 1);
    let next = view.norm(end);
    let that = cue.allows(THAT) && opens_content(view, end, room);
    let to = cue.allows(TO) && view.xpos(end) == Xpos::To && view.verb_at(end).is_some();
    let preposition = cue.prepositions.iter().any(|it| it == next) && view.is_preposition(end);
    let owner = group.possessor.map(|owner| owner.0 as usize);
    let giver = giver.or_else(|| named_before(view, group).filter(|_| owner.is_none()));
    if !(that || to || preposition && (owner.is_some() || giver.is_some())) {
        return None;
    }
    let source = owner.map(|owner| {
        let owner = Subject::of_group(view, owner);
        // "the mayor's claim": the genitive belongs to the words.
        let genitive = usize::from(view.xpos(owner.end()) == Xpos::Pos);
        owner.until(owner.end() + genitive)
    });
    // Without an owner: "there are fears that", "he made the claim that".
    let source = source.or(giver).or_else(|| holder(view, group, left));
    let first = group.extent.start as usize;
    if source.is_none() && (!that || first > left && view.is(first - 1, LACKING)) {
        return None;
    }
    let start = if preposition { end + 1 } else { end };
    let cue_end = if end > at + 1 { at + 1 } else { start };
    Some(Frame {
        source,
        cue: TokenRange::new(at, cue_end),
        parts: vec![Part {
            start,
            end: before_main_verb(view, group, start, content::clause_end(view, start, room), left),
        }],
        class: cue.clone(),
        negated: group.negated,
        impersonal: None,
        frame: if that {
            THAT
        } else if to {
            TO
        } else {
            NOUN
        },
        within: room.within,
    })
}

/// "the claim, ‹made by the rebels›, that …": who stands behind the noun before, between commas; with the token after them.
fn enclosed_giver(view: &View<'_>, at: usize, room: Room) -> Option<(Subject, usize)> {
    if !view.is_comma(at) || view.xpos(at + 1) != Xpos::Vbn {
        return None;
    }
    let closing = (at + 2..room.right.min(at + 2 + ENCLOSED)).find(|&it| view.is_comma(it))?;
    let giver = (at + 2..closing).find_map(|it| giver(view, it, room))?;
    Some((giver, closing + 1))
}

/// "by the army", "from witnesses", "among residents": who stands behind the noun before.
fn giver(view: &View<'_>, at: usize, room: Room) -> Option<Subject> {
    if !view.is(at, GIVER) {
        return None;
    }
    let subject = Subject::of_group(view, view.noun_from(at + 1)?);
    let somebody = subject.group.is_some_and(|idx| view.is_animate(idx) && !view.is_empty_subject(idx));
    (somebody && subject.end() < room.right).then_some(subject)
}

/// "Coastguard claims that …", "police assurances that …": who stands right before the noun, in its group.
pub(super) fn named_before(view: &View<'_>, group: &NounGroup) -> Option<Subject> {
    let head = group.head.index();
    let before = head.checked_sub(1).filter(|&at| at >= group.tokens.start as usize)?;
    view.somebody_at(before).then(|| {
        let mut start = before;
        while start > group.tokens.start as usize
            && view.token(start - 1).is_some_and(|it| it.upos == Upos::Propn)
        {
            start -= 1;
        }
        Subject { tokens: TokenRange::new(start, head), group: None, relative: false, inherited: false }
    })
}

/// "The mayor's claim ‹that the bridge fell› surprised many": where the noun is the subject, the last verb is its own.
fn before_main_verb(view: &View<'_>, group: &NounGroup, start: usize, end: usize, left: usize) -> usize {
    if has_verb(view, left, group.extent.start as usize) {
        return end;
    }
    let mut verbs = (start..end).filter(|&at| {
        view.verb_at(at)
            .is_some_and(|idx| view.verb(idx).finite && view.verb(idx).tokens.start as usize == at)
    });
    let (Some(first), Some(last)) = (verbs.next(), verbs.next_back()) else { return end };
    // A verb with a clause or a conjunction of its own before it is no main verb.
    let own = (first + 1..last).any(|at| {
        matches!(view.xpos(at), Xpos::Cc | Xpos::Wp | Xpos::Wdt | Xpos::Wrb | Xpos::Comma)
            || view.is(at, COMPLEMENTIZER)
            || view.token(at).is_some_and(|it| it.upos == Upos::Sconj)
            || view.token(at).is_some_and(|it| it.xpos == Xpos::Prp) && at + 1 == last
    });
    if own { end } else { last }
}

/// Whether "that" after a noun opens what the noun is about ("the claim that it fell"), and no relative clause ("the claim
/// that he made"). Taggers mix them up, so a clause with a subject of its own and a verb that lacks nothing will do.
fn opens_content(view: &View<'_>, at: usize, room: Room) -> bool {
    if !view.is(at, COMPLEMENTIZER) {
        return false;
    }
    if view.xpos(at) == Xpos::In {
        return true;
    }
    let verb = (at + 1..room.right).find_map(|it| view.verb_at(it).filter(|&idx| view.verb(idx).finite));
    content::clause_begins(view, at + 1, room, true)
        && verb.map(|idx| view.verb(idx)).is_some_and(|verb| {
            let end = verb.tokens.end as usize;
            let complete = end < room.right
                && !matches!(view.xpos(end), Xpos::Stop | Xpos::Comma | Xpos::Colon)
                && !view.verb_at(end).is_some_and(|next| view.verb(next).finite);
            verb.voice == Voice::Passive || complete
        })
}

/// The subject of the verb whose object the group is: "he made the claim that".
fn holder(view: &View<'_>, group: &NounGroup, left: usize) -> Option<Subject> {
    let verb = view.verb(view.verb_at((group.extent.start as usize).checked_sub(1)?)?);
    let start = verb.tokens.start as usize;
    if start < left || verb.voice != Voice::Active || !verb.finite {
        return None;
    }
    subject::leftward(view, start, left)
        .filter(|it| it.group.is_some_and(|it| view.is_animate(it) || view.is_text(it)))
}

fn by_adjective(view: &View<'_>, cue: &Cue, at: usize, left: usize, room: Room) -> Option<Frame> {
    if view.noun_at(at).is_some() {
        return None;
    }
    let mut before = at;
    while before > left && view.is_adverb(before - 1) {
        before -= 1;
    }
    let verb = view.verb_at(before.checked_sub(1)?).or_else(|| view.verb_at(at))?;
    let verb = view.verb(verb);
    let source = subject::leftward(view, verb.tokens.start as usize, left)?;
    let group = source.group?;
    if !view.is_animate(group) || view.is_empty_subject(group) && !source.relative {
        return None;
    }
    let found = content::rightward(view, cue, at + 1, room)?;
    if found.passed || found.frame == QUOTE || found.frame == WH && !cue.allows(WH) {
        return None;
    }
    Some(Frame {
        source: Some(source),
        cue: TokenRange::new(verb.tokens.start as usize, found.cue_end.max(at + 1)),
        parts: vec![Part { start: found.start, end: found.end }],
        class: cue.clone(),
        negated: verb.negated,
        impersonal: None,
        frame: found.frame,
        within: room.within,
    })
}

/// "There is no evidence that …", "no doubt that …": a noun without an owner.
fn impersonal_noun(view: &View<'_>, at: usize, left: usize, room: Room) -> Option<Frame> {
    let (cue, kind) = view.cues.impersonal(view.lemma(at)).filter(|(_, kind)| kind.noun)?;
    let group = view.group(view.noun_at(at)?);
    let end = at + 1;
    let that = cue.allows(THAT) && opens_content(view, end, room);
    let to = cue.allows(TO) && view.xpos(end) == Xpos::To && view.verb_at(end).is_some();
    let wh = cue.allows(WH) && view.is(end, QUESTION);
    let preposition =
        group.negated && view.is_preposition(end) && cue.prepositions.iter().any(|it| it == view.norm(end));
    let existential = view
        .verb_at((group.tokens.start as usize).checked_sub(1)?)
        .map(|verb| view.verb(verb))
        .filter(|verb| {
            // "there is evidence that", "it is a myth that"
            let before = (verb.tokens.start as usize).checked_sub(1);
            let copular =
                view.token(verb.head.index()).is_some_and(|it| it.upos == Upos::Aux) && cue.frames == THAT;
            before.is_some_and(|at| view.xpos(at) == Xpos::Ex || copular && view.is(at, NEUTER))
        });
    let negated = group.negated || existential.is_some_and(|verb| verb.negated);
    if group.head.index() != at || group.possessor.is_some() || !(that || to || wh || preposition) {
        return None;
    }
    // "evidence that" alone says nothing of whose it is; "there is evidence that", "no evidence that" do.
    if !(negated || existential.is_some()) {
        return None;
    }
    let start = end + usize::from(preposition);
    let source = holder(view, group, left);
    let frame = impersonal(
        view,
        cue,
        kind.negated,
        negated,
        TokenRange::new(group.tokens.start as usize, start),
        start,
        if that { THAT } else { WH },
        room,
    );
    Some(Frame { source, ..frame })
}

/// "It is unclear whether …", "it is not true that …".
fn impersonal_adjective(view: &View<'_>, at: usize, left: usize, room: Room) -> Option<Frame> {
    let (cue, kind) = view.cues.impersonal(view.norm(at)).filter(|(_, kind)| !kind.noun)?;
    if view.noun_at(at).is_some() {
        return None;
    }
    let mut before = at;
    while before > left && view.is_adverb(before - 1) && view.verb_at(before - 1).is_none() {
        before -= 1;
    }
    let verb = view.verb(view.verb_at(before.checked_sub(1)?)?);
    let start = verb.tokens.start as usize;
    // "Whether the bridge fell is unclear.", "That it was an accident is not certain."
    let clause = view.is(left, QUESTION | COMPLEMENTIZER) && has_verb(view, left, start) && start <= at;
    let whole = clause && (left..start).all(|it| !view.is_comma(it));
    let ends = !view.is(at + 1, COMPLEMENTIZER | QUESTION);
    if whole && ends {
        let negated = verb.negated || (before..at).any(|it| view.is(it, NEGATION));
        let cue_tokens = TokenRange::new(start, at + 1);
        let frame = impersonal(view, cue, kind.negated, negated, cue_tokens, left, THAT, room);
        return Some(Frame { parts: vec![Part { start: left, end: start }], ..frame });
    }
    let subject = subject::leftward(view, start, left)?.group?;
    if !view.is_empty_subject(subject) {
        return None;
    }
    let found =
        content::rightward(view, cue, at + 1, room).filter(|found| !found.passed && found.start == at + 1)?;
    let negated = verb.negated || (before..at).any(|it| view.is(it, NEGATION));
    let cue_tokens = TokenRange::new(verb.tokens.start as usize, at + 1);
    Some(impersonal(view, cue, kind.negated, negated, cue_tokens, found.start, found.frame, room))
}

#[allow(clippy::too_many_arguments)]
fn impersonal(
    view: &View<'_>,
    cue: &Cue,
    under_negation: Stance,
    negated: bool,
    tokens: TokenRange,
    start: usize,
    frame: Frames,
    room: Room,
) -> Frame {
    Frame {
        source: None,
        cue: tokens,
        parts: vec![Part { start, end: content::clause_end(view, start, room) }],
        class: cue.clone(),
        negated,
        impersonal: Some(under_negation),
        frame,
        within: room.within,
    }
}
