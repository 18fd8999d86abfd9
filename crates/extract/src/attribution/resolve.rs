//! Frames to attributions: which of them stand, whose they are, and what lies within what.

use super::cues::{Cue, EMPTY, Frames, INDEFINITE, TRAIL};
use super::stance;
use super::subject::Subject;
use super::view::View;
use super::{Frame, Part};
use compact_str::CompactString;
use variorum_model::attribution::AttributionId;
use variorum_model::document::{EntityId, Upos};
use variorum_model::{Attribution, Content, Source, SourceKind, Span, Stance, TokenRange};

/// The attributions of the frames, in the order of their first words.
pub(super) fn resolve(view: &View<'_>, mut frames: Vec<Frame>) -> Vec<Attribution> {
    for frame in &mut frames {
        cut(frame);
    }
    frames.retain(|frame| !frame.parts.is_empty());
    frames.sort_by_key(|frame| (first(frame), std::cmp::Reverse(last(frame)), frame.cue.start));
    frames.dedup_by_key(|frame| frame.cue);
    let mut kept: Vec<Attribution> = Vec::new();
    // The attributions around the place that is being read.
    for frame in &frames {
        let parent = around(view, &kept, frame);
        if let Some(parent) = parent
            && !worth_nesting(view, frame, &kept[parent])
        {
            continue;
        }
        kept.push(attribution(view, frame, parent));
    }
    kept
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
    let Some(source) = frame.source else { return false };
    let Some(group) = source.group else { return false };
    let head = view.document.token(view.group(group).head);
    let own = head.upos == Upos::Pron
        || parent.source.as_ref().is_some_and(|it| it.entity.is_some() && it.entity == entity(view, group));
    !own && (frame.class.allows(TRAIL) || frame.class.stance != Stance::Asserted) && view.is_animate(group)
}

fn entity(view: &View<'_>, group: usize) -> Option<EntityId> {
    let mention = view.document.mention_at(view.group(group).head)?;
    Some(view.document.mentions[mention.0 as usize].entity)
}

fn attribution(view: &View<'_>, frame: &Frame, parent: Option<usize>) -> Attribution {
    let parts: Vec<Span> = frame.parts.iter().map(|part| view.span(part.start, part.end)).collect();
    let span = parts.iter().copied().reduce(|one, other| one.join(other)).unwrap_or_default();
    let judged = stance::judge(view, frame);
    Attribution {
        source: frame.source.map(|subject| source(view, subject)),
        cue: view.span(frame.cue.start as usize, frame.cue.end as usize),
        content: Content { span, parts },
        parent: parent.map(|idx| AttributionId(idx as u32)),
        stance: judged.stance,
        certainty: judged.certainty,
        factive: judged.factive,
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
fn source(view: &View<'_>, subject: Subject) -> Source {
    let document = view.document;
    let span = view.span(subject.start(), subject.end());
    let entity = subject.group.and_then(|idx| entity(view, idx));
    let known = entity.and_then(|id| document.entities.get(id.0 as usize));
    if let Some(known) = known {
        let kind = if known.named { SourceKind::Named } else { kind(view, subject) };
        if known.named {
            return Source { span, name: known.name.clone(), entity, kind };
        }
    }
    // A long description is no name.
    let words = subject.group.map_or(span, |idx| document.span(Subject::of_group(view, idx).tokens));
    Source { span, name: document.words(words).to_owned(), entity, kind: kind(view, subject) }
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
