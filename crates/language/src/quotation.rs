//! Quotations.

use crate::Language;
use variorum_model::Document;
use variorum_model::document::Quotation;

/// The quotations of a document that has its tokens.
pub(crate) fn quotations(_document: &Document, _language: &Language) -> Vec<Quotation> {
    Vec::new()
}
