//! Documents to accounts: attributions, events and claims, by the ontology.

mod attribution;
mod claim;

use variorum_model::{Account, Document, ReportId};

/// What `extract` looks for: the cues of a language, and the ontology with its cards.
#[derive(Debug, Default)]
pub struct Rules {}

/// What a document says.
pub fn extract(report: ReportId, document: &Document, rules: &Rules) -> Account {
    let attributions = attribution::attributions(document, rules);
    let (events, claims) = claim::claims(report, document, &attributions, rules);
    Account {
        report,
        times: document.times.clone(),
        entities: document.entities.clone(),
        attributions,
        events,
        claims,
        citations: Vec::new(),
    }
}
