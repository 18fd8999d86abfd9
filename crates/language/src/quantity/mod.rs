//! Figures: numerals with their bounds, what they count or measure, and how they stand to each other.
//!
//! ```text
//! At least 139 people were killed     139 or more, of people
//! more than 130 lives                 131 or more, of lives
//! nearly 100 homes                    90 to 99, of homes (approximate)
//! up to 20 gunmen                     20 or less, of gunmen
//! dozens of rescuers                  24 to 99, of rescuers (approximate)
//! another 12; of whom 3; four of them additional; part of a whole
//! over twice that number              computed from the figure before it
//! 20 minutes; 7.3-magnitude; €5bn     measures
//! Flight 17; aged 43; won 3-1; 2019   no counts
//! ```
//!
//! What the words do to a figure is data: `numbers.toml` has the words for numbers and the bands of vague ones, `hedges.toml`
//! the bounds and hedges with the whole policy of intervals, `units.toml` the units, `figures.toml` the words that relate
//! figures to each other or make them no counts. Numbers within dates and times of day are left to the layer of times.

mod counted;
mod derived;
mod files;
mod hedge;
mod lexicon;
mod no_count;
mod numeral;
mod reader;
mod unit;

#[cfg(test)]
mod tests;

pub(crate) use lexicon::Lexicon;

use crate::Language;
use crate::phrase::Words;
use reader::Reader;
use variorum_model::document::{Quantity, SentenceId};
use variorum_model::{Document, TokenRange};

/// The figures of a document that has its tokens, groups and times.
pub(crate) fn quantities(document: &Document, language: &Language) -> Vec<Quantity> {
    let mut quantities: Vec<Quantity> = Vec::new();
    for (idx, sentence) in document.sentences.iter().enumerate() {
        let range = sentence.tokens.range();
        let words = Words { tokens: &document.tokens, start: range.start, end: range.end };
        let reader = Reader::new(document, words, language);
        let mut at = range.start;
        let mut floor = range.start;
        while at < range.end {
            let Some(figure) = reader.figure(at, floor, &quantities) else {
                at += 1;
                continue;
            };
            at = figure.end.max(at + 1);
            floor = at;
            if figure.dated {
                continue;
            }
            let tokens = TokenRange::new(figure.start, figure.end);
            let value = variorum_model::value::Interval::new(figure.low, figure.high);
            quantities.push(Quantity {
                span: document.span(tokens),
                tokens,
                sentence: SentenceId(idx as u32),
                low: value.low,
                high: value.high,
                kind: figure.kind,
                counted: figure.counted,
                relation: figure.relation,
                approximate: figure.approximate,
            });
        }
    }
    quantities
}
