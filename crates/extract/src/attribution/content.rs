//! Where the words that are said begin and end.
//!
//! ```text
//! said ‹that the bridge was closed›, but the mayor …         a clause ends before ", but", a further cue, a semicolon
//! told reporters in Eastport on Friday ‹that …›              addressee, places and times are passed over
//! said: ‹"We left. It was late."›                            a quotation is one, however many sentences it has
//! called ‹the plan "a disaster"›
//! ```

use super::cues::{
    AGENT, AS, BARE, BOUNDARY, COMPLEMENTIZER, Cue, Frames, ING, MANNER, NOUN, QUESTION, QUOTE, SUBORDINATOR,
    THAT, TO, TOLD, TOLD_TO, TRAIL, WH, WHOM_TO,
};
use super::view::View;
use variorum_model::document::{Upos, Xpos};

/// How many phrases may stand between a cue and its content.
const PASSED: usize = 5;
/// How far the verb of a clause without "that" is looked for, in tokens.
const SUBJECT: usize = 24;

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
        if !(cue.allows(THAT) && view.is(start, COMPLEMENTIZER)) {
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
    if cue.allows(BARE)
        && (direct || addressee.is_some() || !cue.allows(TOLD))
        && clause_begins(view, start, room, !cue.allows(NOUN | ING | AS))
    {
        return Some(found(BARE, start, clause_end(view, start, room)));
    }
    // "which he said were open": the subject has moved to the front.
    if direct && cue.allows(BARE) && view.verb_at(start).is_some_and(|idx| view.verb(idx).finite) {
        return Some(found(BARE, start, clause_end(view, start, room)));
    }
    if direct && cue.allows(ING) && view.xpos(start) == Xpos::Vbg && view.verb_at(start).is_some() {
        return Some(found(ING, start, clause_end(view, start, room)));
    }
    if start == at && cue.prepositions.iter().any(|it| *it == view.norm(at)) {
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
    if direct && cue.allows(NOUN | AS) {
        let idx = view.noun_from(start)?;
        if !view.is_time(idx) && (cue.allows(NOUN) || is_called(view, idx, room)) {
            return Some(found(NOUN, start, phrase_end(view, start, room)));
        }
    }
    None
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

/// Whether a subject with a finite verb begins here. Where nothing but a clause can stand here, `lenient` takes a form for
/// a past that may be a participle as well ("they say Ruiz backed the plan").
pub(super) fn clause_begins(view: &View<'_>, at: usize, room: Room, lenient: bool) -> bool {
    let mut at = at;
    // "both police and soldiers", "all the experts", "not everybody"
    if matches!(view.xpos(at), Xpos::Cc | Xpos::Pdt | Xpos::Rb) && view.noun_from(at + 1).is_some() {
        at += 1;
    }
    let gerund = lenient && view.xpos(at) == Xpos::Vbg && view.verb_at(at).is_some();
    if view.xpos(at) == Xpos::Ex {
        return true;
    }
    if gerund {
        return (at..room.right.min(at + SUBJECT))
            .any(|it| view.verb_at(it).is_some_and(|idx| view.verb(idx).finite));
    }
    let first = view.noun_from(at);
    if first.is_none() && view.xpos(at) != Xpos::Dt {
        return lenient && after_opening(view, at, room);
    }
    let limit = room.right.min(at + SUBJECT);
    let mut place = at;
    // Whether the walk is inside a relative clause, whose verb is not the one that is looked for.
    let mut relative = false;
    // Whether a form was passed that may be the verb.
    let mut past = false;
    while place < limit {
        if let Some(idx) = view.verb_at(place) {
            let verb = view.verb(idx);
            if verb.finite && !relative {
                return true;
            }
            // A participle after the subject ("a man wounded there left"); an infinitive ends it.
            if !verb.finite && view.xpos(place) == Xpos::To {
                if !lenient {
                    return past;
                }
                relative = false;
                place = (verb.tokens.end as usize).max(place + 1);
                continue;
            }
            let end = verb.tokens.end as usize;
            past |= lenient && !relative && view.xpos(place) == Xpos::Vbn && !view.is(end, AGENT);
            relative &= !verb.finite;
            place = end.max(place + 1);
            continue;
        }
        if let Some(idx) = view.noun_from(place) {
            let end = view.group(idx).extent.end as usize;
            let time = view.is_time(idx);
            // A time alone is no subject: "said Friday afternoon, as they …".
            if place == at && time && !view.verb_at(end).is_some_and(|verb| view.verb(verb).finite) {
                return false;
            }
            // Two groups side by side are an addressee and what follows, or a time, or a clause without a pronoun.
            if place > at && !time && view.noun_at(place - 1).is_some() {
                if relative {
                    return past;
                }
                relative = true;
            }
            place = end.max(place + 1);
            continue;
        }
        match view.xpos(place) {
            // "respects Ruiz and calls her …": a conjunction before a verb joins no subject.
            Xpos::Cc if view.verb_at(place + 1).is_some() => return past,
            Xpos::Ex => return true,
            Xpos::Wp | Xpos::Wdt | Xpos::Wrb => relative = true,
            Xpos::In if view.is(place, COMPLEMENTIZER) => relative = true,
            Xpos::Comma => match past_comma(view, place, limit) {
                Some(next) => {
                    relative = false;
                    place = next;
                    continue;
                }
                None => return past,
            },
            Xpos::Colon if view.is_dash(place) => {
                let closing = (place + 1..limit).find(|&it| view.is_dash(it));
                let Some(closing) = closing else { return past };
                relative = false;
                place = closing;
            }
            Xpos::In
            | Xpos::Rb
            | Xpos::Rbr
            | Xpos::Rbs
            | Xpos::Cc
            | Xpos::Pos
            | Xpos::Lrb
            | Xpos::Rrb
            | Xpos::Jj
            | Xpos::Jjr
            | Xpos::Dt
            | Xpos::OpenQuote
            | Xpos::CloseQuote => {}
            _ => return past,
        }
        place += 1;
    }
    past
}

/// "despite the rain, the bridge was open": a phrase or clause, a comma, and a clause.
fn after_opening(view: &View<'_>, at: usize, room: Room) -> bool {
    let opens = view.is_preposition(at) || view.token(at).is_some_and(|token| token.upos == Upos::Sconj);
    let comma = (at + 1..room.right.min(at + SUBJECT)).find(|&it| view.is_comma(it));
    opens && comma.is_some_and(|comma| clause_begins(view, comma + 1, room, false))
}

/// Where a subject goes on after this comma: past what commas enclose ("the mayor, who was there, left"; "the mayor, Ana
/// Ruiz, left"), or at the next member of a list.
fn past_comma(view: &View<'_>, comma: usize, limit: usize) -> Option<usize> {
    let next = comma + 1;
    let opens = matches!(
        view.xpos(next),
        Xpos::Wp | Xpos::Wdt | Xpos::WpDollar | Xpos::Vbg | Xpos::Vbn | Xpos::In | Xpos::Rb | Xpos::Cd
    );
    if opens {
        return (next..limit).find(|&it| view.is_comma(it)).map(|closing| closing + 1);
    }
    let end = view.joined_end(view.noun_from(next)?);
    match view.xpos(end) {
        Xpos::Cc => Some(next),
        Xpos::Comma if view.verb_at(end + 1).is_some_and(|idx| view.verb(idx).finite) => Some(end + 1),
        Xpos::Comma if view.noun_from(end + 1).is_some() => past_comma(view, end, limit).map(|_| next),
        _ => None,
    }
}

/// The end of a quotation that is the content, with what belongs to it after a mere fragment.
fn quoted_end(view: &View<'_>, quotation: usize, start: usize, room: Room) -> usize {
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
pub(super) fn clause_end(view: &View<'_>, start: usize, room: Room) -> usize {
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
fn ends_here(view: &View<'_>, at: usize, start: usize, verb_seen: bool, room: Room) -> bool {
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
        if verb_seen && other_frame(view, next, room) {
            return true;
        }
        if room.enclosed && verb_seen {
            let verb = view.verb_at(next).is_some_and(|idx| view.verb(idx).finite);
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
fn phrase_of_source(view: &View<'_>, at: usize) -> bool {
    view.cues.phrases(view.norm(at)).iter().any(|(cue, kind)| {
        *kind == super::cues::PhraseKind::SourceAfter
            && cue.rest.iter().enumerate().all(|(idx, word)| view.norm(at + 1 + idx) == word.as_str())
    })
}

/// Whether another frame follows that ends the sentence: ", the mayor said."
fn other_frame(view: &View<'_>, at: usize, room: Room) -> bool {
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

/// The end of a noun group with all that follows it, up to the next comma or finite verb of the clause around.
pub(super) fn phrase_end(view: &View<'_>, start: usize, room: Room) -> usize {
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

/// The end without the full stop of the sentence.
pub(super) fn without_stop(view: &View<'_>, start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start + 1
        && matches!(view.xpos(end - 1), Xpos::Stop | Xpos::Comma | Xpos::Colon)
        && view.quotation_until(end).is_none()
    {
        end -= 1;
    }
    end
}
