//! Plain text: the text is the file, with line ends made `\n`.

use crate::line::lines;
use crate::page::furnish;
use crate::{Outcome, Reader, decode, id_from_name};
use variorum_model::{Report, Span, Stretch};

/// Reads a file of plain text as one report.
pub(crate) fn read(reader: &Reader, name: &str, bytes: &[u8], outcome: &mut Outcome) {
    let Some(decoded) = decode(name, bytes, None, outcome) else { return };
    let mut report = Report { id: id_from_name(name), text: decoded.text, ..Report::default() };
    // A stretch a block: within it, text and file differ by line ends only.
    let mut blocks: Vec<Span> = Vec::new();
    for line in lines(&report.text) {
        match blocks.last_mut() {
            Some(block) if !line.starts_block => *block = block.join(line.span),
            _ => blocks.push(line.span),
        }
    }
    let place = |span: &Span| decoded.offsets.place(span.start as usize, span.end as usize);
    report.provenance.stretches =
        blocks.iter().map(|span| Stretch { text: *span, place: place(span) }).collect();
    furnish(&mut report, &reader.words);
    outcome.reports.push(report);
}
