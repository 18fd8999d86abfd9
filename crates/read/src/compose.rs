//! Paragraphs from somewhere in an input become the text of a report, each with its place.
//!
//! ```text
//! title "Ferry burns", pieces ["A ferry …", "Nobody …"]   →   "Ferry burns\n\nA ferry …\n\nNobody …"
//! ```

use crate::shape::key;
use variorum_model::{Place, Report, Span, Stretch};

/// A paragraph with its place in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The words, without line breaks at its ends.
    pub(crate) text: String,
    /// Where they stand, if that is known.
    pub(crate) place: Option<Place>,
}

impl Piece {
    pub(crate) fn new(text: impl Into<String>, place: Option<Place>) -> Piece {
        Piece { text: text.into(), place }
    }
}

/// Puts title and paragraphs together. A title that is one of the first paragraphs is not repeated.
pub(crate) fn compose(report: &mut Report, pieces: &[Piece]) {
    report.title.take_if(|title| title.trim().is_empty());
    let title = report.title.as_deref().map(key).unwrap_or_default();
    let at = pieces.iter().take(12).position(|piece| !title.is_empty() && key(&piece.text) == title);
    if let (None, Some(title)) = (at, &report.title) {
        report.text.push_str(title);
        report.headline = Some(Span::new(0, report.text.len()));
    }
    for (i, piece) in pieces.iter().enumerate() {
        let text = piece.text.trim();
        if text.is_empty() {
            continue;
        }
        if !report.text.is_empty() {
            report.text.push_str("\n\n");
        }
        let start = report.text.len();
        report.text.push_str(text);
        let span = Span::new(start, report.text.len());
        if at == Some(i) {
            report.headline = Some(span);
        }
        if let Some(place) = piece.place {
            report.provenance.stretches.push(Stretch { text: span, place });
        }
    }
}

/// Paragraphs of a text that has them apart by empty lines; within one, line breaks become spaces where `flow` says that
/// lines are only wrapped.
pub(crate) fn paragraphs(text: &str, flow: bool) -> Vec<String> {
    let mut all = Vec::new();
    let mut current = String::new();
    for line in text.lines().map(str::trim_end).chain([""]) {
        if line.trim().is_empty() {
            if !current.is_empty() {
                all.push(std::mem::take(&mut current));
            }
        } else {
            if !current.is_empty() {
                current.push(if flow { ' ' } else { '\n' });
            }
            current.push_str(line.trim());
        }
    }
    all
}
