//! Where the words that are said begin and end.
//!
//! ```text
//! said ‹that the bridge was closed›, but the mayor …         a clause ends before ", but", a further cue, a semicolon
//! told reporters in Eastport on Friday ‹that …›              addressee, places and times are passed over
//! said: ‹"We left. It was late."›                            a quotation is one, however many sentences it has
//! called ‹the plan "a disaster"›
//! ```

mod begin;
mod end;

pub(super) use begin::clause_begins;
pub(super) use end::{clause_end, phrase_end, phrase_of_source, without_stop};

use super::cues::{
    AS, BARE, COMPLEMENTIZER, Cue, Frames, ING, MANNER, NOUN, QUESTION, QUOTE, REFLEXIVE, THAT, TO, TOLD,
    TOLD_TO, TRAIL, WH, WHOM_TO,
};
use super::view::View;
use end::quoted_end;
use variorum_model::document::{Upos, Xpos};

/// How many phrases may stand between a cue and its content.
const PASSED: usize = 5;

/// How long a stretch between commas may be that is passed over, in tokens.
const ENCLOSED: usize = 15;

/// A content to the right of its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The frame by which it was found.
    pub(super) frame: Frames,
    /// Its first token.
    pub(super) start: usize,
    /// The token after its last one.
    pub(super) end: usize,
    /// The end of the cue, where a preposition belongs to it.
    pub(super) cue_end: usize,
    /// Whether words stand between cue and content that belong to neither.
    pub(super) passed: bool,
}

/// Where a content may stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// No content goes beyond this token: the end of the sentence or of the quotation around.
    pub(super) right: usize,
    /// The quotation around the cue.
    pub(super) within: Option<usize>,
    /// Whether the cue stands in a clause between commas, or before a main clause: a comma before a verb or before a new
    /// subject ends the content.
    pub(super) enclosed: bool,
}

/// The content that begins after `from`, by the frames of the cue.
pub(super) fn rightward(view: &View<'_>, cue: &Cue, from: usize, room: Room) -> Option<Found> {
    let mut at = from;
    let mut passed = 0;
    let mut addressee: Option<usize> = None;
    loop {
        while at < room.right && view.is_adverb(at) && view.noun_at(at).is_none() && !begins_clause(view, at)
        {
            at += 1;
        }
        if at >= room.right {
            return None;
        }
        if let Some(found) = opener(view, cue, at, from, addressee, room) {
            return Some(Found { passed: passed > 0, ..found });
        }
        passed += 1;
        if passed > PASSED {
            return None;
        }
        // "claimed, without giving details, that …"
        if view.is_comma(at) {
            // "reported, citing a guard who had been there, that …"
            let that = (at + 2..room.right.min(at + 2 * ENCLOSED))
                .find(|&it| view.is_comma(it) && view.is(it + 1, COMPLEMENTIZER))
                .filter(|_| cue.allows(THAT) && view.xpos(at + 1) == Xpos::Vbg);
            if let Some(closing) = that {
                at = closing;
                continue;
            }
            let closing = (at + 2..room.right.min(at + ENCLOSED)).find(|&it| view.is_comma(it))?;
            let verb = (at..closing).any(|it| view.verb_at(it).is_some_and(|idx| view.verb(idx).finite));
            if verb
                || !(view.xpos(at + 1) == Xpos::In
                    || view.is_adverb(at + 1)
                    || view.verb_at(at + 1).is_some())
            {
                return None;
            }
            at = closing;
            continue;
        }
        // An addressee, a phrase with a preposition, a time.
        if let Some(idx) = view.noun_from(at) {
            if view.is_time(idx) {
                at = view.group(idx).extent.end as usize;
                continue;
            }
            if passed == 1 && cue.allows(TOLD | TOLD_TO | WHOM_TO) {
                addressee = Some(at);
                at = view.joined_end(idx);
                continue;
            }
            return None;
        }
        if view.is_preposition(at)
            && let Some(idx) = view.noun_from(at + 1)
        {
            at = view.joined_end(idx);
            continue;
        }
        // "said in a statement ‹posted› on its page that …"
        if passed > 1
            && cue.allows(THAT)
            && matches!(view.xpos(at), Xpos::Vbn | Xpos::Vbd)
            && let Some(idx) = view.verb_at(at)
            && (at..room.right.min(at + ENCLOSED)).any(|it| view.is(it, COMPLEMENTIZER))
        {
            at = (view.verb(idx).tokens.end as usize).max(at + 1);
            continue;
        }
        return None;
    }
}

fn begins_clause(view: &View<'_>, at: usize) -> bool {
    matches!(view.xpos(at), Xpos::Wrb | Xpos::Wp | Xpos::Wdt)
}

/// The content that begins at this token, if one does.
fn opener(
    view: &View<'_>,
    cue: &Cue,
    at: usize,
    from: usize,
    addressee: Option<usize>,
    room: Room,
) -> Option<Found> {
    let direct = at == from;
    let found =
        |frame: Frames, start: usize, end: usize| Found { frame, start, end, cue_end: from, passed: false };
    let mut start = at;
    let xpos = view.xpos(at);
    if xpos == Xpos::Comma || xpos == Xpos::Colon && view.norm(at) == ":" {
        start += 1;
        if start >= room.right {
            return None;
        }
        let colon = xpos == Xpos::Colon;
        if let Some(quotation) = opening_quotation(view, start, room).filter(|_| cue.allows(QUOTE)) {
            let end = quoted_end(view, quotation, start, room);
            return Some(found(QUOTE, start, end));
        }
        if colon && cue.allows(BARE | QUOTE) {
            return Some(found(BARE, start, clause_end(view, start, room)));
        }
        // "the army, which was told of it, that …": the clause belongs to what stands around.
        if !(cue.allows(THAT) && view.is(start, COMPLEMENTIZER)) || room.enclosed {
            return None;
        }
    }
    // After a verb of saying "that" opens a clause, whatever the tags make of what follows.
    let says = cue.allows(TRAIL) && !cue.allows(NOUN) && start + 2 < room.right;
    if view.is(start, COMPLEMENTIZER)
        && cue.allows(THAT)
        && (opens_that_clause(view, start, room)
            || says
                && view.xpos(start) != Xpos::Dt
                && view
                    .verb_at(start + 1)
                    .is_none_or(|idx| view.verb(idx).head.index() == start + 1 && direct))
    {
        return Some(found(THAT, start, clause_end(view, start + 1, room)));
    }
    if let Some(quotation) =
        opening_quotation(view, start, room).filter(|_| cue.allows(QUOTE | BARE | NOUN | AS))
    {
        return Some(found(QUOTE, start, quoted_end(view, quotation, start, room)));
    }
    let wh = matches!(view.xpos(start), Xpos::Wrb | Xpos::Wp | Xpos::WpDollar) || view.is(start, QUESTION);
    if wh && cue.allows(WH) {
        return Some(found(WH, start, clause_end(view, start + 1, room)));
    }
    if view.xpos(start) == Xpos::To
        && view.verb_at(start).is_some()
        && (direct && cue.allows(TO | WHOM_TO) || addressee.is_some() && cue.allows(TOLD_TO))
    {
        // Whom somebody urges to do something belongs to what is urged.
        return Some(found(TO, addressee.unwrap_or(start), clause_end(view, start + 1, room)));
    }
    if direct
        && cue.allows(WHOM_TO)
        && let Some(end) = view.noun_from(start).map(|idx| view.joined_end(idx))
        && view.xpos(end) == Xpos::To
        && view.verb_at(end).is_some()
    {
        return Some(found(WHOM_TO, start, clause_end(view, start, room)));
    }
    // "telling the Herald that …": the one who is told is no subject.
    let told = cue.allows(TOLD)
        && view.noun_from(start).is_some_and(|idx| view.is(view.joined_end(idx), COMPLEMENTIZER));
    if cue.allows(BARE)
        && !told
        && (direct || addressee.is_some() || !cue.allows(TOLD))
        && clause_begins(view, start, room, !cue.allows(NOUN | ING | AS))
    {
        return Some(found(BARE, start, clause_end(view, start, room)));
    }
    // "which he said were open": the subject has moved to the front.
    if direct && cue.allows(BARE) && view.verb_at(start).is_some_and(|idx| view.verb(idx).finite) {
        return Some(found(BARE, start, before_next_verb(view, start, clause_end(view, start, room))));
    }
    if direct && cue.allows(ING) && view.xpos(start) == Xpos::Vbg && view.verb_at(start).is_some() {
        return Some(found(ING, start, clause_end(view, start, room)));
    }
    if start == at
        && cue.prepositions.iter().any(|it| *it == view.norm(at))
        && !view.noun_from(at + 1).is_some_and(|idx| view.is_time(idx))
    {
        let next = at + 1;
        let content = view.noun_from(next).is_some()
            || view.verb_at(next).is_some()
            || opening_quotation(view, next, room).is_some()
            || begins_clause(view, next)
            || view.is_adverb(next);
        if content && next < room.right {
            let cue_end = if direct { next } else { from };
            return Some(Found {
                frame: NOUN,
                start: if direct { next } else { at },
                end: phrase_end(view, next, room),
                cue_end,
                passed: false,
            });
        }
    }
    // "called for rebuilding the dam", "called for increased spending"
    if direct
        && cue.allows(NOUN)
        && !cue.rest.is_empty()
        && matches!(view.xpos(start), Xpos::Vbg | Xpos::Vbn | Xpos::Jj | Xpos::Jjr)
    {
        return Some(found(NOUN, start, phrase_end(view, start, room)));
    }
    // "a group calling itself Dawn": a name, no statement.
    if direct && cue.allows(NOUN | AS) && !view.is(start, REFLEXIVE) {
        let idx = view.noun_from(start)?;
        if !view.is_time(idx) && (cue.allows(NOUN) || is_called(view, idx, room)) {
            return Some(found(NOUN, start, phrase_end(view, start, room)));
        }
    }
    None
}

/// "the men who they say ‹were there› fled": a clause that lacks its subject ends before the verb of the clause around.
fn before_next_verb(view: &View<'_>, start: usize, end: usize) -> usize {
    let mut free = true;
    for at in start + 1..end {
        let begins = view.verb_at(at).filter(|&idx| view.verb(idx).tokens.start as usize == at);
        match begins.map(|idx| view.verb(idx).finite) {
            Some(true) if free => return at,
            Some(true) => free = true,
            _ => {}
        }
        let opens = matches!(view.xpos(at), Xpos::Wp | Xpos::Wdt | Xpos::Wrb | Xpos::Cc | Xpos::Comma)
            || view.is(at, COMPLEMENTIZER)
            || view.token(at).is_some_and(|it| it.upos == Upos::Sconj);
        free &= !opens;
    }
    end
}

/// "called ‹the plan› a disaster", "see ‹him› as a friend": whether it is said what the group is called.
fn is_called(view: &View<'_>, idx: usize, room: Room) -> bool {
    let mut at = view.joined_end(idx);
    for _ in 0..PASSED {
        if at < room.right && view.is_adverb(at) {
            at += 1;
        } else if at < room.right
            && !view.is(at, MANNER)
            && view.is_preposition(at)
            && let Some(idx) = view.noun_from(at + 1)
        {
            at = view.joined_end(idx);
        } else {
            break;
        }
    }
    at < room.right
        && (view.is(at, MANNER)
            || opening_quotation(view, at, room).is_some()
            || view.xpos(at) == Xpos::Jj
            || view.noun_from(at).is_some_and(|next| !view.is_time(next))
            || view.xpos(at) == Xpos::To && view.verb_at(at).is_some())
}

/// A quotation that opens here, other than the one around.
fn opening_quotation(view: &View<'_>, at: usize, room: Room) -> Option<usize> {
    view.quotation_from(at).filter(|&idx| Some(idx) != room.within)
}

fn opens_that_clause(view: &View<'_>, at: usize, room: Room) -> bool {
    if view.xpos(at) == Xpos::In {
        return true;
    }
    // A wrong tag must not cost the clause: a subject with a verb follows, or a comma.
    clause_begins(view, at + 1, room, true) || clause_begins(view, at, room, false) || view.is_comma(at + 1)
}
