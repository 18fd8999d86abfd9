//! What the reports say together: events, entities, questions, readings, statuses, origins, timeline, warnings.

use variorum_model::{Account, Case, Ontology, Report};

/// Brings the accounts of all reports together. `accounts[i]` is that of `reports[i]`.
pub fn collate(_reports: &[Report], _accounts: &[Account], _ontology: &Ontology) -> Case {
    Case::default()
}
