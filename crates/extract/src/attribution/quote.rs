//! Quotations that go on after their frame.
//!
//! ```text
//! "We left," he said. ‹"It was late. Nobody came."›
//! ```

use super::cues::{QUOTE, TRAIL};
use super::view::View;
use super::{Frame, Part};
use variorum_model::document::Xpos;

/// How many quotations are joined to one frame.
const JOINED: usize = 6;

/// Joins to each frame with a quotation the quotations that follow it in the same paragraph without a frame of their own.
pub(super) fn continue_over_sentences(view: &View<'_>, frames: &mut [Frame]) {
    let document = view.document;
    // The first token of every frame's outermost words, to see whether a quotation has a frame of its own.
    let mut claimed: Vec<(usize, usize)> = frames
        .iter()
        .filter(|frame| frame.within.is_none())
        .flat_map(|frame| frame.parts.iter().map(|part| (part.start, part.end)))
        .collect();
    claimed.sort_unstable();
    let mut cues: Vec<usize> = frames.iter().map(|frame| frame.cue.start as usize).collect();
    cues.sort_unstable();
    for frame in frames.iter_mut() {
        if frame.within.is_some() || frame.frame & (TRAIL | QUOTE) == 0 {
            continue;
        }
        let quoted = frame
            .parts
            .iter()
            .any(|part| view.quotation_until(part.end).is_some_and(|it| view.quotation(it).speech));
        if !quoted {
            continue;
        }
        let last =
            frame.parts.iter().map(|part| part.end).max().unwrap_or_default().max(frame.cue.end as usize);
        let Some(sentence) = document.sentence_of(variorum_model::TokenId::from(last.saturating_sub(1)))
        else {
            continue;
        };
        let mut idx = sentence.0 as usize;
        let paragraph = document.sentences[idx].paragraph;
        for _ in 0..JOINED {
            idx += 1;
            let Some(next) = document.sentences.get(idx).filter(|it| it.paragraph == paragraph) else {
                break;
            };
            let start = next.tokens.start as usize;
            let Some(quotation) = view.quotation_from(start) else { break };
            let tokens = view.quoted(quotation);
            let end = tokens.end as usize;
            let own = claimed.binary_search_by(|(from, _)| from.cmp(&start)).is_ok();
            if own || !view.quotation(quotation).speech {
                break;
            }
            // Only where nothing but the quotation stands in its sentence.
            let closing = view.sentence(end.saturating_sub(1)).end as usize;
            let rest =
                (end..closing).all(|at| matches!(view.xpos(at), Xpos::Stop | Xpos::Comma | Xpos::CloseQuote));
            if !rest {
                break;
            }
            frame.parts.push(Part { start, end });
            while document.sentences.get(idx).is_some_and(|it| (it.tokens.end as usize) < closing) {
                idx += 1;
            }
        }
    }
}
