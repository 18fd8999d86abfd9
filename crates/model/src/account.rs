//! What one report says.

use crate::document::{Entity, Timex};
use crate::{Attribution, Claim, Event, ReportId, Span};

/// What one report says: its attributions, its events, its claims, and whom it cites.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Account {
    /// The report.
    pub report: ReportId,
    /// The time expressions in its text.
    pub times: Vec<Timex>,
    /// The entities of its document; sources and participants point here.
    pub entities: Vec<Entity>,
    /// Who says what, in order of the first word of source, cue or content.
    pub attributions: Vec<Attribution>,
    /// The events that it speaks of, the main one first.
    pub events: Vec<Event>,
    /// What it says of them, in order of the evidence.
    pub claims: Vec<Claim>,
    /// Publications and agencies that it names as the source of what it tells.
    pub citations: Vec<Citation>,
}

/// Words by which a report names another publication as its source ("told Reuters", "the BBC reported").
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Citation {
    /// The publication, by the entity's full name.
    pub to: String,
    /// The words.
    pub evidence: Span,
}
