//! Cues that stand after their content or amid it.
//!
//! ```text
//! ‹The bridge›, he said, ‹was closed›.      "‹We left›," said the mayor.      As he said, ‹the bridge was closed›.
//! ```

use super::super::content::{self, Room};
use super::super::cues::{Cue, MANNER, QUESTION, TOLD, TRAIL};
use super::super::subject::{self, Subject, has_verb};
use super::super::view::{REACH, View};
use super::super::{Frame, Part};
use super::cue_tokens;
use variorum_model::document::{VerbGroup, Xpos};

/// How far the comma may stand after "as he said", in tokens.
const LEADING: usize = 12;

/// Whether the verb stands right after a comma or a quotation, and right before somebody.
pub(super) fn inverted(view: &View<'_>, verb: &VerbGroup, end: usize, left: usize, room: Room) -> bool {
    let start = verb.tokens.start as usize;
    if start <= left || verb.tokens.len() > 1 {
        return false;
    }
    let quoted = view.quotation_until(start).is_some();
    let comma = view.is_comma(start - 1);
    let somebody = subject::rightward(view, end, room.right)
        .and_then(|subject| subject.group)
        .is_some_and(|group| view.is_animate(group) || view.is_text(group));
    let pronoun = view.xpos(end) == Xpos::Prp;
    // ", said he" is rare; ", told them" is not an inversion.
    (quoted || comma)
        && somebody
        && (!pronoun || quoted)
        && !(comma && !quoted && !has_verb(view, left, start))
}

/// "…, he said", "…, said the mayor", "…, he said, …".
pub(super) fn trailing(
    view: &View<'_>,
    verb: &VerbGroup,
    cue: &Cue,
    subject: Option<Subject>,
    end: usize,
    left: usize,
    room: Room,
) -> Option<Frame> {
    let start = verb.tokens.start as usize;
    let own = subject.filter(|it| !it.inherited && !it.relative && it.end() <= start);
    let (subject, frame_start, frame_end) = match own {
        Some(subject) => (Some(subject), subject.start(), end),
        None => {
            let subject = subject::rightward(view, end, room.right)?;
            (Some(subject), start, subject.end())
        }
    };
    let mut before = frame_start;
    while before > left && view.is_adverb(before - 1) {
        before -= 1;
    }
    // ", as he said": the conjunction belongs to the frame.
    if before > left + 1 && view.is(before - 1, MANNER) && view.is_comma(before - 2) {
        before -= 1;
    }
    // "As he said, …": the content follows.
    let leads = before == left + 1 && view.is(left, MANNER) || {
        let first = before.saturating_sub(2);
        before >= left + 2 && view.is(before - 1, MANNER) && first == left && !view.is_comma(first)
    };
    if leads && own.is_some() {
        return leading(view, verb, cue, subject, end, room);
    }
    let comma =
        before > 0 && (view.is_comma(before - 1) || matches!(view.norm(before - 1), "-" | "--" | "?" | "!"));
    let edge = if comma && view.quotation_until(before).is_none() { before - 1 } else { before };
    let quotation = view
        .quotation_until(edge)
        .filter(|&it| Some(it) != room.within && Some(it) != view.quotation_at(verb.head.index()));
    let mut parts = Vec::new();
    if let Some(quotation) = quotation {
        let tokens = view.quoted(quotation);
        let fragment = !view.quotation(quotation).speech;
        if fragment && !comma {
            return None;
        }
        let mut from = tokens.start as usize;
        let sentence = view.sentence(from);
        let opens = sentence.start as usize;
        if from - opens < REACH
            && opens >= left.min(from)
            && from > opens
            && view.quotation_at(from) == Some(quotation)
            && !has_cue(view, opens, from)
            && (opens >= left || room.within.is_none())
        {
            from = opens;
        }
        parts.push(Part { start: from, end: tokens.end as usize });
    } else if comma && before > left + 1 && !asked(view, left) {
        // "If it rains, he said": a clause of its own kind may be left alone, but not taken for the whole content.
        parts.push(Part { start: left, end: before - 1 });
    } else {
        return None;
    }
    // An object of its own: "After the meeting, the mayor invited the bishop".
    let object =
        view.noun_from(frame_end).filter(|&idx| !view.is_time(idx) && own.is_some() && !cue.allows(TOLD));
    if object.is_some() && quotation.is_none() {
        return None;
    }
    let closes = matches!(view.xpos(frame_end), Xpos::Stop) && before > left + 1;
    let subordinate =
        view.is_subordinate(left) && !(left..before.saturating_sub(1)).any(|it| view.is_comma(it));
    let whole = quotation.is_some() || (closes || has_verb(view, left, before)) && !subordinate;

    // What goes on after the frame.
    let mut at = frame_end;
    let mut steps = 0;
    while at < room.right && steps < 4 {
        if view.is_comma(at) || view.norm(at) == ":" {
            break;
        }
        match view.noun_from(at).or_else(|| view.is_preposition(at).then(|| view.noun_from(at + 1)).flatten())
        {
            Some(idx) => at = view.group(idx).extent.end as usize,
            None if view.is_adverb(at) => at += 1,
            None => break,
        }
        steps += 1;
    }
    if (view.is_comma(at) || view.norm(at) == ":") && at + 1 < room.right {
        let next = at + 1;
        if let Some(quotation) = view.quotation_from(next).filter(|&it| Some(it) != room.within) {
            parts.push(Part { start: next, end: view.quoted(quotation).end as usize });
        } else if quotation.is_none() {
            let goes_on = content::clause_begins(view, next, room, false)
                || view.verb_at(next).is_some_and(|idx| view.verb(idx).finite);
            if !whole || goes_on && view.xpos(next) != Xpos::Cc {
                parts.push(Part { start: next, end: content::clause_end(view, next, room) });
            }
        }
    }
    if !whole && parts.len() == 1 {
        return None;
    }
    Some(Frame {
        source: subject,
        cue: cue_tokens(view, verb, end),
        parts,
        class: cue.clone(),
        negated: verb.negated,
        impersonal: None,
        frame: TRAIL,
        within: room.within,
    })
}

/// "‹Asked if the bridge would hold›, she said …": a participle of the one who speaks.
fn asked(view: &View<'_>, at: usize) -> bool {
    matches!(view.xpos(at), Xpos::Vbn | Xpos::Vbd)
        && view.verb_at(at).is_some_and(|idx| view.verb(idx).tokens.len() == 1)
        && (view.is(at + 1, QUESTION) || view.is_preposition(at + 1))
}

/// "As the mayor noted on Friday, ‹the bridge was old›."
pub(super) fn leading(
    view: &View<'_>,
    verb: &VerbGroup,
    cue: &Cue,
    subject: Option<Subject>,
    end: usize,
    room: Room,
) -> Option<Frame> {
    let comma = (end..room.right.min(end + LEADING)).find(|&at| view.is_comma(at))?;
    let start = comma + 1;
    if has_verb(view, end, comma) || start >= room.right {
        return None;
    }
    Some(Frame {
        source: subject,
        cue: cue_tokens(view, verb, end),
        parts: vec![Part { start, end: content::clause_end(view, start, room) }],
        class: cue.clone(),
        negated: verb.negated,
        impersonal: None,
        frame: TRAIL,
        within: room.within,
    })
}

/// Whether a verb of saying with its content stands between two places.
pub(super) fn has_cue(view: &View<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        view.verb_at(at).is_some_and(|idx| {
            let head = view.verb(idx).head.index();
            head == at
                && view.verb(idx).finite
                && view
                    .cues
                    .verb(
                        view.lemma(head),
                        view.document.tokens.get(head + 1..to.max(head + 1)).unwrap_or_default(),
                    )
                    .is_some_and(|cue| cue.allows(TRAIL))
        })
    })
}
