//! Who says what, by which words.

use crate::document::EntityId;
use crate::{Certainty, Span, Stance};
use compact_str::CompactString;

/// The index of an attribution in [`Account::attributions`](crate::Account::attributions).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AttributionId(pub u32);

/// A source, the words that mark it as one, and what it says.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Attribution {
    /// Who says it; `None` where the report names nobody ("reportedly", "it was said").
    pub source: Option<Source>,
    /// The words that mark it ("said", "according to").
    pub cue: Span,
    /// What is said.
    pub content: Content,
    /// The attribution whose content holds this one; following it leads through whom the words came.
    pub parent: Option<AttributionId>,
    /// The source's stance to the content.
    pub stance: Stance,
    /// Whether the source states the content or hedges it.
    pub certainty: Certainty,
    /// Whether the cue commits the report itself to the content ("admitted", "confirmed", "revealed").
    pub factive: bool,
    /// Whether the content is no statement but a deed or a thing that is named, willed or judged ("claimed the attack").
    #[cfg_attr(feature = "serde", serde(default))]
    pub deed: bool,
    /// Whether that thing is taken as known and only judged ("condemned the raid that killed 12"): the source does not say it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub judged: bool,
    /// The earlier statement that the content points back to ("denied *it*", "*that* is not true").
    #[cfg_attr(feature = "serde", serde(default))]
    pub about: Option<About>,
    /// The card or tagger that found it.
    pub rule: CompactString,
}

/// An earlier statement that somebody takes a stance to without repeating it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct About {
    /// The words of the statement.
    pub span: Span,
    /// The stance to it.
    pub stance: Stance,
}

/// What is said. Where other words break it ("…", he said, "…"), `parts` has more than one span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Content {
    /// From the first to the last word.
    pub span: Span,
    /// The unbroken stretches, sorted; at least one.
    pub parts: Vec<Span>,
}

impl Content {
    /// A content of one stretch.
    pub fn whole(span: Span) -> Content {
        Content { span, parts: vec![span] }
    }

    /// Whether the span lies within one of the stretches.
    pub fn contains(&self, span: Span) -> bool {
        self.parts.iter().any(|part| part.contains(span))
    }
}

/// Somebody who says something.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Source {
    /// The words that name the source.
    pub span: Span,
    /// The name to show: the entity's full name, or the description ("a Western official").
    pub name: String,
    /// The entity of the report's document.
    pub entity: Option<EntityId>,
    /// Whether it can be told apart from others.
    pub kind: SourceKind,
}

/// The classes of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum SourceKind {
    /// A person, organisation or publication with a name, or a body that stands alone ("the ministry").
    Named,
    /// Somebody without a name ("a Western official", "witnesses"); never merged with another.
    Unnamed,
}
