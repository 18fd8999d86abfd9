//! Quotations: which marks belong together.
//!
//! ```text
//! “We were told ‘wait here’ and nothing more,” she said.        one quotation, another within it
//! "It was dark.¶ "Nobody came for the miners' families."        one quotation over two paragraphs
//! the soldiers' tents, the '90s, 5'10"                          none
//! ```
//!
//! Marks are collected paragraph by paragraph ([`marks`]) and paired with a stack. A double mark that is opened and not
//! closed goes on where the next paragraph begins with the same mark again, and else ends with its paragraph. A single
//! mark opens a quotation only where the same paragraph has a mark that can close it; otherwise it is an apostrophe.

mod marks;

use crate::Language;
use marks::{Mark, Shape};
use variorum_model::document::{Quotation, Xpos};
use variorum_model::{Document, Span};

/// The quotations of a document that has its tokens.
pub(crate) fn quotations(document: &Document, _language: &Language) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut paragraphs = paragraphs(document).peekable();
    while let Some(paragraph) = paragraphs.next() {
        let marks = marks::marks(&document.text, paragraph);
        let reopened = usize::from(!open.is_empty());
        pair(&document.text, &marks[reopened.min(marks.len())..], &mut open, &mut found);
        let goes_on = paragraphs.peek().and_then(|next| first_mark(&document.text, *next));
        let kept = open.first().filter(|it| !it.single && goes_on == Some(it.shape)).copied();
        while let Some(unclosed) = open.pop() {
            let words = document.text.get(unclosed.inner..paragraph.end as usize).unwrap_or_default();
            if !unclosed.single && kept.is_none() && words.contains(|c: char| !c.is_whitespace()) {
                found.push(unclosed.close(paragraph.end as usize, paragraph.end as usize, false));
            }
        }
        open.extend(kept);
    }
    found.sort_by_key(|quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
    finish(document, &mut found);
    found
}

/// The stretches of the paragraphs, from the first sentence of each to its last.
fn paragraphs(document: &Document) -> impl Iterator<Item = Span> {
    document
        .sentences
        .chunk_by(|one, next| one.paragraph == next.paragraph)
        .filter_map(|sentences| Some(sentences.first()?.span.join(sentences.last()?.span)))
}

/// The shape of the quotation mark with which a paragraph begins.
fn first_mark(text: &str, paragraph: Span) -> Option<Shape> {
    marks::mark_at(paragraph.of(text)).map(|(shape, _, _)| shape)
}

/// A quotation whose end is not known yet.
#[derive(Clone, Copy)]
struct Open {
    start: usize,
    inner: usize,
    shape: Shape,
    single: bool,
    /// For single marks: where the mark stands that closes it.
    closer: usize,
}

impl Open {
    fn close(&self, inner_end: usize, end: usize, closed: bool) -> Quotation {
        let inner = Span::new(self.inner, inner_end);
        Quotation { span: Span::new(self.start, end), inner, closed, ..Quotation::default() }
    }
}

/// How many quotations may lie within one another; more were never closed.
const DEEPEST: usize = 16;

/// Pairs the marks of a paragraph; what is still open stays on the stack.
fn pair(text: &str, marks: &[Mark], open: &mut Vec<Open>, found: &mut Vec<Quotation>) {
    let closers = marks::single_closers(marks);
    // Where the double ones stand on the stack: at most the one that goes on from the paragraph before.
    let mut doubles: Vec<usize> = (0..open.len()).collect();
    for (idx, mark) in marks.iter().enumerate() {
        if mark.single {
            if let Some(top) = open.last().filter(|top| top.single && top.closer == mark.start) {
                found.push(top.close(mark.start, mark.end, true));
                open.pop();
            } else if let Some(closer) = closers[idx].filter(|_| open.len() < DEEPEST) {
                open.push(Open {
                    start: mark.start,
                    inner: mark.end,
                    shape: mark.shape,
                    single: true,
                    closer,
                });
            }
            continue;
        }
        let double = doubles.last().copied();
        match double {
            Some(double) if closes(mark, &open[double]) => {
                found.push(open[double].close(mark.start, mark.end, true));
                open.truncate(double);
                doubles.pop();
            }
            Some(double) if mark.can_open && mark.shape == Shape::Straight => {
                // Straight marks do not nest: the one before was never closed.
                let end = text.get(..mark.start).unwrap_or_default().trim_end().len();
                if end > open[double].inner {
                    found.push(open[double].close(end, end, false));
                }
                open.truncate(double);
                open.push(Open::new(mark));
            }
            _ if mark.can_open && open.len() < DEEPEST && (double.is_none() || !mark.only_closes()) => {
                doubles.push(open.len());
                open.push(Open::new(mark));
            }
            _ => {}
        }
    }
}

impl Open {
    fn new(mark: &Mark) -> Open {
        Open { start: mark.start, inner: mark.end, shape: mark.shape, single: false, closer: 0 }
    }
}

/// Whether the mark ends this open quotation.
fn closes(mark: &Mark, open: &Open) -> bool {
    match mark.shape {
        Shape::Straight => mark.can_close && !mark.clearly_opens,
        Shape::CurlyClose | Shape::LatexClose => true,
        // „Norland“ and “so typed“
        Shape::CurlyOpen => open.shape == Shape::Low || mark.can_close && !mark.can_open,
        Shape::AngleClose => open.shape == Shape::AngleOpen,
        // »so« as in German
        Shape::AngleOpen => open.shape == Shape::AngleClose,
        Shape::LatexOpen | Shape::Low => false,
    }
}

/// Sets how deep each quotation lies and whether it reads as speech.
fn finish(document: &Document, quotations: &mut [Quotation]) {
    let mut around: Vec<u32> = Vec::new();
    for quotation in quotations {
        while around.last().is_some_and(|&end| end <= quotation.span.start) {
            around.pop();
        }
        quotation.depth = around.len().min(u8::MAX as usize) as u8;
        around.push(quotation.span.end);
        quotation.speech = reads_as_speech(document, quotation.inner);
    }
}

/// How many words are enough to be speech without further signs.
const SPEECH_WORDS: usize = 5;
/// How much of a quotation is looked at to tell speech from titles, in bytes.
const SAMPLE: usize = 400;

/// Words that end like a sentence, have a finite verb, or are many; unless they are written like a title.
fn reads_as_speech(document: &Document, inner: Span) -> bool {
    let words = document.words(inner).trim();
    let mut sample = words.len().min(SAMPLE);
    while !words.is_char_boundary(sample) {
        sample -= 1;
    }
    let mut count = 0;
    let mut capitals = 0;
    for word in words[..sample].split_whitespace() {
        let letters = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = letters.chars().next() else { continue };
        count += 1;
        // Short words stay small in titles.
        capitals += usize::from(!first.is_lowercase() || letters.len() < 4 && count > 1);
    }
    if count == 0 {
        return false;
    }
    let ends_sentence = words.ends_with(['.', '!', '?', '…']);
    if ends_sentence && (count > 1 || words.ends_with(['!', '?', '.'])) {
        return true;
    }
    if count > 1 && capitals == count {
        return false;
    }
    if count >= SPEECH_WORDS || words.ends_with([',', '-', '–', '—']) {
        return true;
    }
    document.tokens[document.tokens_in(inner).range()]
        .iter()
        .take(SAMPLE)
        .any(|token| matches!(token.xpos, Xpos::Md | Xpos::Vbd | Xpos::Vbp | Xpos::Vbz))
}

#[cfg(test)]
mod tests;
