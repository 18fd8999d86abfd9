//! Cues of a verb and the noun or the words that are its object.
//!
//! ```text
//! ‹raised concerns› that the dam was weak      ‹issued a statement saying› that …      ‹said› as much
//! ```

use super::super::Frame;
use super::super::content::{self, Found, Room};
use super::super::cues::{BARE, COMPLEMENTIZER, Cue, Frames, LIGHT, NOUN, STATEMENT, THAT, TO, WORDS};
use super::super::subject::Subject;
use super::super::view::View;
use super::build;
use super::owner::Read;
use variorum_model::Stance;
use variorum_model::document::{VerbGroup, Voice, Xpos};

/// "The ministry issued a statement saying …": the verb whose object says it. Its subject is the source, and it belongs to
/// the cue.
pub(super) fn issued(
    view: &View<'_>,
    verb: &VerbGroup,
    text: Option<Subject>,
    within: Option<usize>,
    read: &[Read],
) -> Option<Read> {
    let start = verb.tokens.start as usize;
    let text = text.filter(|it| view.xpos(start) == Xpos::Vbg && it.end() == start && !it.inherited)?;
    let before = read.last().filter(|it| it.within == within && it.finite && it.end == text.start())?;
    let light = view.cues.word(view.lemma(before.end - 1)) & LIGHT != 0;
    let issuer = before.subject.filter(|it| it.group.is_some_and(|group| view.is_animate(group)));
    (light && issuer.is_some() && text.group.is_some_and(|group| view.is_text(group))).then_some(*before)
}

/// "said as much", "say Eastport's efforts to rebuild …": what follows a verb of saying that takes clauses alone is what
/// is said, even where no verb was seen in it.
pub(super) fn words_said(
    view: &View<'_>,
    cue: &Cue,
    subject: Option<Subject>,
    end: usize,
    room: Room,
) -> Option<Found> {
    let subject = subject.filter(|it| !it.inherited)?;
    if !cue.allows(WORDS) {
        return None;
    }
    let somebody =
        subject.relative || subject.group.is_some_and(|group| view.is_animate(group) || view.is_text(group));
    let group = view.noun_from(end).filter(|&idx| !view.is_time(idx) && somebody && end < room.right)?;
    let pronoun = view.token(view.group(group).head.index()).is_some_and(|it| it.xpos == Xpos::Prp);
    let content_end = content::clause_end(view, end, room);
    (!pronoun || content_end > end + 2).then_some(Found {
        frame: BARE,
        start: end,
        end: content_end,
        cue_end: end,
        passed: false,
    })
}

/// "raised concerns that …": a light verb with the noun that says what was done makes one cue.
pub(super) fn with_noun(view: &View<'_>, verb: &VerbGroup, found: Found) -> Found {
    match noun_after(view, verb, found.start) {
        Some((_, start, frame)) if start < found.end => Found { start, cue_end: start, frame, ..found },
        _ => found,
    }
}

/// The cue that is the object of a light verb, with the place where its content begins and its frame.
pub(super) fn noun_after<'v>(
    view: &View<'v>,
    verb: &VerbGroup,
    at: usize,
) -> Option<(&'v Cue, usize, Frames)> {
    if view.cues.word(view.lemma(verb.head.index())) & LIGHT == 0 {
        return None;
    }
    let group = view.group(view.noun_from(at)?);
    let end = group.tokens.end as usize;
    let cue = view.cues.noun(view.lemma(end - 1)).filter(|_| group.possessor.is_none())?;
    let that = cue.allows(THAT) && view.is(end, COMPLEMENTIZER);
    let to = cue.allows(TO) && view.xpos(end) == Xpos::To && view.verb_at(end).is_some();
    if that || to {
        return Some((cue, end, if that { THAT } else { TO }));
    }
    let preposition = view.is_preposition(end) && cue.prepositions.iter().any(|it| *it == view.norm(end));
    preposition.then_some((cue, end + 1, NOUN))
}

/// "raised doubts about …", "has no intention to …": the verb itself says nothing.
pub(super) fn light(
    view: &View<'_>,
    verb: &VerbGroup,
    subject: Option<Subject>,
    room: Room,
) -> Option<Frame> {
    let subject = subject?;
    let end = verb.tokens.end as usize;
    let (cue, start, frame) = noun_after(view, verb, end)?;
    let somebody = subject.group.is_some_and(|idx| view.is_animate(idx))
        || view.xpos(subject.end().saturating_sub(1)) == Xpos::Wp;
    if verb.voice == Voice::Passive || !somebody || start >= room.right {
        return None;
    }
    let content_end = match frame {
        NOUN => content::phrase_end(view, start, room),
        _ => content::clause_end(view, start, room),
    };
    let found = Found { frame, start, end: content_end, cue_end: start, passed: false };
    let negated = verb.negated || view.noun_from(end).is_some_and(|idx| view.group(idx).negated);
    Some(Frame { negated, ..build(view, verb, cue, Some(subject), found) })
}

/// "…, ‹which› the ministry denied", "…, ‹a claim› the ministry rejected": the object stands before the subject.
pub(super) fn object_before(
    view: &View<'_>,
    cue: &Cue,
    subject: Option<Subject>,
    end: usize,
    left: usize,
) -> Option<Found> {
    let subject = subject.filter(|it| !it.inherited && !it.relative)?;
    let last = subject.start().checked_sub(1).filter(|&at| at > left)?;
    let denies = cue.stance != Stance::Asserted && cue.allows(NOUN);
    if !denies || !view.is_comma(end) && view.xpos(end) != Xpos::Stop {
        return None;
    }
    let found = |start: usize, stop: usize| {
        let comma = start > left && view.is_comma(start - 1);
        comma.then_some(Found { frame: NOUN, start, end: stop, cue_end: end, passed: false })
    };
    if view.xpos(last) == Xpos::Wdt {
        let before = view.group_ending(last).map(|idx| view.group(idx).extent.start as usize);
        return found(last, last + 1).or_else(|| before.and_then(|start| found(start, last + 1)));
    }
    let group = view.group(view.group_ending(subject.start())?);
    let noun = view.cues.word(view.lemma(group.head.index())) & STATEMENT != 0;
    if noun { found(group.tokens.start as usize, group.tokens.end as usize) } else { None }
}
