//! A text as lines: where each stands, how long it is, and whether it looks like prose.

use variorum_model::Span;

/// A line with something on it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'t> {
    /// Where it stands, without the white space around it.
    pub(crate) span: Span,
    /// Its words.
    pub(crate) text: &'t str,
    /// The number of words; counted up to [`MANY`].
    pub(crate) words: usize,
    /// Whether an empty line, or nothing at all, stands before it.
    pub(crate) starts_block: bool,
}

/// Words are counted up to this number: whoever has so many is prose, however many more follow.
const MANY: usize = 60;

impl Line<'_> {
    /// Whether it is long, or a sentence of some length: what stands in an article's body.
    pub(crate) fn is_prose(&self) -> bool {
        self.words >= 30 || (self.words >= 10 && self.ends_sentence())
    }

    /// Whether it ends as sentences end.
    pub(crate) fn ends_sentence(&self) -> bool {
        let text = self.text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
        text.ends_with(['.', '!', '?', ':', '…'])
    }
}

/// The lines of a text that are not empty.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut starts_block = true;
    for line in text.split('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            starts_block = true;
        } else {
            let from = start + (line.len() - line.trim_start().len());
            lines.push(Line {
                span: Span::new(from, from + trimmed.len()),
                text: trimmed,
                words: trimmed.split_whitespace().take(MANY).count(),
                starts_block,
            });
            starts_block = false;
        }
        start += line.len() + 1;
    }
    lines
}
