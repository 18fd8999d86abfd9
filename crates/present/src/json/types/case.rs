//! What the reports say together, as JSON.

use super::{Claim, Value, Words};
use schemars::JsonSchema;
use serde::Serialize;

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
