//! The shape of both JSON outputs: the contract with other programs, as types.
//!
//! Members that the contract names have its names and meanings for good. The others are marked "beyond the contract".
//! The doc comments are the descriptions in the published schemas, so they are written for their readers.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

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

/// The end of an interval of whole numbers; null is unbounded.
#[derive(Clone, Copy)]
pub(crate) struct Whole(pub(crate) Option<f64>);

/// The end of an interval; null is unbounded.
#[derive(Clone, Copy)]
pub(crate) struct Number(pub(crate) Option<f64>);

/// The largest whole number up to which every whole number has a float of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Serialize for Whole {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Number(self.0.map(f64::round)).serialize(serializer)
    }
}

impl Serialize for Number {
    /// Whole numbers without a fraction ("20", not "20.0"), so that readers in typed languages get what they expect.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(number) if number.fract() == 0.0 && number.abs() <= EXACT => {
                serializer.serialize_i64(number as i64)
            }
            Some(number) if number.is_finite() => serializer.serialize_f64(number),
            _ => serializer.serialize_none(),
        }
    }
}

impl JsonSchema for Whole {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Whole".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["integer", "null"], "description": "null is unbounded"})
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["number", "null"], "description": "null is unbounded"})
    }
}

/// What the reports say together: `variorum report --format json`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Case")]
pub(crate) struct CaseOutput<'a> {
    /// The reports, in input order.
    pub(crate) reports: Vec<ReportHeader<'a>>,
    /// The events with their questions: main ones first, then background.
    pub(crate) events: Vec<CaseEvent<'a>>,
    /// All claims, by report and evidence.
    pub(crate) claims: Vec<Claim<'a>>,
    /// The people, organisations and places, each under all its names.
    pub(crate) entities: Vec<Entity<'a>>,
    /// Dated happenings, by date.
    pub(crate) timeline: Vec<TimelineEntry<'a>>,
    /// Who warned whom, of what, when.
    pub(crate) warnings: Vec<Warning<'a>>,
    /// What reports owe to each other and to others.
    pub(crate) origins: Vec<Origin<'a>>,
    /// Beyond the contract, with `--as-of`: the day up to which reports were taken in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) as_of: Option<String>,
    /// Beyond the contract, with `--since`: the day since which this is what changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) since: Option<String>,
    /// Beyond the contract, where there are any: what an analyst decided, oldest first. The case is as the decisions make it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) decisions: Vec<Judgement<'a>>,
}

/// What an analyst decided.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Judgement<'a> {
    /// The same in every copy of the case.
    pub(crate) id: &'a str,
    /// Who decided.
    pub(crate) author: &'a str,
    /// When: RFC 3339, UTC.
    pub(crate) made: &'a str,
    /// Why, in the author's words.
    pub(crate) reason: &'a str,
    /// What was decided, in words.
    pub(crate) what: &'a str,
    /// The ids of the events that it shows at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) events: Vec<String>,
    /// The questions that it shows at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) questions: Vec<QuestionRef<'a>>,
    /// The ids of the claims that it shows at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) claims: Vec<&'a str>,
    /// The ids of the reports that it shows at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) reports: Vec<&'a str>,
    /// The sources, people, organisations and places that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) names: Vec<&'a str>,
}

/// A question of an event.
#[derive(Serialize, JsonSchema)]
pub(crate) struct QuestionRef<'a> {
    /// The id of the event.
    pub(crate) event: String,
    /// The name of the property in the ontology.
    pub(crate) property: &'a str,
    /// Whom or what the value counts.
    pub(crate) scope: Option<&'a str>,
}

/// A report's header; null is unknown.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ReportHeader<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: Option<&'a str>,
    pub(crate) publisher: Option<&'a str>,
    pub(crate) author: Option<&'a str>,
    /// ISO 8601, as far as the report itself says.
    pub(crate) published: Option<String>,
    pub(crate) url: Option<&'a str>,
    /// The name of the language or of the letters that it is written in, where that is none that is read: it is listed, and
    /// nothing is taken from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unread: Option<&'a str>,
}

/// An event with its questions.
#[derive(Serialize, JsonSchema)]
pub(crate) struct CaseEvent<'a> {
    pub(crate) id: String,
    /// A name for people.
    pub(crate) label: &'a str,
    /// The kind, as the ontology names it; empty where it cannot be told.
    pub(crate) kind: &'a str,
    /// When it happened: a TIMEX3 value.
    pub(crate) date: Option<&'a str>,
    /// The most specific place that is given.
    pub(crate) place: Option<&'a str>,
    /// The ids of the reports that speak of it.
    pub(crate) reports: Vec<&'a str>,
    /// Whether at least one of its reports is about it; the others are background.
    pub(crate) main: bool,
    /// In the ontology's order.
    pub(crate) questions: Vec<Question<'a>>,
}

/// A property of an event, with every answer that the reports offer.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Question<'a> {
    /// The name of the property in the ontology.
    pub(crate) property: &'a str,
    /// Whom or what the value counts; figures of different scope are different questions.
    pub(crate) scope: Option<&'a str>,
    /// Beyond the contract, where true: the readings count some of those meant, each for itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) part: bool,
    /// How the readings stand to each other. single: one report only; agreed: all the same value; compatible: they differ
    /// but can all be true; evolving: later ones replace earlier ones; disputed: they cannot all be true.
    #[schemars(extend("enum" = ["agreed", "compatible", "evolving", "disputed", "single"]))]
    pub(crate) status: &'static str,
    /// Why, in one sentence.
    pub(crate) why: &'a str,
    /// The answers, by first report.
    pub(crate) readings: Vec<Reading<'a>>,
    /// Beyond the contract, with `--since`: how the question stood before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) before: Option<Before<'a>>,
}

/// How a question stood before a day.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Before<'a> {
    /// Its status then; null where nobody had answered.
    pub(crate) status: Option<&'a str>,
    /// The places among `readings` of those that are new.
    pub(crate) new: &'a [u32],
    /// The places among `readings` of those that more reports carry than then.
    pub(crate) repeated: &'a [u32],
}

/// One answer to a question.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Reading<'a> {
    pub(crate) value: Value<'a>,
    #[schemars(extend("enum" = ["asserted", "denied", "doubted"]))]
    pub(crate) stance: &'static str,
    /// The ids of the claims behind it.
    pub(crate) claims: Vec<&'a str>,
    /// The ids of the reports that carry it, in input order.
    pub(crate) reports: Vec<&'a str>,
    /// Who stands behind it, by name.
    pub(crate) sources: Vec<&'a str>,
    /// How many origins are established as independent.
    pub(crate) independent: u32,
    /// Beyond the contract: how many further origins could be independent, where nothing is established.
    pub(crate) unestablished: u32,
    /// The day of the first report that carries it.
    pub(crate) first_reported: Option<&'a str>,
    /// The day of the last one.
    pub(crate) last_reported: Option<&'a str>,
}

/// A person, organisation or place under all its names.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Entity<'a> {
    pub(crate) name: &'a str,
    #[schemars(extend("enum" = ["person", "organisation", "place"]))]
    pub(crate) kind: &'static str,
    pub(crate) aliases: Vec<&'a str>,
    /// Beyond the contract: the names of entities that it may be, where nothing decides between them.
    pub(crate) may_be: Vec<&'a str>,
    /// Beyond the contract: the names of entities that it is a branch of, or that are branches of it, as far as names tell.
    pub(crate) related: Vec<&'a str>,
}

/// A dated happening.
#[derive(Serialize, JsonSchema)]
pub(crate) struct TimelineEntry<'a> {
    /// When it happened: a TIMEX3 value.
    pub(crate) date: &'a str,
    /// What happened, in the words of a report.
    pub(crate) text: &'a str,
    /// The ids of the claims behind it.
    pub(crate) claims: Vec<&'a str>,
    /// Beyond the contract: the day of the first report that told it.
    pub(crate) known: Option<&'a str>,
    /// Beyond the contract: how many days before the event that it is told with it happened.
    pub(crate) lead_days: Option<Days>,
}

/// A number of days, a range where dates are imprecise.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Days {
    pub(crate) low: i64,
    pub(crate) high: i64,
}

/// A warning before an event.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Warning<'a> {
    /// Who warned.
    pub(crate) issuer: Option<&'a str>,
    /// Whom.
    pub(crate) recipient: Option<&'a str>,
    /// When: a TIMEX3 value.
    pub(crate) date: Option<&'a str>,
    /// For how long it held, in the words of a report.
    pub(crate) valid: Option<&'a str>,
    /// Of what, in the words of a report.
    pub(crate) content: &'a str,
    /// The ids of the claims behind it.
    pub(crate) claims: Vec<&'a str>,
    /// The ids of claims that answer it.
    pub(crate) responses: Vec<&'a str>,
    /// Beyond the contract: how many days before the event it was given.
    pub(crate) lead_days: Option<Days>,
}

/// A report's debt to another report, or to somebody outside the case.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Origin<'a> {
    /// The id of the report that owes.
    pub(crate) report: &'a str,
    /// The id of a report, or a name ("Reuters").
    pub(crate) derives_from: &'a str,
    /// copy: the same words, or nearly; citation: named as the source; republication: first published elsewhere by its own
    /// notice; revision (beyond the contract): a later version of the same report.
    #[schemars(extend("enum" = ["copy", "citation", "republication", "revision"]))]
    pub(crate) how: &'static str,
    /// The words that show it, in the text of `report`.
    pub(crate) evidence: Option<Words<'a>>,
    /// Beyond the contract: how much of the report it covers, from 0 to 1.
    pub(crate) share: f64,
    /// Beyond the contract: what differs in a near-copy, in a sentence each.
    pub(crate) differences: Vec<&'a str>,
}
