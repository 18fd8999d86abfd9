//! Who says what.

use crate::Rules;
use variorum_model::{Attribution, Document};

/// The attributions of a document.
pub(crate) fn attributions(_document: &Document, _rules: &Rules) -> Vec<Attribution> {
    Vec::new()
}
