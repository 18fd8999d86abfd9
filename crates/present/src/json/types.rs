//! The shape of both JSON outputs: the contract with other programs, as types.
//!
//! Members that the contract names have its names and meanings for good. The others are marked "beyond the contract".
//! The doc comments are the descriptions in the published schemas, so they are written for their readers.

mod case;
mod number;

pub(crate) use case::*;
pub(crate) use number::{Number, Whole};
use schemars::JsonSchema;
use serde::Serialize;

/// What one report says: a line of `variorum annotate --format jsonl`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Annotated report")]
pub(crate) struct Annotated<'a> {
    /// The name by which output refers to the report, unique in a run.
    pub(crate) id: &'a str,
    /// The text that all offsets of this object count in: Unicode code points, ends exclusive.
    pub(crate) text: &'a str,
    /// When it was published (ISO 8601), as far as the report itself says.
    pub(crate) published: Option<String>,
    /// Beyond the contract: the headline.
    pub(crate) title: Option<&'a str>,
    /// Beyond the contract: who published it, as printed.
    pub(crate) publisher: Option<&'a str>,
    /// Time expressions in order.
    pub(crate) times: Vec<TimeExpression<'a>>,
    /// Who says what, in order.
    pub(crate) attributions: Vec<Attribution<'a>>,
    /// Beyond the contract: the events of which this report speaks, the one that it is about first. Their ids count
    /// within this report.
    pub(crate) events: Vec<ReportEvent<'a>>,
    /// What it says of them, in order of the evidence.
    pub(crate) claims: Vec<Claim<'a>>,
}

/// Words of a report, verbatim, with their place in its text.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Words<'a> {
    /// The first code point.
    pub(crate) start: u32,
    /// The code point after the last one.
    pub(crate) end: u32,
    /// The words.
    pub(crate) text: &'a str,
}

/// A time expression with its value by TIMEX3.
#[derive(Serialize, JsonSchema)]
pub(crate) struct TimeExpression<'a> {
    #[serde(flatten)]
    pub(crate) words: Words<'a>,
    /// Date, time of day, duration or set.
    #[serde(rename = "type")]
    #[schemars(extend("enum" = ["DATE", "TIME", "DURATION", "SET"]))]
    pub(crate) kind: &'static str,
    /// The value by TIMEX3 ("2024-03-22TEV", "P3D", "XXXX-03-22" where the year is unknown).
    pub(crate) value: &'a str,
    /// Beyond the contract: whether a part of the value was inferred from the date of the report or of another expression.
    pub(crate) inferred: bool,
    /// Beyond the contract: TimeML's `mod` (APPROX, BEFORE, START, …), where there is one.
    #[serde(rename = "mod", skip_serializing_if = "str::is_empty")]
    pub(crate) modifier: &'a str,
}

/// A source, the words that mark it as one, and what it says.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Attribution<'a> {
    /// Who says it; null where the report names nobody.
    pub(crate) source: Option<Words<'a>>,
    /// The words that mark it ("said", "according to").
    pub(crate) cue: Words<'a>,
    /// What is said.
    pub(crate) content: Content<'a>,
    /// Beyond the contract: the source's name after resolution ("he" → "Tomas Brandl").
    pub(crate) name: Option<&'a str>,
    /// Beyond the contract: the source's stance to the content.
    #[schemars(extend("enum" = ["asserted", "denied", "doubted"]))]
    pub(crate) stance: &'static str,
    /// Beyond the contract: the index in this list of the attribution whose content holds this one.
    pub(crate) parent: Option<u32>,
    /// Beyond the contract: the card or tagger that found it.
    pub(crate) rule: &'a str,
}

/// What is said.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Content<'a> {
    #[serde(flatten)]
    pub(crate) words: Words<'a>,
    /// Only where other words break the content: its unbroken stretches.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) spans: Vec<[u32; 2]>,
}

/// An event as one report tells it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ReportEvent<'a> {
    /// The id to which the claims of this report refer.
    pub(crate) id: String,
    /// A name for people.
    pub(crate) label: &'a str,
    /// The kind, as the ontology names it; empty where it cannot be told.
    pub(crate) kind: &'a str,
    /// When it happened: a TIMEX3 value.
    pub(crate) date: Option<&'a str>,
    /// The most specific place that is given.
    pub(crate) place: Option<&'a str>,
    /// Whether the report is about it; the others are background.
    pub(crate) main: bool,
}

/// A property with a value, said of an event by somebody, anchored in the words of a report.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Claim<'a> {
    /// Stable across runs.
    pub(crate) id: &'a str,
    /// The id of the report that carries it.
    pub(crate) report: &'a str,
    /// The id of the event that it is about.
    pub(crate) event: Option<String>,
    /// The name of the property in the ontology.
    pub(crate) property: &'a str,
    /// What is claimed of it.
    pub(crate) value: Value<'a>,
    /// Whether the nearest source asserts, denies or doubts it.
    #[schemars(extend("enum" = ["asserted", "denied", "doubted"]))]
    pub(crate) stance: &'static str,
    /// Whether it is stated or hedged.
    #[schemars(extend("enum" = ["stated", "hedged"]))]
    pub(crate) certainty: &'static str,
    /// Who says so, nearest to the fact first; empty for the report itself.
    pub(crate) sources: Vec<&'a str>,
    /// The time at which the value is said to hold, where the words say so: a TIMEX3 value.
    pub(crate) as_of: Option<&'a str>,
    /// Whom or what the value counts, where the words say so.
    pub(crate) scope: Option<&'a str>,
    /// Beyond the contract, where true: the value counts some of those meant, not all ("five more", one by name).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) part: bool,
    /// The card that found it.
    pub(crate) rule: &'a str,
    /// The words that say it; offsets count in the text of the report.
    pub(crate) evidence: Words<'a>,
    /// Beyond the contract: further words on which the claim rests, by role ("issuer", "recipient").
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) roles: Vec<Role<'a>>,
}

/// Words that fill a further role of a claim.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Role<'a> {
    /// The name of the role in the ontology.
    pub(crate) name: &'a str,
    /// What fills it.
    pub(crate) value: Value<'a>,
    #[serde(flatten)]
    pub(crate) words: Words<'a>,
}

/// What is claimed of a property. `text` has the words that give it, as they stand in the report.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum Value<'a> {
    /// A number of persons or things. An exact figure has low = high; null is unbounded.
    Count { low: Whole, high: Whole, text: &'a str },
    /// A length of time.
    Duration {
        low: Number,
        high: Number,
        /// second, minute, hour, day, week, month or year
        unit: &'a str,
        text: &'a str,
    },
    /// A measure.
    Measure { low: Number, high: Number, unit: &'a str, text: &'a str },
    /// An amount of money.
    Money {
        low: Number,
        high: Number,
        /// ISO 4217, XXX where unknown.
        unit: &'a str,
        text: &'a str,
    },
    /// A point or stretch of time.
    Time {
        /// A TIMEX3 value.
        value: &'a str,
        text: &'a str,
    },
    /// A place by its fullest name in the report.
    Place { name: &'a str, text: &'a str },
    /// A person or organisation by the fullest name in the report.
    Actor { name: &'a str, text: &'a str },
    /// Words.
    Text { text: &'a str },
}
