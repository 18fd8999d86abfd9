//! Questions, the readings that answer them, and how the readings stand to each other.

use crate::{ReportId, Stance, Value};
use compact_str::CompactString;

/// A property of an event, with every answer that the reports offer.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The property's name in the ontology.
    pub property: CompactString,
    /// Whom or what the value counts ("civilians"); figures of different scope are different questions.
    pub scope: Option<CompactString>,
    /// Whether the readings count some of those meant, each for itself, beside a question that counts them all.
    pub part: bool,
    /// How the readings stand to each other.
    pub status: Status,
    /// Why, in one sentence that names the readings and dates which decide.
    pub why: String,
    /// The answers, by first report.
    pub readings: Vec<Reading>,
    /// How it stood before, in a case that is reduced to what changed.
    pub before: Option<Before>,
}

/// How a question stood before a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Its status then; `None` where nobody had answered.
    pub status: Option<Status>,
    /// The readings that are new since, as places among the question's.
    pub new: Vec<u32>,
    /// The readings that more reports carry than then, likewise.
    pub repeated: Vec<u32>,
}

/// One answer to a question, with the claims behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The answer.
    pub value: Value,
    /// Asserted, denied or doubted.
    pub stance: Stance,
    /// The claims behind it, as indices into [`Case::claims`](crate::Case::claims).
    pub claims: Vec<u32>,
    /// The reports that carry it, in input order.
    pub reports: Vec<ReportId>,
    /// Who stands behind it, by name, nearest to the fact first, without repetition.
    pub sources: Vec<String>,
    /// How many independent origins it has: roots of the graph of origins that are established as independent.
    pub independent: u32,
    /// How many further origins could be independent, where neither independence nor dependence is established.
    pub unestablished: u32,
    /// The day of the first report that carries it: ISO 8601, where known.
    pub first_reported: Option<CompactString>,
    /// The day of the last report that carries it.
    pub last_reported: Option<CompactString>,
}

/// How the readings of a question stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One report only.
    Single,
    /// All the same value.
    Agreed,
    /// The values differ but can all be true at once.
    Compatible,
    /// Later values replace earlier ones.
    Evolving,
    /// They cannot all be true.
    Disputed,
}

impl Status {
    /// The status as the contract writes it.
    pub fn label(self) -> &'static str {
        match self {
            Status::Single => "single",
            Status::Agreed => "agreed",
            Status::Compatible => "compatible",
            Status::Evolving => "evolving",
            Status::Disputed => "disputed",
        }
    }
}
