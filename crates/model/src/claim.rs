//! What a report says of an event: a property, a value, and who stands behind it.

use crate::attribution::AttributionId;
use crate::{EventId, ReportId, Source, Span, Value};
use compact_str::CompactString;

/// A property with a value, said of an event by somebody, anchored in the words of a report.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Claim {
    /// Stable across runs: it depends on the report's id, the property and the evidence alone.
    pub id: CompactString,
    /// The report that carries it.
    pub report: ReportId,
    /// The event that it is about: an index into the events of the [`Account`](crate::Account) or
    /// [`Case`](crate::Case) that holds the claim.
    pub event: Option<EventId>,
    /// The name of the property in the ontology.
    pub property: CompactString,
    /// What is claimed of it.
    pub value: Value,
    /// Whether the nearest source asserts, denies or doubts it.
    pub stance: Stance,
    /// Whether it is stated or hedged.
    pub certainty: Certainty,
    /// Who says so, nearest to the fact first; empty for the report's own voice.
    pub sources: Vec<Source>,
    /// The attribution that holds it, innermost.
    pub attribution: Option<AttributionId>,
    /// The time at which the value is said to hold, where the words say so: a TIMEX3 value.
    pub as_of: Option<CompactString>,
    /// Whom or what the value counts, where the words say so ("civilians", "children").
    pub scope: Option<CompactString>,
    /// Whether the value counts some of those meant, not all of them: a person who is told of by name or description, or
    /// a figure that adds to another ("five more").
    pub part: bool,
    /// The card that found it.
    pub rule: CompactString,
    /// The words that say it, in the report's text: the clause or as much of it as carries property and value.
    pub evidence: Span,
    /// The words of the value within the text.
    pub value_span: Span,
    /// Further words on which the claim rests, each a card's role with its place ("issuer", "recipient", "date").
    pub roles: Vec<Role>,
}

/// A further role of a claim, such as the recipient of a warning.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Role {
    /// The name of the role in the ontology.
    pub name: CompactString,
    /// What fills it.
    pub value: Value,
    /// The words that fill it.
    pub span: Span,
}

/// What somebody makes of a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Stance {
    /// It is said to be so.
    #[default]
    Asserted,
    /// It is said not to be so.
    Denied,
    /// It is called into question.
    Doubted,
}

impl Stance {
    /// The stance as the contract writes it.
    pub fn label(self) -> &'static str {
        match self {
            Stance::Asserted => "asserted",
            Stance::Denied => "denied",
            Stance::Doubted => "doubted",
        }
    }
}

/// How surely something is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Certainty {
    /// Without reserve.
    #[default]
    Stated,
    /// With reserve ("may have", "is believed to", "likely", "suspected").
    Hedged,
}

impl Certainty {
    /// The certainty as the contract writes it.
    pub fn label(self) -> &'static str {
        match self {
            Certainty::Stated => "stated",
            Certainty::Hedged => "hedged",
        }
    }
}
