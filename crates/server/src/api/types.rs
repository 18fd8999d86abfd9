//! What is answered: each in short, with the numbers and keys that lead to the whole.

use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A report in short.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportHead {
    /// Its number, which stays.
    pub(super) number: i64,
    /// Its id.
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    /// ISO 8601.
    pub(super) published: Option<String>,
    /// When it was added: RFC 3339.
    pub(super) added: String,
}

/// A question in short.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuestionHead {
    /// Its key, which stays when the case grows.
    pub(super) key: String,
    /// The key of its event.
    pub(super) event: String,
    /// The name of its event.
    pub(super) label: String,
    pub(super) property: String,
    pub(super) scope: Option<String>,
    /// agreed, compatible, evolving, disputed or single.
    pub(super) status: String,
    pub(super) why: String,
    pub(super) readings: Vec<ReadingHead>,
}

/// A reading in short.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReadingHead {
    /// asserted, denied or doubted.
    pub(super) stance: String,
    /// In a few words.
    pub(super) value: String,
    /// The ids of its claims.
    pub(super) claims: Vec<String>,
    /// The numbers of its reports.
    pub(super) reports: Vec<i64>,
    /// How many origins are established as independent.
    pub(super) independent: u32,
    /// How many more there could be.
    pub(super) unestablished: u32,
}

/// A claim in short.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClaimHead {
    pub(super) id: String,
    /// The number of its report.
    pub(super) report: i64,
    /// The key of the question that it answers.
    pub(super) question: Option<String>,
    pub(super) property: String,
    pub(super) value: String,
    pub(super) stance: String,
    pub(super) sources: Vec<String>,
    /// The words that say it.
    pub(super) evidence: String,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hits {
    /// The numbers of the reports, with the words around what was found.
    pub(super) reports: Vec<Hit<i64>>,
    /// The ids of the claims, with their words.
    pub(super) claims: Vec<Hit<String>>,
    /// How many reports there are in all.
    pub(super) n_reports: usize,
    /// How many claims.
    pub(super) n_claims: usize,
}

/// Something found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hit<T> {
    pub(super) of: T,
    pub(super) words: String,
}

/// How a question stood.
#[derive(Serialize, ToSchema)]
pub(crate) struct Past {
    /// RFC 3339.
    pub(super) at: String,
    pub(super) question: String,
    /// Null where it was not asked before.
    pub(super) before: Option<String>,
    /// Null where it is no longer asked.
    pub(super) status: Option<String>,
    pub(super) why: String,
    /// What changed it.
    pub(super) cause: String,
}

/// A question that has moved on the last day.
#[derive(Serialize, ToSchema)]
pub(crate) struct MovedHead {
    /// The question's key.
    pub(super) question: String,
    /// Its status before; null where it was not asked.
    pub(super) before: Option<String>,
    /// Its status now.
    pub(super) status: String,
    /// The new readings.
    pub(super) readings: Vec<String>,
}

/// Something that happened.
#[derive(Serialize, ToSchema)]
pub(crate) struct HappeningHead {
    /// When: ISO 8601, as precise as the words are.
    pub(super) date: String,
    pub(super) text: String,
    /// When it became known.
    pub(super) known: Option<String>,
    /// The ids of the claims that say it.
    pub(super) claims: Vec<String>,
}

/// A warning.
#[derive(Serialize, ToSchema)]
pub(crate) struct WarningHead {
    pub(super) issuer: Option<String>,
    pub(super) recipient: Option<String>,
    pub(super) date: Option<String>,
    /// For when.
    pub(super) valid: Option<String>,
    pub(super) content: String,
    /// The ids of the claims that tell of it.
    pub(super) claims: Vec<String>,
    /// The ids of the claims that tell how it was answered.
    pub(super) responses: Vec<String>,
}

/// Who says what, how often, through whom.
#[derive(Serialize, ToSchema)]
pub(crate) struct SourceHead {
    pub(super) name: String,
    /// The ids of its claims.
    pub(super) claims: Vec<String>,
    /// How many reports carry them.
    pub(super) reports: usize,
    /// How often it speaks of each property.
    pub(super) on: BTreeMap<String, usize>,
    /// Whom it told, or who prints it, and how often.
    pub(super) through: BTreeMap<String, usize>,
}

/// A debt of a report.
#[derive(Serialize, ToSchema)]
pub(crate) struct OriginHead {
    /// The number of the report.
    pub(super) report: i64,
    /// copy, citation, republication or revision.
    pub(super) how: String,
    /// The number of the report to which it owes, where it is one of the case.
    pub(super) from_report: Option<i64>,
    /// The name of whom it owes to, where it is none.
    pub(super) from_name: Option<String>,
    /// The words that say so.
    pub(super) evidence: Option<String>,
}
