//! Attributions whose cue is a verb.

use super::content::{self, Found, Room};
use super::cues::{
    AGENT, AS, BARE, COMPLEMENTIZER, Cue, Frames, ING, LIGHT, MANNER, NOUN, PASSIVE, QUOTE, SUBORDINATOR,
    THAT, TO, TOLD, TOLD_TO, TRAIL, WH, WHOM_TO,
};
use super::subject::{self, Subject, has_verb};
use super::view::{REACH, View};
use super::{Frame, Part};
use std::collections::BTreeMap;
use variorum_model::TokenRange;
use variorum_model::document::{Tense, Upos, VerbGroup, Voice, Xpos};

/// How many verbs of a sentence are remembered for the subjects of later ones.
const REMEMBERED: usize = 64;
/// How far the comma may stand after "as he said", in tokens.
const LEADING: usize = 12;

/// A verb with its subject, as far as the sentence has been read.
#[derive(Clone, Copy, Debug)]
struct Read {
    subject: Option<Subject>,
    finite: bool,
    is_cue: bool,
    participle: bool,
    start: usize,
    end: usize,
    within: Option<usize>,
}

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

/// "The ministry issued a statement saying …": the verb whose object says it. Its subject is the source, and it belongs to
/// the cue.
fn issued(
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
    let following = view.document.tokens.get(head + 1..room.right.max(head + 1)).unwrap_or_default();
    view.cues.verb(view.lemma(head), following)
}

fn subject_of(view: &View<'_>, verb: &VerbGroup, left: usize, room: Room, read: &[Read]) -> Option<Subject> {
    let start = verb.tokens.start as usize;
    let nearest = subject::leftward(view, start, left);
    if verb.finite
        && let Some(subject) = over_clause(view, start, nearest, left, room, read)
    {
        return Some(subject);
    }
    if let Some(subject) = nearest {
        if verb.finite {
            return Some(subject);
        }
        // "a statement saying", "people calling for": a participle right after its noun.
        if verb.tokens.start as usize == subject.end() && matches!(view.xpos(start), Xpos::Vbg | Xpos::Vbn)
            || view.xpos(start) == Xpos::Vbn
                && (!has_verb(view, left, start) || is_after_enclosure(view, subject, start))
        {
            return Some(subject);
        }
    }
    let mut before = start;
    while before > left && view.is_adverb(before - 1) {
        before -= 1;
    }
    let previous = before.checked_sub(1).filter(|&at| at >= left);
    let inherited = |subject: Subject| Subject { inherited: true, ..subject };
    let same = |it: &&Read| it.within == room.within && it.subject.is_some();
    if verb.finite {
        let joined = previous.is_some_and(|at| view.xpos(at) == Xpos::Cc || view.is_comma(at));
        if !joined {
            return None;
        }
        let main = |it: &&Read| it.is_cue && it.finite && it.subject.is_some_and(|subject| !subject.relative);
        let cue = read.iter().filter(same).find(main);
        return cue
            .or_else(|| read.iter().rev().filter(same).find(|it| it.finite))
            .and_then(|it| it.subject)
            .map(inherited);
    }
    match view.xpos(start) {
        Xpos::To => {
            let governing = read.iter().rev().find(same)?;
            // "asked him to explain": the addressee; "for him to explain" likewise.
            if let Some(subject) = subject::leftward(view, start, left)
                && subject.start() >= governing.end
                && !subject.relative
                && subject.end() == start
            {
                return Some(subject);
            }
            governing.subject.map(inherited)
        }
        // "quoted the governor as saying": the one who is quoted.
        Xpos::Vbg
            if start > left
                && view.is(start - 1, MANNER)
                && let Some(quoted) = view.group_ending(start - 1)
                && view.group(quoted).extent.start as usize >= left
                && read.last().is_some_and(|it| it.end <= view.group(quoted).extent.start as usize) =>
        {
            Some(Subject::of_group(view, quoted))
        }
        Xpos::Vbg | Xpos::Vbn => {
            // "said it was over before claiming …": a further cue belongs to the source of the one before.
            let main = read.iter().rev().filter(same).find(|it| it.finite && it.is_cue);
            let main = main.or_else(|| read.iter().rev().filter(same).find(|it| it.finite));
            match main {
                Some(main) => main.subject.map(inherited),
                None => {
                    let comma = (start..room.right).find(|&at| view.is_comma(at))?;
                    subject::opening(view, comma + 1, room.right).map(inherited)
                }
            }
        }
        _ => None,
    }
}

/// The subject where a clause stands between it and its verb: "the man who sent the letter said", "the report released
/// last year found", "the people I met said".
fn over_clause(
    view: &View<'_>,
    start: usize,
    nearest: Option<Subject>,
    left: usize,
    room: Room,
    read: &[Read],
) -> Option<Subject> {
    let before = read.last().filter(|it| it.within == room.within)?;
    let from = nearest.map_or(start, |it| it.start());
    if nearest.is_some_and(|it| it.relative) || before.end > from || from - before.end > 12 {
        return None;
    }
    // Between the two verbs stands only what belongs to the first one.
    let mut at = before.end;
    while at < from {
        if let Some(idx) = view.noun_from(at) {
            at = (view.group(idx).extent.end as usize).max(at + 1);
        } else if view.is_preposition(at) || view.is_adverb(at) {
            at += 1;
        } else {
            return None;
        }
    }
    // Adverbs before the verb are its own.
    let mut described = start;
    while described > before.end && view.is_adverb(described - 1) {
        described -= 1;
    }
    let inner = before.subject?;
    if inner.relative {
        let comma = inner.start() > left && view.is_comma(inner.start() - 1);
        return inner.group.filter(|_| !comma).map(|idx| Subject::of_group(view, idx).until(described));
    }
    if !before.finite {
        return (!inner.inherited && before.participle).then(|| inner.until(described));
    }
    // "the people I met said": two groups side by side.
    let outer = view.group_ending(inner.start()).filter(|_| !inner.inherited && inner.start() > left)?;
    let outer = Subject::of_group(view, outer);
    (outer.start() >= left && nearest.is_none()).then(|| outer.until(described))
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
    if verb.voice == Voice::Passive {
        return passive(view, verb, cue, subject, end, room);
    }
    let room = Room { enclosed: encloses(view, verb, subject, left), ..room };
    if cue.allows(TRAIL)
        && verb.finite
        && inverted(view, verb, end, left, room)
        && let Some(frame) = trailing(view, verb, cue, None, end, left, room)
    {
        return Some(frame);
    }
    let after = content::rightward(view, cue, end, room);
    let strong = after.is_some_and(|found| {
        found.frame & (THAT | BARE | QUOTE | TO | WHOM_TO | WH) != 0 || !cue.allows(TRAIL)
    });
    // "…," he said, "…": both sides.
    let strong =
        strong && !after.is_some_and(|found| found.frame == QUOTE && follows_quotation(view, verb, subject));
    if cue.allows(TRAIL)
        && !strong
        && verb.finite
        && let Some(frame) = trailing(view, verb, cue, subject, end, left, room)
    {
        return Some(frame);
    }
    let found = after.or_else(|| words_said(view, cue, subject, end, room))?;
    let subject = subject?;
    if !fits(view, cue, subject, found) {
        return None;
    }
    let found = if found.frame == NOUN { with_noun(view, verb, found) } else { found };
    Some(build(view, verb, cue, Some(subject), found))
}

/// "said as much", "say Eastport's efforts to rebuild …": what follows a verb of saying that takes clauses alone is what
/// is said, even where no verb was seen in it.
fn words_said(view: &View<'_>, cue: &Cue, subject: Option<Subject>, end: usize, room: Room) -> Option<Found> {
    let subject = subject.filter(|it| !it.inherited)?;
    if !cue.allows(BARE) || !cue.allows(TRAIL) || cue.allows(NOUN | AS | ING | TOLD | TO) {
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

/// Whether the verb stands right after a comma or a quotation, and right before somebody.
fn inverted(view: &View<'_>, verb: &VerbGroup, end: usize, left: usize, room: Room) -> bool {
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

/// The verb as a past tense where the tagger took it for a participle: its sentence has no other main verb ("Ana Ruiz, a
/// teacher, called for help"), or it is joined to one ("has no plan and called for help"), and what follows would not
/// stand after a passive.
fn as_past(
    view: &View<'_>,
    verb: &VerbGroup,
    cue: Option<&Cue>,
    left: usize,
    before: Option<&VerbGroup>,
    main: Option<usize>,
) -> Option<VerbGroup> {
    let start = verb.tokens.start as usize;
    let end = verb.tokens.end as usize;
    if verb.finite || view.xpos(start) != Xpos::Vbn || verb.tokens.len() > 2 || view.is(end, AGENT) {
        return None;
    }
    let cue = cue?;
    let behind = (end).max(verb.head.index() + 1 + cue.rest.len());
    let surely = !cue.rest.is_empty() && !view.is(behind - 1, AGENT)
        || view.xpos(behind) == Xpos::To && cue.allows(TO)
        || view.is(behind, COMPLEMENTIZER) && cue.allows(THAT) && !cue.allows(TOLD)
        || cue.allows(QUOTE)
            && (view.is_comma(behind) || view.norm(behind) == ":")
            && view.quotation_from(behind + 1).is_some();
    // "reminisced about": a verb without an object has no passive.
    let surely = surely
        || view.is_preposition(behind)
            && !cue.allows(NOUN | AS | TOLD)
            && cue.prepositions.iter().any(|it| *it == view.norm(behind));
    let object = view.noun_from(behind).is_some_and(|idx| !view.is_time(idx));
    let mut at = start;
    while at > left && view.is_adverb(at - 1) {
        at -= 1;
    }
    let joined = at > left
        && view.xpos(at - 1) == Xpos::Cc
        && before.is_some_and(|it| it.finite && it.voice == Voice::Active && !it.aspect.perfect);
    let follows = at > left && (view.group_ending(at).is_some() || view.is_comma(at - 1));
    // "…, but prosecutors declined to say", "though sources described the push as …": a clause of its own.
    let opens = view.group_ending(at).map(|idx| view.group(idx).extent.start as usize).is_some_and(|from| {
        let joined = from > left && view.xpos(from - 1) == Xpos::Cc && view.is_comma(from.saturating_sub(2));
        joined || from > left && view.is(from - 1, SUBORDINATOR)
    });
    let lacking = opens || main.is_none() || surely && main.is_some_and(|main| main > start);
    ((surely || object) && (joined || lacking && follows)).then(|| VerbGroup {
        finite: true,
        voice: Voice::Active,
        tense: Tense::Past,
        ..verb.clone()
    })
}

/// The levels of quotation at which a sentence has a finite verb that is not the one of a relative or subordinate clause,
/// with the first such verb's place.
fn main_verbs(view: &View<'_>, verbs: &[VerbGroup], left: usize) -> BTreeMap<Option<usize>, usize> {
    let mut levels = BTreeMap::new();
    for verb in verbs.iter().filter(|verb| verb.finite) {
        let mut at = verb.tokens.start as usize;
        while at > left && view.is_adverb(at - 1) {
            at -= 1;
        }
        let subordinate = |at: usize| {
            at > left
                && (matches!(view.xpos(at - 1), Xpos::Wp | Xpos::Wdt | Xpos::Wrb | Xpos::WpDollar)
                    || view.token(at - 1).is_some_and(|token| token.upos == Upos::Sconj))
        };
        let subject = view.group_ending(at).map(|idx| view.group(idx).extent.start as usize);
        if !subordinate(at) && !subject.is_some_and(subordinate) {
            levels.entry(view.quotation_at(verb.head.index())).or_insert(at);
        }
    }
    levels
}

/// "Ana Ruiz, who was there, …": whether what commas enclose after the subject ends right before this token.
fn is_after_enclosure(view: &View<'_>, subject: Subject, start: usize) -> bool {
    start > 0 && view.is_comma(start - 1) && subject.end() + 1 == start && subject.is_described(view)
}

/// Whether a quotation ends right before the frame.
fn follows_quotation(view: &View<'_>, verb: &VerbGroup, subject: Option<Subject>) -> bool {
    let start = subject
        .filter(|it| !it.inherited && !it.relative)
        .map_or(verb.tokens.start as usize, |it| it.start());
    view.quotation_until(start).is_some()
        || view.is_comma(start.wrapping_sub(1)) && view.quotation_until(start - 1).is_some()
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

/// "…, he said", "…, said the mayor", "…, he said, …".
fn trailing(
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
    } else if comma && before > left + 1 {
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
    let subordinate = view.token(left).is_some_and(|it| it.upos == Upos::Sconj || it.xpos == Xpos::Wrb)
        && !(left..before.saturating_sub(1)).any(|it| view.is_comma(it));
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

/// "As the mayor noted on Friday, ‹the bridge was old›."
fn leading(
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
fn has_cue(view: &View<'_>, from: usize, to: usize) -> bool {
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

/// "raised concerns that …": a light verb with the noun that says what was done makes one cue.
fn with_noun(view: &View<'_>, verb: &VerbGroup, found: Found) -> Found {
    match noun_after(view, verb, found.start) {
        Some((_, start, frame)) if start < found.end => Found { start, cue_end: start, frame, ..found },
        _ => found,
    }
}

/// The cue that is the object of a light verb, with the place where its content begins and its frame.
fn noun_after<'v>(view: &View<'v>, verb: &VerbGroup, at: usize) -> Option<(&'v Cue, usize, Frames)> {
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
fn light(view: &View<'_>, verb: &VerbGroup, subject: Option<Subject>, room: Room) -> Option<Frame> {
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

/// "was criticised by …", "is expected to …", "was told that …".
fn passive(
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
        return Some(make(Some(agent), vec![Part { start: subject.start(), end: subject.end() }], NOUN));
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

fn agent(view: &View<'_>, end: usize, room: Room) -> Option<Subject> {
    let mut at = end;
    for _ in 0..3 {
        if view.is(at, AGENT) {
            return subject::rightward(view, at + 1, room.right);
        }
        match view.noun_from(at).or_else(|| view.is_preposition(at).then(|| view.noun_from(at + 1)).flatten())
        {
            Some(idx) => at = view.group(idx).extent.end as usize,
            None if view.is_adverb(at) => at += 1,
            None => return None,
        }
    }
    None
}
