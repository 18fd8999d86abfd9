//! Events and what is claimed of them.

use crate::Rules;
use variorum_model::{Attribution, Claim, Document, Event, ReportId};

/// The events and claims of a document whose attributions are known.
pub(crate) fn claims(
    _report: ReportId,
    _document: &Document,
    _attributions: &[Attribution],
    _rules: &Rules,
) -> (Vec<Event>, Vec<Claim>) {
    Default::default()
}
