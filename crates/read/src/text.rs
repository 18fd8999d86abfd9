//! Plain text: the text is the file, with line ends made `\n`.

use crate::page::furnish;
use crate::{Outcome, Reader, decode, id_from_name};
use variorum_model::Report;

/// Reads a file of plain text as one report.
pub(crate) fn read(reader: &Reader, name: &str, bytes: &[u8], outcome: &mut Outcome) {
    let Some(text) = decode(name, bytes, None, outcome) else { return };
    let mut report = Report { id: id_from_name(name), text, ..Report::default() };
    furnish(&mut report, &reader.words);
    outcome.reports.push(report);
}
