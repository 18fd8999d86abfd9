//! What is claimed of a property, and when two values can both be true.
//!
//! ```text
//! "at least 133"   [133, ∞)      ┐ share a point: both can be true
//! "139"            [139, 139]    ┘
//! "nearly 100"     [90, 99]      ┐ share none
//! "143"            [143, 143]    ┘
//! ```

mod interval;
mod naming;
mod period;
mod relate;
mod show;
mod time;

pub use interval::Interval;
pub use naming::{NameRelation, Naming, PlainNames, content_words, fold};
pub use period::Period;
pub use relate::{Reason, Related, Relation, Stated, relate, relate_stances};
pub use show::{show, show_exactly};
pub use time::days;

use compact_str::CompactString;

/// What is claimed of a property.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Value {
    /// The value.
    pub kind: ValueKind,
    /// The words that give it, as they stand in the report.
    pub text: String,
}

/// The types of values.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ValueKind {
    /// A number of persons or things.
    Count(Interval),
    /// A length of time, in `unit`.
    Duration {
        /// How many units.
        amount: Interval,
        /// "second", "minute", "hour", "day", "week", "month" or "year".
        unit: CompactString,
    },
    /// A measure, in `unit` ("magnitude", "hectare").
    Measure {
        /// How many units.
        amount: Interval,
        /// The unit's name in the singular.
        unit: CompactString,
    },
    /// An amount of money.
    Money {
        /// How much.
        amount: Interval,
        /// ISO 4217, `XXX` where unknown.
        currency: CompactString,
    },
    /// A point or stretch of time: a TIMEX3 value ("2024-03-22", "2024-03-22TEV").
    Time(CompactString),
    /// A place, by its fullest name in the report.
    Place(String),
    /// A person or organisation, by the fullest name in the report.
    Actor(String),
    /// Words.
    Text,
}
