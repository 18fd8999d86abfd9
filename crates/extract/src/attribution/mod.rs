//! Who says what, by which words.
//!
//! ```text
//! ‹The mayor, Ana Ruiz,› ‹said› ‹that the bridge had been closed›.
//! ‹"We left,"› ‹he› ‹said›. ‹"It was late."›
//! According to ‹police›, ‹two people died›.
//! ```
//!
//! Windows over noun groups, verb groups and quotation marks find frames: a source, a cue of the table, a content. Frames
//! become attributions with spans, resolved sources, and the attribution around each.

mod about;
mod content;
mod cues;
mod extent;
mod phrase;
mod quote;
mod resolve;
mod stance;
mod standing;
mod subject;
mod verb;
mod view;

pub use cues::{CueError, Cues};
pub(crate) use standing::Standings;
pub use standing::{Standing, standing};

use crate::Rules;
use cues::{Cue, Frames};
use subject::Subject;
use variorum_model::{Attribution, Document, Stance, TokenRange};
use view::View;

/// A stretch of a content, in tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    start: usize,
    end: usize,
}

/// A source, a cue and a content, in tokens.
#[derive(Clone, Debug)]
struct Frame {
    source: Option<Subject>,
    cue: TokenRange,
    /// The stretches of the content; the widest one may hold source and cue.
    parts: Vec<Part>,
    class: Cue,
    negated: bool,
    /// What a negation makes of the stance, where the cue is one of the report itself.
    impersonal: Option<Stance>,
    frame: Frames,
    /// The quotation around the cue.
    within: Option<usize>,
}

/// The attributions of a document.
pub(crate) fn attributions(document: &Document, rules: &Rules) -> Vec<Attribution> {
    let view = View::new(document, &rules.cues);
    let mut frames = Vec::new();
    for sentence in &document.sentences {
        verb::frames(&view, sentence.tokens, &mut frames);
        phrase::frames(&view, sentence.tokens, &mut frames);
    }
    quote::by_mark(&view, &mut frames);
    quote::continue_over_sentences(&view, &mut frames);
    resolve::resolve(&view, frames)
}

#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod stance_tests;
#[cfg(test)]
mod tests;
