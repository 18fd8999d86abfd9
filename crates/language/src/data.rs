//! Reading the data of a language: TOML with errors that name file and line, and sets of words.

use crate::Error;
use crate::phrase::Map;
use compact_str::CompactString;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Reads a TOML file of a language; an error names the file and the line.
pub(crate) fn toml<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        Error { file, line: before.matches('\n').count() + 1, message: error.message().to_owned() }
    })
}

/// A set of words with quick look-up.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct WordSet {
    words: Map<CompactString, ()>,
}

impl WordSet {
    /// Whether the word, as it is, belongs to the set.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }
}

impl From<Vec<String>> for WordSet {
    fn from(words: Vec<String>) -> WordSet {
        WordSet { words: words.into_iter().map(|word| (CompactString::from(word), ())).collect() }
    }
}
