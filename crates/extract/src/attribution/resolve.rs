//! Frames to attributions: which of them stand, whose they are, and what lies within what.

use super::about::about;
use super::content::phrase_of_source;
use super::cues::{
    AGENT, BARE, BODY, Cue, DEEDS, EMPTY, Frames, GIVER, INDEFINITE, NEUTER, NOUN, PLURAL, QUOTING, TEXT,
    THAT, TIME, TRAIL, WITHHOLDING,
};
use super::stance;
use super::subject::Subject;
use super::view::View;
use super::{Frame, Part};
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::attribution::AttributionId;
use variorum_model::document::{Entity, EntityId, EntityKind, Upos, Xpos};

use variorum_model::{
    Attribution, Certainty, Content, Source, SourceKind, Span, Stance, TokenId, TokenRange,
};

/// How long the phrase may be that tells an unnamed source apart, in tokens.
const NAMED_WITHIN: usize = 5;
/// How many frames around one a further link of its chain is looked for.
const NEAR: usize = 6;
/// How many attributions back the one who speaks on is looked for.
const RECENT: usize = 4;

/// The attributions of the frames, in the order of their first words.
pub(super) fn resolve(view: &View<'_>, mut frames: Vec<Frame>) -> Vec<Attribution> {
    for frame in &mut frames {
        cut(frame);
    }
    frames.retain(|frame| !frame.parts.is_empty());
    let through = through(view, &mut frames);
    frames.retain(|frame| !frame.parts.is_empty());
    without_echoes(&mut frames);
    before_answers(view, &mut frames);
    frames.sort_by_key(|frame| {
        // Who is cited comes after those who cite.
        let place = match through.get(&frame.cue) {
            Some(carrier) => u32::MAX - u32::from(!through.contains_key(carrier)),
            None => frame.cue.start,
        };
        (first(frame), std::cmp::Reverse(last(frame)), place)
    });
    frames.dedup_by_key(|frame| frame.cue);
    let mut kept: Vec<Attribution> = Vec::new();
    // The attributions around the place that is being read.
    for frame in &frames {
        let carrier = through.get(&frame.cue).map(|cue| view.span(cue.start as usize, cue.end as usize));
        if let Some(carrier) = carrier.and_then(|cue| kept.iter().rposition(|it| it.cue == cue)) {
            let source = frame.source.map(|subject| source(view, subject, &kept));
            let found = attribution(view, frame, source, Some(carrier), &kept);
            kept.push(found);
            continue;
        }
        let parent = around(view, &kept, frame);
        if let Some(parent) = parent
            && !worth_nesting(view, frame, &kept[parent])
        {
            continue;
        }
        let source = frame.source.map(|subject| source(view, subject, &kept));
        let found = attribution(view, frame, source, parent, &kept);
        kept.push(found);
    }
    kept
}

/// "The Herald reported, citing the army, that …": whom somebody cites is nearer to the fact, and says the same. Gives the
/// cited frames their contents; returns the cues through which they came.
fn through(view: &View<'_>, frames: &mut [Frame]) -> BTreeMap<TokenRange, TokenRange> {
    let mut cited = BTreeMap::new();
    let reports: BTreeMap<u32, usize> = frames
        .iter()
        .enumerate()
        .filter(|(_, frame)| {
            let at = frame.cue.start as usize;
            let says = frame.class.allows(TRAIL) || phrase_of_source(view, at) && !view.is_cited(at);
            frame.source.is_some() && says && frame.within.is_none()
        })
        .map(|(idx, frame)| (frame.cue.start, idx))
        .collect();
    for idx in 0..frames.len() {
        let cue = frames[idx].cue;
        let at = cue.start as usize;
        if frames[idx].within.is_some() {
            continue;
        }
        if !view.is_cited(at) {
            continue;
        }
        let sentence = view.sentence(at);
        let before = reports.range(sentence.start..cue.start).next_back();
        let near = before.or_else(|| reports.range(cue.end..sentence.end).next());
        let Some((_, &carrier)) = near.filter(|(_, other)| **other != idx) else { continue };
        cited.insert(cue, frames[carrier].cue);
        frames[idx].parts = frames[carrier].parts.clone();
        cut(&mut frames[idx]);
    }
    // "citing the Herald, which quoted the mayor": one more on the way.
    for idx in 0..frames.len() {
        let cue = frames[idx].cue;
        let Some(quoted) = quoted_in_turn(view, &frames[idx]) else { continue };
        let carrier = (idx.saturating_sub(NEAR)..frames.len().min(idx + NEAR)).find(|&other| {
            cited.contains_key(&frames[other].cue)
                && frames[other].source.is_some_and(|it| it.tokens.contains(cue))
        });
        if let Some(carrier) = carrier {
            cited.insert(cue, frames[carrier].cue);
            frames[idx].parts = frames[carrier].parts.clone();
            frames[idx].source = Some(quoted);
            frames[idx].frame = BARE;
        }
    }
    cited
}

/// Who is quoted by a relative clause that does no more ("which quoted ‹the mayor›").
fn quoted_in_turn(view: &View<'_>, frame: &Frame) -> Option<Subject> {
    let (source, part) = (frame.source.filter(|it| it.relative)?, frame.parts.first()?);
    let cue = (frame.cue.end as usize).checked_sub(1)?;
    let group = view.noun_from(part.start).filter(|&idx| view.is_animate(idx) || view.is_text(idx))?;
    let quotes = frame.frame == NOUN && view.cues.word(view.lemma(cue)) & QUOTING != 0;
    (quotes && source.group.is_some()).then(|| Subject::of_group(view, group))
}

/// "The Front said in a statement posted on its page that …": of two cues of one content, that which has a source stands.
fn without_echoes(frames: &mut Vec<Frame>) {
    let said: BTreeSet<(usize, usize)> = frames
        .iter()
        .filter(|frame| frame.source.is_some())
        .filter_map(|frame| frame.parts.first().map(|part| (part.start, part.end)))
        .collect();
    frames.retain(|frame| {
        let part = frame.parts.first().map(|part| (part.start, part.end));
        frame.source.is_some() || frame.impersonal.is_some() || !part.is_some_and(|part| said.contains(&part))
    });
}

/// "said twelve had died, which the ministry denied": the answer is no part of what was said.
fn before_answers(view: &View<'_>, frames: &mut [Frame]) {
    let mut answers: BTreeMap<u32, Vec<(TokenRange, usize)>> = BTreeMap::new();
    for frame in frames.iter().filter(|frame| frame.frame == NOUN && frame.within.is_none()) {
        let Some(part) = frame.parts.first() else { continue };
        let before = frame.source.is_some_and(|source| part.end == source.start());
        let comma = part.start.checked_sub(1).filter(|&at| before && view.is_comma(at));
        let known = answers.entry(view.sentence(part.start).start).or_default();
        known.extend(comma.filter(|_| known.len() < NEAR).map(|comma| (frame.cue, comma)));
    }
    for frame in frames {
        let Some(answers) = answers.get(&view.sentence(frame.cue.start as usize).start) else { continue };
        for (cue, comma) in answers.iter().filter(|(cue, _)| *cue != frame.cue) {
            for part in &mut frame.parts {
                if part.start < *comma && *comma < part.end && cue.end as usize >= part.end {
                    part.end = *comma;
                }
            }
        }
    }
}

fn first(frame: &Frame) -> usize {
    let parts = frame.parts.iter().map(|part| part.start).min().unwrap_or_default();
    let source = frame.source.map_or(usize::MAX, |source| source.start());
    parts.min(frame.cue.start as usize).min(source)
}

fn last(frame: &Frame) -> usize {
    frame.parts.iter().map(|part| part.end).max().unwrap_or_default()
}

/// Takes the source's and the cue's words out of the content.
fn cut(frame: &mut Frame) {
    let holes: Vec<TokenRange> = frame.source.iter().map(|source| source.tokens).chain([frame.cue]).collect();
    let mut parts: Vec<Part> = Vec::new();
    for part in &frame.parts {
        let mut pieces = vec![*part];
        for hole in &holes {
            let (from, to) = (hole.start as usize, hole.end as usize);
            pieces = pieces
                .into_iter()
                .flat_map(|piece| {
                    let before = Part { start: piece.start, end: piece.end.min(from) };
                    let after = Part { start: piece.start.max(to), end: piece.end };
                    let apart = to <= piece.start || from >= piece.end;
                    let both = if apart { [piece, Part { start: 0, end: 0 }] } else { [before, after] };
                    both.into_iter().filter(|it| it.start < it.end)
                })
                .collect();
        }
        parts.extend(pieces);
    }
    parts.sort_by_key(|part| part.start);
    frame.parts = parts;
}

/// The innermost attribution whose content holds the frame's cue.
fn around(view: &View<'_>, kept: &[Attribution], frame: &Frame) -> Option<usize> {
    let cue = view.span(frame.cue.start as usize, frame.cue.end as usize);
    let from = kept.len().saturating_sub(24);
    (from..kept.len())
        .rev()
        .filter(|&idx| kept[idx].content.contains(cue) && kept[idx].cue != cue)
        .min_by_key(|&idx| kept[idx].content.span.len())
}

/// Whether an attribution within another is one of a further speaker, and not merely the first one's own thought.
fn worth_nesting(view: &View<'_>, frame: &Frame, parent: &Attribution) -> bool {
    // "police found no evidence that …": the report's stance to what they looked for.
    if frame.impersonal.is_some() {
        return true;
    }
    // "refused to confirm that …": what was refused, and what would have been said.
    let at = frame.cue.start as usize;
    let withheld = at > 0 && view.cues.word(view.lemma(at - 1)) & WITHHOLDING != 0;
    if frame.negated && withheld && frame.class.allows(TRAIL | THAT) {
        return true;
    }
    let Some(source) = frame.source else { return false };
    let Some(group) = source.group else { return false };
    let head = view.document.token(view.group(group).head);
    let own = head.upos == Upos::Pron
        || parent.source.as_ref().is_some_and(|it| it.entity.is_some() && it.entity == entity(view, group));
    !own && (frame.class.allows(TRAIL) || frame.class.stance != Stance::Asserted) && view.is_animate(group)
}

/// Whom the words of a group name; where they only describe, whom what stands in apposition names ("a group calling itself *Dawn*").
fn entity(view: &View<'_>, group: usize) -> Option<EntityId> {
    let of = |group: usize| {
        let mention = view.document.mention_at(view.group(group).head)?;
        Some(view.document.mentions[mention.0 as usize].entity)
    };
    let named = |id: &EntityId| view.document.entities.get(id.0 as usize).is_some_and(|entity| entity.named);
    let apposed = || view.group(group).apposition.and_then(|id| of(id.0 as usize)).filter(named);
    let own = of(group);
    own.filter(named).or_else(apposed).or(own)
}

fn attribution(
    view: &View<'_>,
    frame: &Frame,
    source: Option<Source>,
    parent: Option<usize>,
    before: &[Attribution],
) -> Attribution {
    let parts: Vec<Span> = frame.parts.iter().map(|part| view.span(part.start, part.end)).collect();
    let span = parts.iter().copied().reduce(|one, other| one.join(other)).unwrap_or_default();
    let judged = stance::judge(view, frame);
    Attribution {
        source,
        cue: view.span(frame.cue.start as usize, frame.cue.end as usize),
        content: Content { span, parts },
        parent: parent.map(|idx| AttributionId(idx as u32)),
        stance: judged.stance,
        certainty: judged.certainty,
        factive: judged.factive,
        deed: frame.frame & DEEDS != 0,
        judged: frame.frame & NOUN != 0 && frame.class.judges,
        // "appears to contradict this": what only seems so is no answer of the source's own.
        about: match judged.certainty {
            Certainty::Stated => about(view, frame, judged.stance, before),
            Certainty::Hedged => None,
        },
        rule: rule(&frame.class, frame.frame),
    }
}

fn rule(cue: &Cue, frame: Frames) -> CompactString {
    let mut rule = cue.class.clone();
    rule.push(' ');
    rule.push_str(super::cues::frame_name(frame));
    rule
}

/// The source with its name: the entity's, or the words that describe it.
fn source(view: &View<'_>, subject: Subject, before: &[Attribution]) -> Source {
    let document = view.document;
    let span = view.span(subject.start(), subject.end());
    if let Some(giver) = behind_text(view, subject) {
        return Source { span, ..source(view, giver, before) };
    }
    let entity = entity_of(view, subject);
    let known = entity.and_then(|id| document.entities.get(id.0 as usize));
    if let Some(known) = known {
        let kind = if known.named { SourceKind::Named } else { kind(view, subject) };
        if known.named {
            return Source { span, name: known.name.clone(), entity, kind };
        }
    }
    // "The mayor, Ana Ruiz, said": the name stands in apposition.
    if let Some((id, named)) = apposed(view, subject) {
        return Source { span, name: named.name.clone(), entity: Some(id), kind: SourceKind::Named };
    }
    if let Some(pronoun) =
        subject.group.map(|idx| view.group(idx).head.index()).filter(|&at| view.xpos(at) == Xpos::Prp)
    {
        // "He" is somebody whom the report describes, or the one who has just spoken.
        let described = known.filter(|known| !known.name.eq_ignore_ascii_case(view.norm(pronoun)));
        let last = speaker(view, pronoun, before, 0);
        // "A doctor said that the guard had died. He said …": the doctor, not the one who was told of.
        let spoke = |it: &Attribution| it.source.as_ref().is_some_and(|source| source.entity == entity);
        let told_of = last.is_some() && !before.iter().rev().take(RECENT).any(spoke);
        if let Some(known) = described.filter(|_| !told_of) {
            return Source { span, name: known.name.clone(), entity, kind: SourceKind::Unnamed };
        }
        if let Some(speaker) = last.or_else(|| speaker(view, pronoun, before, 1)) {
            return Source { span, ..speaker };
        }
    }
    // A long description is no name.
    let words = subject.group.map_or(span, |idx| document.span(told_apart(view, subject, idx)));
    Source { span, name: document.in_running_text(words), entity, kind: kind(view, subject) }
}

/// The words that tell somebody without a name apart: "officials ‹in Eastport›", "a person ‹close to the army›".
fn told_apart(view: &View<'_>, subject: Subject, idx: usize) -> TokenRange {
    let tokens = Subject::of_group(view, idx).tokens;
    let end = tokens.end as usize;
    let group = view.group(idx);
    let head = view.token(group.head.index());
    let common = head.is_some_and(|it| it.upos == Upos::Noun) && group.extent.end as usize == end;
    // "a person ‹close to the inquiry›", "people ‹briefed on the talks›"
    let described = matches!(view.xpos(end), Xpos::Jj | Xpos::Vbn)
        && view.is_preposition(end + 1)
        && !view.is(end + 1, AGENT);
    let link = end + usize::from(described);
    let place = view.noun_from(link + 1).filter(|_| common && view.is_preposition(link));
    let place = place.map(|it| view.group(it)).filter(|it| {
        it.tokens.end as usize <= subject.end()
            && it.tokens.len() <= NAMED_WITHIN
            && !view.cues.word(view.lemma(it.head.index())) & TIME != 0
    });
    place.map_or(tokens, |place| tokens.join(place.tokens))
}

/// Who gave out the text that says it: "a statement by ‹the army›", "‹the ministry›'s figures".
fn behind_text(view: &View<'_>, subject: Subject) -> Option<Subject> {
    let idx = subject.group.filter(|&idx| !subject.relative && says_something(view, idx))?;
    let group = view.group(idx);
    let after = group.tokens.end as usize;
    if view.is(after, GIVER)
        && let Some(giver) = view.noun_from(after + 1)
        && view.group(giver).tokens.end as usize <= subject.end()
        && view.is_animate(giver)
    {
        return Some(Subject::of_group(view, giver));
    }
    if let Some(owner) = group.possessor {
        let owner = owner.0 as usize;
        return (view.is_animate(owner) && owner != idx).then(|| Subject::of_group(view, owner));
    }
    super::phrase::named_before(view, group)
}

/// Whether a group is a text, or a noun that itself marks what somebody says.
fn says_something(view: &View<'_>, idx: usize) -> bool {
    let head = view.group(idx).head.index();
    view.is_text(idx) || !view.is_animate(idx) && view.cues.noun(view.lemma(head)).is_some()
}

/// The entity that the words of a source name.
fn entity_of(view: &View<'_>, subject: Subject) -> Option<EntityId> {
    match subject.group {
        Some(idx) => entity(view, idx),
        None => {
            let last = TokenId::from(subject.end().checked_sub(1)?);
            view.document.mention_at(last).map(|it| view.document.mentions[it.0 as usize].entity)
        }
    }
}

/// The named person that stands in apposition to a group of the source ("the prosecutor in Eastport, Ana Ruiz").
fn apposed<'v>(view: &View<'v>, subject: Subject) -> Option<(EntityId, &'v Entity)> {
    let first = subject.group.filter(|_| !subject.relative)?;
    let within = (first..view.document.nouns.len())
        .take_while(|&idx| view.group(idx).tokens.end <= subject.tokens.end);
    let named = within.take(RECENT).find_map(|idx| {
        let id = entity(view, view.group(idx).apposition?.0 as usize)?;
        view.document.entities.get(id.0 as usize).map(|entity| (id, entity))
    });
    named.filter(|(_, entity)| entity.named && entity.kind == EntityKind::Person)
}

/// The one who spoke last, in this paragraph or so many above, where a pronoun can stand for them ("The union said … ‹It›
/// added …").
fn speaker(view: &View<'_>, pronoun: usize, before: &[Attribution], above: u32) -> Option<Source> {
    let start = view.token(pronoun)?.span.start;
    let pronoun = view.norm(pronoun);
    let spoken = before.iter().rev().take(RECENT).filter_map(|it| it.source.as_ref());
    let paragraph = |at: u32| {
        let token = view.document.tokens.partition_point(|token| token.span.end <= at);
        let sentence = view.document.sentence_of(TokenId::from(token))?;
        view.document.sentences.get(sentence.0 as usize).map(|it| it.paragraph)
    };
    let here = paragraph(start);
    // "They" may be anybody who was told of in between.
    let reach = if view.cues.word(pronoun) & PLURAL == 0 { above } else { 0 };
    let near = |source: &&Source| {
        source.span.end <= start
            && paragraph(source.span.start)
                .zip(here)
                .is_some_and(|(there, here)| here.abs_diff(there) <= reach)
    };
    let mut spoken: Vec<&Source> = spoken.filter(near).collect();
    spoken.sort_by_key(|source| std::cmp::Reverse(source.span.start));
    spoken.into_iter().find(|source| stands_for(view, pronoun, source)).cloned()
}

/// Whether the pronoun agrees with the source.
fn stands_for(view: &View<'_>, pronoun: &str, source: &Source) -> bool {
    let tokens = view.document.tokens_in(source.span);
    let first = tokens.start as usize;
    let Some(group) = view.noun_from(first).or_else(|| view.noun_at(first)).map(|idx| view.group(idx)) else {
        return false;
    };
    let Some(head) = view.token(group.head.index()) else { return false };
    let kind = source.entity.and_then(|it| view.document.entities.get(it.0 as usize)).map(|it| it.kind);
    let class = view.cues.word(&head.lemma);
    let body = matches!(kind, Some(EntityKind::Organisation | EntityKind::Publication))
        || class & (BODY | TEXT) != 0;
    let person = kind == Some(EntityKind::Person) || !body && view.cues.is_animate(&head.lemma);
    let plural = head.xpos == Xpos::Nns || group.next.is_some();
    match view.cues.word(pronoun) {
        class if class & NEUTER != 0 => body && !plural,
        class if class & PLURAL != 0 => plural || body,
        _ => person && !plural,
    }
}

/// Whether a source without a name stands alone ("the ministry") or could be anybody ("a Western official").
fn kind(view: &View<'_>, subject: Subject) -> SourceKind {
    let Some(group) = subject.group.map(|idx| view.group(idx)) else { return SourceKind::Unnamed };
    let head = view.document.token(group.head);
    if head.upos == Upos::Propn {
        return SourceKind::Named;
    }
    let first = view.norm(group.tokens.start as usize);
    let vague =
        view.cues.word(first) & (INDEFINITE | EMPTY) != 0 || head.xpos == variorum_model::document::Xpos::Nns;
    let possessed = group.possessor.is_some();
    let body = view.cues.word(&head.lemma) & (super::cues::BODY | super::cues::TEXT) != 0;
    if !vague && (possessed || body && group.tokens.len() > 1) {
        SourceKind::Named
    } else {
        SourceKind::Unnamed
    }
}
