//! What happened.

use crate::document::EntityId;
use crate::{ReportId, Span};
use compact_str::CompactString;

/// The index of an event in the [`Account`](crate::Account) or [`Case`](crate::Case) that holds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EventId(pub u32);

impl EventId {
    /// The index as a number.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Something that happened, as one report tells it ([`Account`](crate::Account)) or all together
/// ([`Case`](crate::Case)).
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Event {
    /// A name for people: the event's own ("the Harbour Street fire") or one made of kind and place.
    pub label: String,
    /// The kind, as the ontology names it ("attack", "fire"); empty where it cannot be told.
    pub kind: CompactString,
    /// When it happened: a TIMEX3 date ("2024-03-22", "2024-03", "2017"), where known.
    pub date: Option<CompactString>,
    /// The most specific place that is given.
    pub place: Option<String>,
    /// All places that are given, most specific first ("Crown Hall", "Eastport", "Norland").
    pub places: Vec<String>,
    /// The people and organisations in it, as entities of the report's document. Empty in a case.
    pub participants: Vec<EntityId>,
    /// The words that mention it, in the report's text. Empty in a case.
    pub mentions: Vec<EventMention>,
    /// The reports that speak of it. In an account, that report alone.
    pub reports: Vec<ReportId>,
    /// Whether at least one of its reports is about it; the others are background.
    pub main: bool,
}

/// Words that mention an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EventMention {
    /// The words: a verb or a noun with what identifies it.
    pub span: Span,
    /// The word that governs them.
    pub head: Span,
}
