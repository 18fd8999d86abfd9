//! What the tests of all layers share.

use crate::Language;
use std::sync::OnceLock;
use variorum_model::{Document, Report};

/// English, loaded once for all tests.
pub(crate) fn english() -> &'static Language {
    static ENGLISH: OnceLock<Language> = OnceLock::new();
    ENGLISH.get_or_init(|| Language::load(&crate::resources!(variorum_english)).unwrap())
}

/// The document of a text, with all layers.
#[allow(dead_code)]
pub(crate) fn document(text: &str) -> Document {
    english().analyze(&Report { text: text.to_owned(), ..Report::default() })
}
