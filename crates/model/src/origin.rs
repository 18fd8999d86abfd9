//! Where a report, or what it says, came from.

use crate::{ReportId, Span};
use std::cmp::Ordering;

/// A report's debt to another report, or to somebody outside the case.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The report that owes.
    pub report: ReportId,
    /// To whom.
    pub derives_from: OriginRef,
    /// What kind of debt it is.
    pub how: Derivation,
    /// The words that show it, in the text of `report`; for a copy the longest shared passage.
    pub evidence: Option<Span>,
    /// How much of the report it covers, from 0 to 1: the share of its words for copies, 1 for republications.
    pub share: f64,
    /// What differs in a near-copy, claim by claim or figure by figure, in a sentence each.
    pub differences: Vec<String>,
}

impl Origin {
    /// The order in which a case lists origins: by report, kind, the other end, and place.
    pub fn in_order(&self, other: &Origin) -> Ordering {
        (self.report, self.how, &self.derives_from, self.evidence).cmp(&(
            other.report,
            other.how,
            &other.derives_from,
            other.evidence,
        ))
    }
}

/// The other end of a debt.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OriginRef {
    /// A report of the case.
    Report(ReportId),
    /// Somebody by name: an agency, a publication.
    Name(String),
}

/// The kinds of debts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Derivation {
    /// The same words, or nearly.
    Copy,
    /// Named as the source of a statement.
    Citation,
    /// First published elsewhere, by its own notice or credit.
    Republication,
    /// A later version of the same report (same address or id).
    Revision,
}

impl Derivation {
    /// The kind as the contract writes it.
    pub fn label(self) -> &'static str {
        match self {
            Derivation::Copy => "copy",
            Derivation::Citation => "citation",
            Derivation::Republication => "republication",
            Derivation::Revision => "revision",
        }
    }
}
