//! Attributions whose cue is a verb.

mod object;
mod owner;
mod passive;
mod past;
mod trail;

use super::content::{self, Found, Room};
use super::cues::{
    BARE, COMPLEMENTIZER, Cue, HEARER, LACKING, NOUN, QUOTE, THAT, TO, TRAIL, WH, WHOM_TO, WITHHOLDING,
};
use super::subject::{Subject, has_verb};
use super::view::{REACH, View};
use super::{Frame, Part};
use compact_str::CompactString;
use object::{issued, light, object_before, with_noun, words_said};
use owner::{Read, subject_of};
use passive::passive;
use past::{as_past, main_verbs};
use trail::{inverted, trailing};
use variorum_model::TokenRange;
use variorum_model::document::{Tense, VerbGroup, Voice, Xpos};

/// How many verbs of a sentence are remembered for the subjects of later ones.
const REMEMBERED: usize = 64;

/// Appends the attributions of a sentence's verbs.
pub(super) fn frames(view: &View<'_>, sentence: TokenRange, frames: &mut Vec<Frame>) {
    let verbs = &view.document.verbs;
    let first = verbs.partition_point(|verb| verb.tokens.start < sentence.start);
    let count = verbs[first..].iter().take_while(|verb| verb.tokens.end <= sentence.end).count();
    let verbs = &verbs[first..first + count];
    let mut read: Vec<Read> = Vec::new();
    let mut main = main_verbs(view, verbs, sentence.start as usize);
    let mut before: Option<VerbGroup> = None;
    for verb in verbs {
        let within = view.quotation_at(verb.head.index());
        let room = room(view, sentence, verb, within);
        let left = left_limit(view, sentence, verb, within);
        let cue = cue(view, verb, room);
        let withheld;
        let verb = if is_withheld(view, verb) {
            withheld = VerbGroup { negated: !verb.negated, ..verb.clone() };
            &withheld
        } else {
            verb
        };
        let past = as_past(view, verb, cue, left, before.as_ref(), main.get(&within).copied());
        if past.is_some() {
            main.entry(within).or_insert(verb.tokens.start as usize);
        }
        let verb = past.as_ref().unwrap_or(verb);
        before = Some(verb.clone());
        let subject = subject_of(view, verb, left, room, &read[read.len().saturating_sub(REMEMBERED)..]);
        let mut is_cue = false;
        let issued = issued(view, verb, subject, within, &read);
        let subject = issued.map_or(subject, |it| it.subject);
        // "citing police" is a phrase with its source after it.
        let phrase =
            view.xpos(verb.tokens.start as usize) == Xpos::Vbg && view.is_cited(verb.tokens.start as usize);
        if !phrase && let Some(mut frame) = frame(view, verb, cue, subject, left, room) {
            is_cue = true;
            if let Some(issued) = issued {
                frame.cue.start = issued.start as u32;
            }
            frames.push(frame);
        }
        let participle = matches!(view.xpos(verb.tokens.start as usize), Xpos::Vbg | Xpos::Vbn);
        read.push(Read {
            subject,
            finite: verb.finite,
            is_cue,
            participle,
            start: verb.tokens.start as usize,
            end: verb.tokens.end as usize,
            within,
        });
    }
}

fn room(view: &View<'_>, sentence: TokenRange, verb: &VerbGroup, within: Option<usize>) -> Room {
    let mut right = (sentence.end as usize).min(verb.tokens.end as usize + REACH);
    if let Some(quotation) = within {
        right = right.min(view.inner(quotation).end as usize);
    }
    Room { right, within, enclosed: false }
}

fn left_limit(view: &View<'_>, sentence: TokenRange, verb: &VerbGroup, within: Option<usize>) -> usize {
    let left = (sentence.start as usize).max((verb.tokens.start as usize).saturating_sub(REACH));
    within.map_or(left, |quotation| left.max(view.inner(quotation).start as usize))
}

/// What the table says of the verb with the words after it.
fn cue<'v>(view: &View<'v>, verb: &VerbGroup, room: Room) -> Option<&'v Cue> {
    let head = verb.head.index();
    let lemma = view.lemma(head);
    let parted = view.cues.parted(lemma);
    if !parted.is_empty() {
        let after = after_object(view, verb);
        let stands = |at: usize, words: &[CompactString]| {
            words.iter().enumerate().all(|(idx, word)| view.norm(at + idx) == word.as_str())
        };
        let fits = |words: &[CompactString]| {
            stands(after, words) || view.is_adverb(after) && stands(after + 1, words)
        };
        if let Some((_, cue)) = parted.iter().find(|(words, _)| fits(words)) {
            return Some(cue);
        }
    }
    let following = view.document.tokens.get(head + 1..room.right.max(head + 1)).unwrap_or_default();
    view.cues.verb(lemma, following)
}

/// "refused to confirm", "has yet to say", "without saying", "stopped short of accusing": whether it was not said after all.
fn is_withheld(view: &View<'_>, verb: &VerbGroup) -> bool {
    let start = verb.tokens.start as usize;
    let is = |at: usize| (view.cues.word(view.lemma(at)) | view.cues.word(view.norm(at))) & WITHHOLDING != 0;
    // "has yet to say" is one group of words.
    if (start..verb.head.index()).any(|at| view.xpos(at + 1) == Xpos::To && is(at)) {
        return true;
    }
    let Some(before) = start.checked_sub(1) else { return false };
    match view.xpos(start) {
        Xpos::To => is(before),
        Xpos::Vbg => {
            view.is(before, LACKING) || view.xpos(before) == Xpos::In && before > 0 && is(before - 1)
        }
        _ => false,
    }
}

/// The place after the object of a verb ("hold the company ‹responsible›", "was held ‹responsible›").
fn after_object(view: &View<'_>, verb: &VerbGroup) -> usize {
    let end = verb.tokens.end as usize;
    match view.noun_from(end) {
        Some(idx) if verb.voice != Voice::Passive => view.joined_end(idx),
        _ => end,
    }
}

/// The attribution that the verb makes, if it makes one.
fn frame(
    view: &View<'_>,
    verb: &VerbGroup,
    cue: Option<&Cue>,
    subject: Option<Subject>,
    left: usize,
    room: Room,
) -> Option<Frame> {
    let head = verb.head.index();
    let open_class;
    let cue = match cue {
        Some(cue) => cue,
        None => match unlisted(view, verb, subject) {
            Some(cue) => {
                open_class = cue;
                &open_class
            }
            None => return light(view, verb, subject, room),
        },
    };
    let end = (verb.tokens.end as usize).max(head + 1 + cue.rest.len());
    let room = Room { enclosed: encloses(view, verb, subject, left), ..room };
    if verb.voice == Voice::Passive {
        return passive(view, verb, cue, subject, end, room);
    }
    if cue.allows(TRAIL)
        && !cue.allows(HEARER)
        && verb.finite
        && inverted(view, verb, end, left, room)
        && !subject.is_some_and(|subject| describes_all_before(view, verb, subject, left))
        && let Some(frame) = trailing(view, verb, cue, None, end, left, room)
    {
        return Some(frame);
    }
    let after = content::rightward(view, cue, end, room);
    let strong = after.is_some_and(|found| {
        found.frame & (THAT | BARE | QUOTE | TO | WHOM_TO | WH) != 0 || !cue.allows(TRAIL)
    });
    // "…," he said, "…": both sides. "The bus was late, he said, "as always"": likewise.
    let strong = strong
        && !after.is_some_and(|found| {
            found.frame & (QUOTE | BARE) != 0 && follows_quotation(view, verb, subject, left)
                || found.frame == QUOTE && view.is_comma(end) && follows_clause(view, subject, left)
        });
    if cue.allows(TRAIL)
        && !strong
        && verb.finite
        && let Some(frame) = trailing(view, verb, cue, subject, end, left, room)
    {
        return Some(frame);
    }
    let found = after.or_else(|| words_said(view, cue, subject, end, room));
    let found = found.or_else(|| object_before(view, cue, subject, end, left))?;
    let subject = subject?;
    if !fits(view, cue, subject, found) {
        return None;
    }
    let found = if found.frame == NOUN { with_noun(view, verb, found) } else { found };
    Some(build(view, verb, cue, Some(subject), found))
}

/// "Ana Ruiz, who was there, said Norland had won": whether all before the verb is its subject with a clause that describes
/// it, so that nothing is left that could have been said.
fn describes_all_before(view: &View<'_>, verb: &VerbGroup, subject: Subject, left: usize) -> bool {
    let start = verb.tokens.start as usize;
    let enclosed = !subject.inherited && subject.end() <= start && view.is_comma(start - 1);
    let Some(comma) = (subject.start()..start - 1).find(|&at| view.is_comma(at)).filter(|_| enclosed) else {
        return false;
    };
    let relative =
        (comma + 1..start).any(|at| matches!(view.xpos(at), Xpos::Wp | Xpos::Wdt | Xpos::WpDollar));
    subject.start() == left && (relative || !has_verb(view, comma, start))
}

/// Whether a quotation ends right before the frame, in its sentence.
fn follows_quotation(view: &View<'_>, verb: &VerbGroup, subject: Option<Subject>, left: usize) -> bool {
    let start = subject
        .filter(|it| !it.inherited && !it.relative)
        .map_or(verb.tokens.start as usize, |it| it.start());
    if start <= left {
        return false;
    }
    view.quotation_until(start).is_some()
        || view.is_comma(start.wrapping_sub(1)) && view.quotation_until(start - 1).is_some()
}

/// Whether a main clause and a comma stand right before the frame, in its sentence.
fn follows_clause(view: &View<'_>, subject: Option<Subject>, left: usize) -> bool {
    let Some(start) = subject.filter(|it| !it.inherited && !it.relative).map(|it| it.start()) else {
        return false;
    };
    let subordinate = view.is_subordinate(left);
    start > left + 1 && view.is_comma(start - 1) && !subordinate && has_verb(view, left, start - 1)
}

/// Whether somebody with this subject can be the source in this frame.
fn fits(view: &View<'_>, cue: &Cue, subject: Subject, found: Found) -> bool {
    let clause = found.frame & (THAT | BARE | QUOTE) != 0;
    // "who" without its noun is somebody; "which" may be anything ("the fire, which claimed two lives").
    let Some(group) = subject.group else {
        return clause || view.xpos(subject.end().saturating_sub(1)) == Xpos::Wp;
    };
    if view.is_animate(group) || subject.relative && view.xpos(subject.end().saturating_sub(1)) == Xpos::Wp {
        return true;
    }
    if view.is_empty_subject(group) {
        return clause && cue.allows(TRAIL);
    }
    if view.is_text(group) {
        return cue.allows(TRAIL | THAT);
    }
    clause && cue.allows(TRAIL | THAT)
}

/// A verb that is in no list marks a quotation or a clause with "that" as said where its subject is somebody.
fn unlisted(view: &View<'_>, verb: &VerbGroup, subject: Option<Subject>) -> Option<Cue> {
    let subject = subject?;
    if !verb.finite || verb.tense == Tense::None || verb.voice == Voice::Passive {
        return None;
    }
    let group = subject.group?;
    if !view.is_animate(group) || view.is_empty_subject(group) {
        return None;
    }
    let head = verb.head.index();
    let end = verb.tokens.end as usize;
    let quote = (view.is_comma(end) || view.norm(end) == ":")
        && view.quotation_from(end + 1).is_some_and(|it| view.quotation(it).speech);
    quote.then(|| Cue {
        class: view.lemma(head).into(),
        frames: QUOTE,
        prepositions: Vec::new(),
        stance: Default::default(),
        certainty: Default::default(),
        factive: false,
        judges: false,
        rest: Vec::new(),
    })
}

/// Whether the cue stands in a relative clause, a participle between commas, or a clause before the main one.
fn encloses(view: &View<'_>, verb: &VerbGroup, subject: Option<Subject>, left: usize) -> bool {
    let relative = subject.is_some_and(|it| it.relative);
    let before = subject.filter(|it| !it.inherited).map_or(verb.tokens.start as usize, |it| it.start());
    let participle =
        !verb.finite && verb.tokens.start as usize > left && view.is_comma(verb.tokens.start as usize - 1);
    let opening = !verb.finite && verb.tokens.start as usize == left;
    let subordinate = before > left
        && matches!(view.xpos(before - 1), Xpos::In | Xpos::Wrb)
        && !view.is(before - 1, COMPLEMENTIZER)
        && (before - 1 == left || view.is_comma(before.saturating_sub(2)));
    relative || participle || subordinate || opening
}

/// The cue with its adverbs.
fn cue_tokens(view: &View<'_>, verb: &VerbGroup, end: usize) -> TokenRange {
    let mut start = verb.tokens.start as usize;
    while start > 0 && view.is_adverb(start - 1) && view.noun_at(start - 1).is_none() {
        start -= 1;
    }
    TokenRange::new(start, end)
}

fn build(view: &View<'_>, verb: &VerbGroup, cue: &Cue, subject: Option<Subject>, found: Found) -> Frame {
    Frame {
        source: subject,
        cue: cue_tokens(view, verb, found.cue_end.max(verb.tokens.end as usize)),
        parts: vec![Part { start: found.start, end: found.end }],
        class: cue.clone(),
        negated: verb.negated,
        impersonal: None,
        frame: found.frame,
        within: view.quotation_at(verb.head.index()),
    }
}
