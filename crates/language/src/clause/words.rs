//! The words that clauses are put together with, from `clauses.toml` of the language.

use crate::Error;
use crate::data::{self, WordSet};
use serde::Deserialize;

/// The word lists of clauses.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// Verbs of saying and thinking, as lemmas.
    pub(crate) report: WordSet,
    /// Verbs with which a speaker goes on after what was said, as lemmas.
    pub(super) retorts: WordSet,
    /// Verbs whose object is the subject of the infinitive, as lemmas.
    pub(super) object_control: WordSet,
    /// Prepositions before a participle whose subject is the verb's object.
    pub(super) object_prepositions: WordSet,
    /// Copulas, as lemmas.
    pub(super) copulas: WordSet,
    /// Words that begin a condition.
    pub(super) conditions: WordSet,
    /// Prepositions that can begin a clause.
    pub(crate) subordinators: WordSet,
    /// Words that begin a clause which completes a verb.
    pub(super) complementizers: WordSet,
    /// Participles that work like prepositions.
    pub(super) verbal_prepositions: WordSet,
    /// Adverbs of place that govern a noun group directly behind them.
    pub(super) placing: WordSet,
    /// Words that are one preposition with the preposition behind them.
    pub(super) joined_prepositions: WordSet,
    /// Endings of nouns of acts.
    pub(super) act_endings: Vec<String>,
    /// Endings of verbs whose past tense and participle look alike.
    pub(super) participle_endings: Vec<String>,
}

impl Words {
    /// Reads the file.
    pub(crate) fn load(text: &str) -> Result<Words, Error> {
        data::toml("clauses.toml", text)
    }
}
