//! Where a clause, a phrase or a quotation that is a content ends.
//!
//! ```text
//! said ‹the bridge fell›, but …      said ‹the bridge fell› before claiming …      criticised ‹the plan› and left
//! ```

use super::super::cues::{
    BOUNDARY, COMPLEMENTIZER, MANNER, NOUN, PhraseKind, QUOTE, SUBORDINATOR, THAT, TOLD_TO, TRAIL,
};
use super::super::view::View;
use super::{PASSED, Room, clause_begins, opening_quotation};
use variorum_model::document::{Upos, Xpos};

/// The end of a quotation that is the content, with what belongs to it after a mere fragment.
pub(super) fn quoted_end(view: &View<'_>, quotation: usize, start: usize, room: Room) -> usize {
    let tokens = view.quoted(quotation);
    let end = tokens.end as usize;
    if end >= room.right {
        return end;
    }
    let next = view.xpos(end);
    let last = view.xpos(end.saturating_sub(2));
    let complete = matches!(last, Xpos::Stop | Xpos::Comma) && view.quotation(quotation).speech;
    let stops = matches!(next, Xpos::Comma | Xpos::Stop | Xpos::Colon) || complete;
    if stops { end } else { clause_end(view, start, room) }
}

/// The end of a clause that begins here.
pub(in crate::attribution) fn clause_end(view: &View<'_>, start: usize, room: Room) -> usize {
    let mut at = start;
    let mut verb_seen = false;
    while at < room.right {
        if let Some(quotation) = opening_quotation(view, at, room) {
            let end = view.quoted(quotation).end as usize;
            at = end.max(at + 1);
            if at >= room.right {
                return at.max(start);
            }
            verb_seen = true;
            continue;
        }
        if let Some(idx) = view.verb_at(at) {
            verb_seen |= view.verb(idx).finite;
            at = (view.verb(idx).tokens.end as usize).max(at + 1);
            continue;
        }
        if at > start && ends_here(view, at, start, verb_seen, room) {
            return at;
        }
        at += 1;
    }
    without_stop(view, start, room.right)
}

/// Whether a clause ends before this token.
pub(super) fn ends_here(view: &View<'_>, at: usize, start: usize, verb_seen: bool, room: Room) -> bool {
    let xpos = view.xpos(at);
    if view.norm(at) == ";" {
        return true;
    }
    if xpos == Xpos::Comma {
        let next = at + 1;
        let norm = view.norm(next);
        if verb_seen && view.is(next, BOUNDARY) {
            return true;
        }
        if !view.cues.phrases(norm).is_empty() && phrase_of_source(view, next) {
            return true;
        }
        // ", saying …"
        if view.xpos(next) == Xpos::Vbg
            && let Some(cue) =
                view.cues.verb(view.lemma(next), &view.document.tokens[next + 1..room.right.max(next + 1)])
            && cue.allows(THAT | NOUN | QUOTE)
            && verb_seen
        {
            return true;
        }
        if verb_seen && (other_frame(view, next, room) || speaks_on(view, next, room)) {
            return true;
        }
        if room.enclosed && verb_seen {
            // "The army, which says it lost one man, put the toll at nine": "put" may be a participle, but not here.
            let verb = view.verb_at(next).is_some_and(|idx| view.verb(idx).finite)
                || matches!(view.xpos(next), Xpos::Vbd | Xpos::Vbn) && view.verb_at(next).is_some();
            return verb || clause_begins(view, next, room, false) && !matches!(view.xpos(next), Xpos::Cc);
        }
        return false;
    }
    // "… before claiming that": a further cue of the same source.
    if matches!(xpos, Xpos::In | Xpos::Wrb)
        && verb_seen
        && view.is(at, SUBORDINATOR)
        && view.xpos(at + 1) == Xpos::Vbg
        && view.verb_at(at + 1).is_some()
    {
        let following = &view.document.tokens[(at + 2).min(room.right)..room.right];
        return view.cues.verb(view.lemma(at + 1), following).is_some_and(|cue| cue.allows(THAT | QUOTE));
    }
    if xpos == Xpos::Cc && verb_seen && at > start + 1 {
        // "said … and urged …": the next verb of the same source.
        if let Some(idx) = view.verb_at(at + 1).filter(|&idx| view.verb(idx).finite) {
            let verb = view.verb(idx);
            let head = verb.head.index();
            return view
                .cues
                .verb(view.lemma(head), &view.document.tokens[head + 1..room.right.max(head + 1)])
                .is_some_and(|cue| {
                    cue.allows(TRAIL | TOLD_TO)
                        && matches!(view.xpos(head), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
                });
        }
    }
    false
}

/// Whether a phrase that gives a source ("according to") begins here.
pub(in crate::attribution) fn phrase_of_source(view: &View<'_>, at: usize) -> bool {
    view.cues.phrases(view.norm(at)).iter().any(|(cue, kind)| {
        *kind == PhraseKind::SourceAfter
            && cue.rest.iter().enumerate().all(|(idx, word)| view.norm(at + 1 + idx) == word.as_str())
    })
}

/// Whether another frame follows that ends the sentence: ", the mayor said."
pub(super) fn other_frame(view: &View<'_>, at: usize, room: Room) -> bool {
    let (subject, verb) = match (view.noun_from(at), view.verb_at(at)) {
        (Some(idx), _) => {
            let end = view.joined_end(idx);
            (true, view.verb_at(end))
        }
        (None, Some(idx)) => (false, Some(idx)),
        _ => return false,
    };
    let Some(verb) = verb.filter(|&idx| view.verb(idx).finite) else { return false };
    let group = view.verb(verb);
    let head = group.head.index();
    let end = group.tokens.end as usize;
    let cue = view.cues.verb(view.lemma(head), &view.document.tokens[head + 1..room.right.max(head + 1)]);
    if !cue.is_some_and(|cue| cue.allows(TRAIL)) {
        return false;
    }
    let mut rest = if subject { end } else { view.noun_from(end).map_or(end, |idx| view.joined_end(idx)) };
    if !subject && rest == end {
        return false;
    }
    for _ in 0..PASSED {
        if rest >= room.right || matches!(view.xpos(rest), Xpos::Stop | Xpos::Comma | Xpos::CloseQuote) {
            return true;
        }
        match view
            .noun_from(rest)
            .or_else(|| view.is_preposition(rest).then(|| view.noun_from(rest + 1)).flatten())
        {
            Some(idx) => rest = view.joined_end(idx),
            None => return false,
        }
    }
    false
}

/// ", and he said that …": whether a conjunction and somebody with a verb of saying and its clause follow.
fn speaks_on(view: &View<'_>, at: usize, room: Room) -> bool {
    if view.xpos(at) != Xpos::Cc {
        return false;
    }
    let Some(idx) = view.noun_from(at + 1).filter(|&idx| view.is_animate(idx)) else { return false };
    let Some(verb) = view.verb_at(view.joined_end(idx)).map(|idx| view.verb(idx)) else { return false };
    let (head, end) = (verb.head.index(), verb.tokens.end as usize);
    let cue = view.cues.verb(view.lemma(head), &view.document.tokens[head + 1..room.right.max(head + 1)]);
    let says = verb.finite && cue.is_some_and(|cue| cue.allows(TRAIL) && cue.allows(THAT));
    says && end < room.right && (view.is(end, COMPLEMENTIZER) || view.noun_from(end).is_some())
}

/// The end of a noun group with all that follows it, up to the next comma or finite verb of the clause around.
pub(in crate::attribution) fn phrase_end(view: &View<'_>, start: usize, room: Room) -> usize {
    let mut at = start;
    let mut relative = false;
    while at < room.right {
        if let Some(quotation) = opening_quotation(view, at, room) {
            at = (view.quoted(quotation).end as usize).max(at + 1);
            continue;
        }
        if let Some(idx) = view.noun_from(at) {
            at = (view.joined_end(idx)).max(at + 1);
            continue;
        }
        if let Some(idx) = view.verb_at(at) {
            let verb = view.verb(idx);
            if verb.finite && !relative && at > start && view.xpos(at.saturating_sub(1)) == Xpos::Cc {
                return at - 1;
            }
            relative = false;
            at = (verb.tokens.end as usize).max(at + 1);
            continue;
        }
        match view.xpos(at) {
            // "accused ‹the Front, an armed group, of planting bombs›"
            Xpos::Comma if let Some(goes_on) = past_apposition(view, start, at, room) => {
                at = goes_on;
                continue;
            }
            Xpos::Comma | Xpos::Stop => {
                return at;
            }
            Xpos::Colon if !matches!(view.norm(at), "-" | "--") => return at,
            Xpos::Wp | Xpos::Wdt | Xpos::Wrb => relative = true,
            _ => {}
        }
        // "quoted the governor as saying that …"
        let saying = view.is(at, MANNER) && view.xpos(at + 1) == Xpos::Vbg;
        if !saying
            && view.token(at).is_some_and(|token| token.upos == Upos::Sconj)
            && view.is(at, SUBORDINATOR)
        {
            return at;
        }
        at += 1;
    }
    without_stop(view, start, room.right)
}

/// Where a phrase goes on behind what commas enclose, if a preposition with a verb does ("…, a small group, ‹of planting›").
fn past_apposition(view: &View<'_>, start: usize, comma: usize, room: Room) -> Option<usize> {
    // The groups that are passed hold what stands in apposition to them.
    let enclosed = (start..comma).any(|at| view.is_comma(at));
    let closing = if enclosed { comma } else { view.joined_end(view.noun_from(comma + 1)?) };
    let goes_on = view.is_comma(closing)
        && closing + 2 < room.right
        && view.xpos(closing + 1) == Xpos::In
        && view.xpos(closing + 2) == Xpos::Vbg;
    goes_on.then_some(closing + 1)
}

/// The end without the full stop of the sentence.
pub(in crate::attribution) fn without_stop(view: &View<'_>, start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start + 1
        && matches!(view.xpos(end - 1), Xpos::Stop | Xpos::Comma | Xpos::Colon)
        && view.quotation_until(end).is_none()
    {
        end -= 1;
    }
    end
}
