//! The words that the tokenizer knows, from `tokens.toml` of the language.

use crate::Error;
use crate::data::{self, WordSet};
use crate::phrase::Map;
use serde::Deserialize;

/// The word lists of the tokenizer; all words in lower case with straight apostrophes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    /// Short forms that never end a sentence, full stop included.
    pub(super) titles: WordSet,
    /// Short forms that can end one.
    pub(super) abbreviations: WordSet,
    /// Short forms before figures only.
    pub(super) before_figures: WordSet,
    /// Words that open a sentence after an ambiguous full stop.
    pub(super) starters: WordSet,
    /// What an apostrophe cuts off ("'s").
    pub(super) clitics: WordSet,
    /// The negation that is cut off ("n't").
    pub(super) negation: String,
    /// Words with an apostrophe in front ("'em").
    pub(super) apostrophe_first: WordSet,
    /// The second part of words that are two ("cannot").
    pub(super) fused: Map<String, String>,
    /// First parts that a hyphen does not cut off ("anti").
    pub(super) prefixes: WordSet,
    /// Small words in names before a hyphen ("al").
    pub(super) name_particles: WordSet,
    /// Small words in names after a hyphen ("e").
    pub(super) name_links: WordSet,
    /// Second parts that a hyphen always cuts off ("led").
    pub(super) tails: WordSet,
    /// What is cut off a figure ("pm").
    pub(super) units: WordSet,
    /// Letters that belong to a following sign of currency ("US").
    pub(super) currency_letters: WordSet,
}

impl Rules {
    /// Reads the file.
    pub(crate) fn load(text: &str) -> Result<Rules, Error> {
        data::toml("tokens.toml", text)
    }
}
