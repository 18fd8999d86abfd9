//! The grammar of a file of the ontology, as TOML:
//!
//! ```toml
//! [property]                    # what can be asked of an event; one a file
//! name = "killed"
//! question = "How many people were killed?"
//! value = "count"
//! movement = "grows"
//!
//! [words]                       # named lists of dictionary forms
//! kill = ["kill", "shoot dead"]
//!
//! [[card]]                      # one way to say it
//! name = "toll-patient"
//! words = ["@kill"]             # "@" names a list
//! where = "patient"             # the place of the value: relations, no words
//! example = [{ text = "At least ‹139 people› were killed on Friday.", value = "139.." }]
//! not = ["At least 139 people were honoured on Friday."]
//! ```

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A whole file. Meaning (`property`, `kind`) and words (all else) can stand in one file or in several.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RuleFile {
    /// The property that cards of this file yield, where the file does not define one.
    #[serde(rename = "for")]
    pub(crate) target: Option<Spanned<String>>,
    pub(crate) property: Option<Spanned<PropertyEntry>>,
    pub(crate) kind: Option<Spanned<KindEntry>>,
    #[serde(default)]
    pub(crate) words: BTreeMap<Spanned<String>, Spanned<Vec<String>>>,
    #[serde(default)]
    pub(crate) scope: Vec<Spanned<ScopeEntry>>,
    /// From the adjective of a people or a part of the world, in lower case, to its country.
    #[serde(default)]
    pub(crate) home: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) trigger: Vec<Spanned<TriggerEntry>>,
    #[serde(default)]
    pub(crate) card: Vec<Spanned<CardEntry>>,
}

/// A property.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PropertyEntry {
    pub(crate) name: Spanned<String>,
    pub(crate) question: String,
    #[serde(default)]
    pub(crate) about: String,
    pub(crate) group: Option<Spanned<String>>,
    pub(crate) value: Spanned<String>,
    pub(crate) movement: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) several: bool,
    pub(crate) tolerance: Option<Spanned<f64>>,
    #[serde(default)]
    pub(crate) scopes: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) roles: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) kinds: Vec<Spanned<String>>,
    /// What its figures count: "persons", or anything where it is missing.
    pub(crate) counts: Option<Spanned<String>>,
    /// The property that its claims are of where those said to have done it say so themselves.
    #[serde(rename = "said-by-itself")]
    pub(crate) said_by_itself: Option<Spanned<String>>,
    /// Where it stands among the properties of its group; those without come last.
    pub(crate) order: Option<u32>,
}

/// A kind of event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct KindEntry {
    pub(crate) name: Spanned<String>,
    pub(crate) parent: Option<Spanned<String>>,
    /// Other kinds whose words can tell of the same event.
    #[serde(default)]
    pub(crate) also: Vec<Spanned<String>>,
    pub(crate) about: String,
}

/// The words of a scope ("civilians": civilian, bystander, …).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ScopeEntry {
    pub(crate) name: Spanned<String>,
    pub(crate) words: Vec<String>,
}

/// The words that mention events of a kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TriggerEntry {
    pub(crate) kind: Spanned<String>,
    #[serde(default)]
    pub(crate) nouns: Vec<String>,
    #[serde(default)]
    pub(crate) verbs: Vec<String>,
    #[serde(default)]
    pub(crate) example: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) not: Vec<Spanned<String>>,
}

/// One way to say it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CardEntry {
    pub(crate) name: Spanned<String>,
    pub(crate) about: Option<String>,
    pub(crate) yields: Option<Spanned<String>>,
    pub(crate) words: Spanned<Vec<String>>,
    #[serde(rename = "where")]
    pub(crate) place: Spanned<String>,
    #[serde(rename = "as")]
    pub(crate) class: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) prepositions: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    pub(crate) needs: BTreeMap<Spanned<String>, Spanned<Vec<String>>>,
    #[serde(default)]
    pub(crate) lacks: BTreeMap<Spanned<String>, Spanned<Vec<String>>>,
    pub(crate) counted: Option<Spanned<Vec<String>>>,
    /// The kinds of names that an actor can have.
    pub(crate) names: Option<Spanned<Vec<Spanned<String>>>>,
    pub(crate) form: Option<Spanned<String>>,
    /// Whether what is planned, attempted or feared is read as well.
    #[serde(default)]
    pub(crate) plans: bool,
    /// Whether its words do not say of what its figure is, which is then what the last figure told of counts.
    #[serde(default)]
    pub(crate) again: bool,
    /// Whether one person without a figure is none ("an officer who was on board").
    #[serde(default)]
    pub(crate) figures: bool,
    /// Whether its figure is a part where the report has a greater one.
    #[serde(default)]
    pub(crate) partial: bool,
    /// A property that its claims give way to, where the same persons have one ("shot", unless "killed").
    pub(crate) unless: Option<Spanned<String>>,
    pub(crate) stance: Option<Spanned<String>>,
    pub(crate) certainty: Option<Spanned<String>>,
    pub(crate) scope: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) roles: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Where the one stands who says so by the card's own words.
    pub(crate) source: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) example: Vec<Spanned<ExampleEntry>>,
    #[serde(default)]
    pub(crate) not: Vec<Spanned<String>>,
}

/// A sentence that the card reads, the words of the value in ‹marks›, and what it reads there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ExampleEntry {
    pub(crate) text: String,
    pub(crate) value: Option<String>,
    pub(crate) stance: Option<Spanned<String>>,
    pub(crate) certainty: Option<Spanned<String>>,
    pub(crate) scope: Option<String>,
}
