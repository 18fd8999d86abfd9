//! Whether a clause begins here: a subject, however long, with a verb of its own.
//!
//! ```text
//! ‹the bridge was closed›      ‹both the mayor, who was there, and Ana Ruiz left›      ‹despite the rain, people came›
//! ```

use super::super::cues::{AGENT, COMPLEMENTIZER};
use super::super::view::View;
use super::Room;
use variorum_model::document::{Upos, Xpos};

/// How far the verb of a clause without "that" is looked for, in tokens.
const SUBJECT: usize = 24;

/// Whether a subject with a finite verb begins here. Where nothing but a clause can stand here, `lenient` takes a form for
/// a past that may be a participle as well ("they say Ruiz backed the plan").
pub(in crate::attribution) fn clause_begins(view: &View<'_>, at: usize, room: Room, lenient: bool) -> bool {
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
            // "claimed two lives since it began": a clause of its own, and none before it.
            Xpos::In
                if !relative
                    && !view.is(place, COMPLEMENTIZER)
                    && view.token(place).is_some_and(|token| token.upos == Upos::Sconj) =>
            {
                return past;
            }
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
pub(super) fn after_opening(view: &View<'_>, at: usize, room: Room) -> bool {
    let opens = view.is_preposition(at) || view.token(at).is_some_and(|token| token.upos == Upos::Sconj);
    let comma = (at + 1..room.right.min(at + SUBJECT)).find(|&it| view.is_comma(it));
    // "said on Monday, but the mayor left": what follows stands beside the frame.
    opens
        && comma.is_some_and(|comma| {
            view.xpos(comma + 1) != Xpos::Cc && clause_begins(view, comma + 1, room, false)
        })
}

/// Where a subject goes on after this comma: past what commas enclose ("the mayor, who was there, left"; "the mayor, Ana
/// Ruiz, left"), or at the next member of a list.
pub(super) fn past_comma(view: &View<'_>, comma: usize, limit: usize) -> Option<usize> {
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
