//! Passive cues: "was criticised by the mayor", "is expected to leave", "was told that the bridge was closed".

use super::super::content::{self, Room};
use super::super::cues::{AGENT, AS, BARE, Cue, NOUN, PASSIVE, QUOTE, THAT, TO, TOLD, TOLD_TO, WH};
use super::super::subject::{self, Subject};
use super::super::view::View;
use super::super::{Frame, Part};
use super::cue_tokens;
use variorum_model::document::{VerbGroup, Xpos};

/// "was criticised by …", "is expected to …", "was told that …".
pub(super) fn passive(
    view: &View<'_>,
    verb: &VerbGroup,
    cue: &Cue,
    subject: Option<Subject>,
    end: usize,
    room: Room,
) -> Option<Frame> {
    let agent = agent(view, end, room);
    let within = view.quotation_at(verb.head.index());
    let make = |source: Option<Subject>, parts: Vec<Part>, frame| Frame {
        source,
        cue: cue_tokens(view, verb, end),
        parts,
        class: cue.clone(),
        negated: verb.negated,
        impersonal: None,
        frame,
        within,
    };
    if let (Some(agent), Some(subject)) = (agent, subject)
        && cue.allows(NOUN | AS)
        && !subject.inherited
    {
        let mut parts = vec![Part { start: subject.start(), end: subject.end() }];
        parts.extend(of_what(view, cue, end, agent, room));
        return Some(make(Some(agent), parts, NOUN));
    }
    let subject = subject?;
    if cue.allows(PASSIVE) && view.xpos(end) == Xpos::To && view.verb_at(end).is_some() && verb.finite {
        let mut parts = Vec::new();
        if !subject.inherited {
            parts.push(Part { start: subject.start(), end: subject.end() });
        }
        parts.push(Part { start: end, end: content::clause_end(view, end, room) });
        return Some(make(None, parts, PASSIVE));
    }
    let found = content::rightward(view, cue, end, room)?;
    let asked = cue.allows(WH) && cue.allows(TOLD) && found.frame & (WH | NOUN) != 0 && found.cue_end > end;
    let told = asked || cue.allows(TOLD_TO) && found.frame == TO || found.frame & (THAT | BARE | QUOTE) != 0;
    if !told {
        return None;
    }
    Some(make(agent, vec![Part { start: found.start, end: found.end }], found.frame))
}

/// "was accused by witnesses ‹of firing›", "was pinned ‹on the army› by the mayor": the phrases on either side of the agent.
fn of_what(view: &View<'_>, cue: &Cue, end: usize, agent: Subject, room: Room) -> Vec<Part> {
    let dated = |at: usize| view.noun_from(at + 1).is_some_and(|idx| view.is_time(idx));
    let by = agent.start().saturating_sub(1);
    let mut parts = Vec::new();
    if by > end && view.is_preposition(end) && !dated(end) {
        parts.push(Part { start: end, end: by });
    }
    let after = agent.end();
    if after < room.right && cue.prepositions.iter().any(|it| *it == view.norm(after)) && !dated(after) {
        parts.push(Part { start: after, end: content::phrase_end(view, after + 1, room) });
    }
    parts
}

pub(super) fn agent(view: &View<'_>, end: usize, room: Room) -> Option<Subject> {
    let mut at = end;
    for _ in 0..4 {
        if view.is(at, AGENT) {
            return subject::rightward(view, at + 1, room.right);
        }
        match view.noun_from(at).or_else(|| view.is_preposition(at).then(|| view.noun_from(at + 1)).flatten())
        {
            Some(idx) => at = view.group(idx).extent.end as usize,
            None if view.is_adverb(at) || view.xpos(at) == Xpos::Jj => at += 1,
            None => return None,
        }
    }
    None
}
