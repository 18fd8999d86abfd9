//! Mentions and the entities that they are about.

use crate::{Span, TokenId, TokenRange};

/// The index of a mention in [`Document::mentions`](crate::Document::mentions).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);

/// The index of an entity in [`Document::entities`](crate::Document::entities).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EntityId(pub u32);

/// Words that name or stand for an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words of the name, nominal or pronoun itself, without apposition.
    pub span: Span,
    /// The same as tokens.
    pub tokens: TokenRange,
    /// The token that governs it.
    pub head: TokenId,
    /// Name, nominal or pronoun.
    pub form: MentionForm,
    /// The entity that it is about.
    pub entity: EntityId,
    /// The office or description that stands with it ("director of the FSB"), where it does.
    pub role: Option<Span>,
}

/// The forms of mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionForm {
    /// A proper name, an acronym or a short form of one.
    Name,
    /// A description ("the ministry", "a Western official").
    Nominal,
    /// A pronoun.
    Pronoun,
}

/// One entity of a report, for all its mentions there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Entity {
    /// The fullest form of its name; for an entity without a name, its first description.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Further forms of its name in this report, in order of appearance: acronyms, short forms, surnames.
    pub aliases: Vec<String>,
    /// The fullest role that the report gives it ("director of the FSB").
    pub role: Option<String>,
    /// Whether it has a name. Unnamed entities ("a Western official") are never merged with one another.
    pub named: bool,
    /// Forms by which a report may call it without having said so, in lower case: without the word for its kind, without an
    /// adjective of its country, with "of" turned ("defence ministry" for "Ministry of Defence").
    #[cfg_attr(feature = "serde", serde(default))]
    pub short: Vec<String>,
}

/// The kinds of entities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[allow(missing_docs)]
pub enum EntityKind {
    Person,
    Organisation,
    /// Countries, regions, cities, quarters, rivers, mountains.
    Place,
    /// A people as such ("Tajiks"), or an adjective of one ("Russian").
    Nationality,
    /// Buildings, airports, stations, ships: what people made and one can stand in.
    Facility,
    /// Newspapers, broadcasters, agencies, sites.
    Publication,
    #[default]
    Other,
}
