//! Sentences and tokens.

use crate::Language;
use variorum_model::document::{Sentence, Token};
use variorum_model::report::Furniture;

/// The sentences and tokens of a text; furniture gets none.
pub(crate) fn tokens(
    _text: &str,
    _furniture: &[Furniture],
    _language: &Language,
) -> (Vec<Sentence>, Vec<Token>) {
    Default::default()
}
