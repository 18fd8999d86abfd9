//! Time expressions.

use super::SentenceId;
use crate::{Span, TokenRange};
use compact_str::CompactString;

/// A time expression with its value by TIMEX3 (TimeML 1.2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Timex {
    /// Where it stands.
    pub span: Span,
    /// The tokens that it overlaps.
    pub tokens: TokenRange,
    /// Its sentence.
    pub sentence: SentenceId,
    /// Date, time, duration or set.
    pub kind: TimexType,
    /// The value ("2024-03-22TEV", "P3D", "XXXX-03-22" where the year is unknown).
    pub value: CompactString,
    /// What it was reckoned from.
    pub anchor: Anchor,
    /// Whether a part of the value (mostly the year) was inferred from the anchor.
    pub inferred: bool,
    /// TimeML's `mod` (APPROX, BEFORE, ON_OR_BEFORE, START, MID, END …), or empty.
    pub modifier: CompactString,
    /// The card that found it.
    pub rule: CompactString,
}

/// The types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[allow(missing_docs)]
pub enum TimexType {
    Date,
    Time,
    Duration,
    Set,
}

impl TimexType {
    /// The type as TimeML writes it.
    pub fn label(self) -> &'static str {
        match self {
            TimexType::Date => "DATE",
            TimexType::Time => "TIME",
            TimexType::Duration => "DURATION",
            TimexType::Set => "SET",
        }
    }
}

/// What a time expression was reckoned from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Anchor {
    /// From nothing: the expression is complete ("22 March 2024").
    #[default]
    Absolute,
    /// From the date of publication ("on Friday", "earlier this month").
    Published,
    /// From the time expression with this index in the layer ("the following day").
    Timex(u32),
    /// From an event that the text names ("three days before the attack"); the value is a duration or underspecified.
    Event,
    /// There was nothing to reckon from: the value is underspecified.
    Unknown,
}
