//! Names and the entities that they are about.

use crate::Language;
use variorum_model::Document;
use variorum_model::document::{Entity, Mention};

/// The mentions and entities of a document that has its groups, times and figures.
pub(crate) fn names(_document: &Document, _language: &Language) -> (Vec<Mention>, Vec<Entity>) {
    Default::default()
}
