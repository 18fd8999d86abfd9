//! A case as it is shown.

use super::Keys;
use variorum_model::{Case, Report};

/// A case that is shown: the reports, what they say together, and the keys of its events and questions.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The reports.
    pub reports: Vec<Report>,
    /// Their numbers.
    pub rows: Vec<i64>,
    /// When each was added.
    pub added: Vec<String>,
    /// What they say together.
    pub case: Case,
    /// The keys.
    pub keys: Keys,
    /// The change of the case that this is as of.
    pub revision: u64,
}

impl View {
    /// The place of the report with this number.
    pub fn report_of(&self, row: i64) -> Option<usize> {
        self.rows.binary_search(&row).ok()
    }

    /// The place of the claim with this id.
    pub fn claim(&self, id: &str) -> Option<usize> {
        self.case.claims.iter().position(|claim| claim.id == id)
    }

    /// The question that a claim answers: event and number there.
    pub fn question_of(&self, claim: u32) -> Option<(usize, usize)> {
        question_of(&self.case, claim)
    }
}

/// The question that a claim answers: event and number there.
pub(super) fn question_of(case: &Case, claim: u32) -> Option<(usize, usize)> {
    let event = case.claims.get(claim as usize)?.event?.index();
    let questions = &case.events.get(event)?.questions;
    let holds = |question: &variorum_model::Question| {
        question.readings.iter().any(|reading| reading.claims.contains(&claim))
    };
    questions.iter().position(holds).map(|question| (event, question))
}
