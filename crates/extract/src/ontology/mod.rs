//! The ontology: what can be asked of an event, and the words by which a language says it.
//!
//! ```text
//! ontology/properties/killed.toml          [property] what it means       ┐
//! ontology/kinds/bombing.toml              [kind]                          │ load ─▶ Ontology, cards, lexicon
//! languages/en/ontology/killed.toml        [words], [[card]]: how it is said ┘
//! a user's evacuated.toml                  all of them in one file
//! ```

mod card;
mod choice;
mod document;
mod error;
mod file;
mod lexicon;
mod load;
mod property;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use document::describe;
pub use document::documentation;
pub use error::OntologyError;
pub(crate) use error::Source;
pub(crate) use file::ExampleEntry;
pub(crate) use lexicon::{Lexicon, Trigger};
pub(crate) use load::Loaded;
pub(crate) use load::load;
