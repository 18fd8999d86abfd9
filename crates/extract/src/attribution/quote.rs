//! Quotations that go on after their frame, or stand by themselves after a colon.
//!
//! ```text
//! "We left," he said. ‹"It was late. Nobody came."›
//!
//! "We left," he said.¶ ‹"It was late. Nobody came."›
//!
//! The mayor continued:¶ ‹"It was late. Nobody came."›
//! ```

use super::cues::{Cue, QUOTE, TRAIL};
use super::subject::Subject;
use super::view::{REACH, View};
use super::{Frame, Part};
use variorum_model::document::{Upos, Xpos};
use variorum_model::{TokenId, TokenRange};

/// The longest name that a mark alone makes a source, in tokens.
const NAME: usize = 6;
/// How many sentences a mark introduces at most.
const PARAGRAPH: usize = 30;

/// How many quotations are joined to one frame.
const JOINED: usize = 6;
/// How many words may follow a quotation in its sentence without being a frame of their own.
const TAIL: usize = 8;

/// Joins to each frame the quotations that follow it without a frame of their own.
pub(super) fn continue_over_sentences(view: &View<'_>, frames: &mut [Frame]) {
    let mut cues: Vec<usize> = frames
        .iter()
        .filter(|frame| frame.within.is_none() && frame.class.allows(TRAIL | QUOTE))
        .map(|frame| frame.cue.start as usize)
        .collect();
    cues.sort_unstable();
    for frame in frames.iter_mut() {
        if frame.within.is_none() && (frame.frame & (TRAIL | QUOTE) != 0 || colon_end(view, frame)) {
            join(view, frame, &cues);
        }
    }
}

/// Whether the frame ends its sentence with a colon, its content still to come.
fn colon_end(view: &View<'_>, frame: &Frame) -> bool {
    frame.class.allows(QUOTE)
        && view.norm(view.sentence(frame.cue.start as usize).end.saturating_sub(1) as usize) == ":"
}

fn join(view: &View<'_>, frame: &mut Frame, cues: &[usize]) {
    let sentences = &view.document.sentences;
    let quoted = frame
        .parts
        .iter()
        .any(|part| view.quotation_until(part.end).is_some_and(|it| view.quotation(it).speech));
    let last = frame.parts.iter().map(|part| part.end).max().unwrap_or_default().max(frame.cue.end as usize);
    let Some(sentence) = view.document.sentence_of(TokenId::from(last.saturating_sub(1))) else { return };
    let mut idx = sentence.0 as usize;
    let mut paragraph = sentences[idx].paragraph;
    // Words after the frame in its own sentence are no quotation's continuation.
    for _ in 0..JOINED {
        idx += 1;
        let Some(next) = sentences.get(idx) else { break };
        let start = next.tokens.start as usize;
        let Some(quotation) = view.quotation_from(start).filter(|&it| view.quotation(it).speech) else {
            break;
        };
        let end = view.quoted(quotation).end as usize;
        let closing = view.sentence(end.saturating_sub(1)).end as usize;
        let own = cues.partition_point(|&cue| cue < end);
        if cues.get(own).is_some_and(|&cue| cue < closing) || frame_follows(view, end, closing) {
            break;
        }
        if next.paragraph != paragraph {
            // A paragraph of its own belongs to the speaker before only where nothing else stands in it.
            let alone = sentences
                .get(idx..)
                .unwrap_or_default()
                .iter()
                .take(PARAGRAPH)
                .take_while(|it| it.paragraph == next.paragraph)
                .all(|it| {
                    let at = it.tokens.start as usize;
                    at < end || view.quotation_at(at).is_some()
                });
            if !quoted || !alone {
                break;
            }
            paragraph = next.paragraph;
        }
        if closing.saturating_sub(end) > REACH {
            break;
        }
        let tail = (end..closing)
            .filter(|&at| !matches!(view.xpos(at), Xpos::Stop | Xpos::Comma | Xpos::CloseQuote))
            .count();
        let verb = (end..closing).any(|at| view.verb_at(at).is_some_and(|verb| view.verb(verb).finite));
        if tail > TAIL || verb {
            break;
        }
        let part_end = if tail == 0 { end } else { super::content::without_stop(view, start, closing) };
        frame.parts.push(Part { start, end: part_end });
        idx = sentences.partition_point(|it| (it.tokens.end as usize) < closing).max(idx);
    }
}

/// Frames that consist of a name and a mark alone: "Ana Ruiz: We left." at the head of a paragraph, "We left." ― Ana Ruiz.
pub(super) fn by_mark(view: &View<'_>, frames: &mut Vec<Frame>) {
    let sentences = &view.document.sentences;
    for (idx, sentence) in sentences.iter().enumerate() {
        let first = idx == 0 || sentences[idx - 1].paragraph != sentence.paragraph;
        if first {
            frames.extend(by_colon(view, idx));
        }
    }
    for idx in 0..view.document.quotations.len() {
        frames.extend(by_dash(view, idx));
    }
}

fn marked(source: Subject, cue: usize, part: Part, within: Option<usize>) -> Frame {
    Frame {
        source: Some(source),
        cue: TokenRange::new(cue, cue + 1),
        parts: vec![part],
        class: Cue::mark(),
        negated: false,
        impersonal: None,
        frame: QUOTE,
        within,
    }
}

fn by_colon(view: &View<'_>, idx: usize) -> Option<Frame> {
    let sentences = &view.document.sentences;
    let sentence = sentences.get(idx)?;
    let mut at = sentence.tokens.start as usize;
    if matches!(view.xpos(at), Xpos::OpenQuote | Xpos::CloseQuote) {
        at += 1;
    }
    let group = view.noun_from(at)?;
    let source = Subject::of_group(view, group);
    let colon = source.end();
    if view.norm(colon) != ":" || source.tokens.len() > NAME || !view.is_speaker(group) {
        return None;
    }
    let paragraph = sentences.get(idx..)?.iter().take_while(|it| it.paragraph == sentence.paragraph);
    let end = paragraph.take(PARAGRAPH).last()?.tokens.end as usize;
    let start = colon + 1;
    (start < end).then(|| {
        let end = super::content::without_stop(view, start, end);
        marked(source, colon, Part { start, end }, view.quotation_at(colon))
    })
}

fn by_dash(view: &View<'_>, quotation: usize) -> Option<Frame> {
    let tokens = view.quoted(quotation);
    let (start, dash) = (tokens.start as usize, tokens.end as usize);
    let token = view.token(dash)?;
    let opens = view.sentence(start).start as usize == start;
    if !opens || token.upos != Upos::Punct || !token.norm.starts_with(['-', '–', '—', '―']) {
        return None;
    }
    let group = view.noun_from(dash + 1)?;
    let source = Subject::of_group(view, group);
    let ends = view.sentence(dash).end as usize <= source.end()
        || view.xpos(source.end()) == Xpos::Stop
        || view.document.words(view.gap(source.end())).contains('\n');
    (ends && view.is_speaker(group) && source.tokens.len() <= NAME)
        .then(|| marked(source, dash, Part { start, end: dash }, None))
}

/// Whether a dash or a bracket with a name follows the quotation.
fn frame_follows(view: &View<'_>, end: usize, closing: usize) -> bool {
    end + 1 < closing && view.xpos(end) == Xpos::Colon && view.noun_from(end + 1).is_some()
}
