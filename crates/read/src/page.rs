//! A text on its way to being a report: its lines, and which of them are not prose.

use crate::line::{Line, lines};
use crate::words::Words;
use variorum_model::report::{Furniture, FurnitureKind};
use variorum_model::{Report, Span};

/// A report's text as lines, with what is found out about them.
pub(crate) struct Page<'t> {
    /// The lines with something on them.
    pub(crate) lines: Vec<Line<'t>>,
    /// What each of them is, if it is not prose.
    pub(crate) marks: Vec<Option<FurnitureKind>>,
    /// Stretches within lines that are not prose.
    pub(crate) inner: Vec<Furniture>,
    /// The words of the language.
    pub(crate) words: &'t Words,
}

impl<'t> Page<'t> {
    pub(crate) fn new(text: &'t str, words: &'t Words) -> Page<'t> {
        let lines = lines(text);
        let marks = vec![None; lines.len()];
        Page { lines, marks, inner: Vec::new(), words }
    }

    /// Marks a line, unless it is marked.
    pub(crate) fn mark(&mut self, line: usize, kind: FurnitureKind) {
        if let Some(mark @ None) = self.marks.get_mut(line) {
            *mark = Some(kind);
        }
    }

    /// Whether a line is not prose.
    pub(crate) fn is_marked(&self, line: usize) -> bool {
        self.marks.get(line).is_some_and(Option::is_some)
    }

    /// All furniture: neighbouring lines of a kind as one stretch, sorted, without overlaps.
    pub(crate) fn furniture(self) -> Vec<Furniture> {
        let mut all: Vec<Furniture> = Vec::new();
        for (i, (line, mark)) in self.lines.iter().zip(&self.marks).enumerate() {
            let Some(kind) = *mark else { continue };
            match all.last_mut() {
                Some(last) if last.kind == kind && i > 0 && self.marks[i - 1] == Some(kind) => {
                    last.span = last.span.join(line.span);
                }
                _ => all.push(Furniture { span: line.span, kind }),
            }
        }
        // Both lists are by place; what overlaps an earlier piece is part of it already.
        all.extend(self.inner);
        all.sort_by_key(|piece| (piece.span.start, std::cmp::Reverse(piece.span.end)));
        let mut end = 0;
        all.retain(|piece| {
            let apart = piece.span.start >= end && !piece.span.is_empty();
            if apart {
                end = piece.span.end;
            }
            apart
        });
        all
    }
}

/// Finds the header and the furniture of a text, and the credits in both; fields that are known stay.
pub(crate) fn furnish(report: &mut Report, words: &Words) {
    let text = std::mem::take(&mut report.text);
    let mut page = Page::new(&text, words);
    crate::header::read(&mut page, report);
    crate::furniture::mark(&mut page, report);
    crate::tail::read(&mut page, report);
    report.furniture = page.furniture();
    report.credits.sort_by(|a, b| (a.evidence, &a.to).cmp(&(b.evidence, &b.to)));
    report.credits.dedup_by(|a, b| a.to == b.to && a.how == b.how);
    report.text = text;
}

/// A part of a line as a span of the text.
pub(crate) fn part(line: &Line<'_>, start: usize, end: usize) -> Span {
    let from = line.span.start as usize;
    Span::new(from + start, from + end)
}
