//! Verbs that the tagger took for participles or infinitives.
//!
//! ```text
//! police ‹arrested› two men        a participle has no object: finite
//! they say other bridges ‹are›     …
//! a man ‹named› Ruiz               a participle
//! ```

use super::Line;
use super::verb::{is_verb, xpos};
use super::words::{AGENT, CALENDAR, COLLECTIVE, CONJUNCTION, INTRANSITIVE, NOMINATIVE, TIME};
use variorum_model::document::{NounGroup, Tense, VerbGroup, Voice, Xpos};

/// The longest relative clause between a subject and its verb, in tokens.
const INSERT: usize = 30;

/// Makes a verb finite that the tagger took for a participle or an infinitive, where its neighbours leave no doubt:
/// "police arrested two men", "they say other bridges are closed".
pub(super) fn mend(
    line: &Line<'_>,
    group: &mut VerbGroup,
    subject: &NounGroup,
    object: Option<&NounGroup>,
    before: Option<&VerbGroup>,
) {
    let start = group.tokens.start as usize;
    let single = group.head.index() == start && !group.finite;
    let mut left = start;
    while left > line.start && matches!(xpos(line, left - 1), Some(Xpos::Rb | Xpos::Rbr)) {
        left -= 1;
    }
    if !single {
        return;
    }
    // "left the house and told the driver": joined to a plain past.
    if xpos(line, start) == Some(Xpos::Vbn)
        && left > line.start
        && line.is(left - 1, CONJUNCTION)
        && xpos(line, left - 1) == Some(Xpos::Cc)
        && before.is_some_and(is_plain_past)
        && subject.tokens.end as usize == left - 1
        && !is_agent(line, group.tokens.end as usize)
    {
        (group.finite, group.tense, group.voice) = (true, Tense::Past, Voice::Active);
        return;
    }
    // "three died, and blamed the army": a participle has no object.
    if xpos(line, start) == Some(Xpos::Vbn)
        && left > line.start
        && line.is(left - 1, CONJUNCTION)
        && left.checked_sub(2).and_then(|at| xpos(line, at)) == Some(Xpos::Comma)
        && before.is_some_and(|verb| verb.finite)
        && object.is_some_and(|object| is_given(line, group, object))
    {
        (group.finite, group.tense, group.voice) = (true, Tense::Past, Voice::Active);
        return;
    }
    if subject.tokens.end as usize != left {
        // "Police, who came at noon, now say …", "the union, which came at noon, denied any blame"
        let Some(named) = left.checked_sub(1).and_then(|comma| past_relative(line, comma)) else { return };
        let plural = matches!(xpos(line, named), Some(Xpos::Nns | Xpos::Nnps)) || line.is(named, COLLECTIVE);
        match xpos(line, start) {
            Some(Xpos::Vb) if plural => (group.finite, group.tense) = (true, Tense::Present),
            Some(Xpos::Vbn) if object.is_some_and(|object| is_given(line, group, object)) => {
                (group.finite, group.tense, group.voice) = (true, Tense::Past, Voice::Active);
            }
            _ => {}
        }
        return;
    }
    let end = group.tokens.end;
    match xpos(line, start) {
        Some(Xpos::Vbn) => {
            // "they say she backed out": a nominative needs a verb of its own.
            let head = subject.head.index();
            let nominative = subject.tokens.len() == 1 && line.is(head, NOMINATIVE);
            let joined = subject.possessor.is_none() && is_opening_name(line, subject);
            let intransitive = line.is(start, INTRANSITIVE);
            if nominative || (joined || intransitive) && !is_agent(line, end as usize) {
                (group.finite, group.tense, group.voice) = (true, Tense::Past, Voice::Active);
                return;
            }
            if !object.is_some_and(|object| is_given(line, group, object)) {
                return;
            }
            (group.finite, group.tense, group.voice) = (true, Tense::Past, Voice::Active);
        }
        Some(Xpos::Vb) => {
            let head = subject.head.index();
            let plural = matches!(xpos(line, head), Some(Xpos::Nns | Xpos::Nnps | Xpos::Prp))
                || line.is(head, COLLECTIVE)
                || subject.next.is_some();
            // "help people leave", "let them go"
            let caused = before.is_some_and(|verb| verb.tokens.end == subject.extent.start);
            if plural && !caused {
                (group.finite, group.tense) = (true, Tense::Present);
            }
        }
        _ => {}
    }
}

/// Whether the noun behind a verb is its object, which no passive participle has: no name ("a man named Ruiz"), no time.
fn is_given(line: &Line<'_>, verb: &VerbGroup, object: &NounGroup) -> bool {
    let end = verb.tokens.end;
    let mark = matches!(xpos(line, end as usize), Some(Xpos::OpenQuote | Xpos::CloseQuote));
    let quoted = u32::from(mark);
    let head = object.head.index();
    let named = xpos(line, object.tokens.end as usize).is_some_and(|it| is_verb(it) || it == Xpos::Md)
        || matches!(xpos(line, head), Some(Xpos::Nnp | Xpos::Nnps));
    object.tokens.start == end + quoted && !named && !line.is(head, TIME | CALENDAR)
}

/// The last word of the noun whose relative clause this comma closes, another one opening it.
fn past_relative(line: &Line<'_>, comma: usize) -> Option<usize> {
    if xpos(line, comma) != Some(Xpos::Comma) {
        return None;
    }
    let from = comma.saturating_sub(INSERT).max(line.start + 1);
    let opening = (from..comma).rev().find(|&at| xpos(line, at) == Some(Xpos::Comma))?;
    matches!(xpos(line, opening + 1), Some(Xpos::Wp | Xpos::Wdt)).then_some(opening - 1)
}

/// Whether the group is a name at the head of its sentence or clause: what follows it is its verb.
fn is_opening_name(line: &Line<'_>, group: &NounGroup) -> bool {
    let start = group.tokens.start as usize;
    let name = matches!(xpos(line, group.head.index()), Some(Xpos::Nnp | Xpos::Nnps));
    name && (start == line.start || xpos(line, start - 1) == Some(Xpos::OpenQuote))
}

/// Whether "by" follows, as after a participle.
fn is_agent(line: &Line<'_>, at: usize) -> bool {
    line.is(at, AGENT)
}

fn is_plain_past(verb: &VerbGroup) -> bool {
    verb.finite && verb.tense == Tense::Past && verb.voice == Voice::Active && !verb.aspect.perfect
}
