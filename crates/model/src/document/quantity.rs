//! Figures.

use super::SentenceId;
use crate::{Span, TokenId, TokenRange};

/// A figure with its bounds and what it counts or measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// From the first word of the hedge to the last of the figure or its unit ("at least 139", "20 minutes").
    pub span: Span,
    /// The same as tokens.
    pub tokens: TokenRange,
    /// Its sentence.
    pub sentence: SentenceId,
    /// The lowest value, inclusive; `None` is unbounded.
    pub low: Option<f64>,
    /// The highest value, inclusive; `None` is unbounded.
    pub high: Option<f64>,
    /// What sort of figure it is.
    pub kind: QuantityKind,
    /// What it counts: the head noun of its group ("people" in "139 people"), or none for a bare figure.
    pub counted: Option<TokenId>,
    /// How it stands to another figure.
    pub relation: Relation,
    /// Whether words hedge it ("about", "some", "nearly", "reportedly" does not).
    pub approximate: bool,
}

/// What sort of figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuantityKind {
    /// A number of things or persons.
    Count,
    /// A measure with a unit.
    Measure(Unit),
    /// A share: percent, fractions; as a number between 0 and 1 or above.
    Share,
    /// No count: a year, an age, a score, a house, flight or phone number, a rank, a part of a name or a date.
    Other,
}

/// Units of measures. Values are converted to the unit that is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Metre,
    Kilometre,
    SquareKilometre,
    Hectare,
    Kilogram,
    Tonne,
    Litre,
    Celsius,
    KilometrePerHour,
    /// Of an earthquake.
    Magnitude,
    /// Money, by the three letters of ISO 4217; `XXX` where the currency is not known.
    Money([u8; 3]),
}

impl Unit {
    /// Whether it measures a stretch of time.
    pub fn is_time(&self) -> bool {
        matches!(
            self,
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Week | Unit::Month | Unit::Year
        )
    }

    /// The unit's name in the singular, as values have it; ISO 4217 for money.
    pub fn label(&self) -> &str {
        match self {
            Unit::Second => "second",
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
            Unit::Metre => "metre",
            Unit::Kilometre => "kilometre",
            Unit::SquareKilometre => "square kilometre",
            Unit::Hectare => "hectare",
            Unit::Kilogram => "kilogram",
            Unit::Tonne => "tonne",
            Unit::Litre => "litre",
            Unit::Celsius => "degree Celsius",
            Unit::KilometrePerHour => "kilometre per hour",
            Unit::Magnitude => "magnitude",
            Unit::Money(letters) => std::str::from_utf8(letters).unwrap_or("XXX"),
        }
    }
}

/// How a figure stands to another one of the same report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Relation {
    /// It stands by itself.
    #[default]
    Plain,
    /// It adds to what was counted before ("another 12", "a further three").
    Additional,
    /// It is part of a whole ("of whom 3", "four of them", "including two children").
    PartOf,
    /// It was computed from the figure with this index in the layer ("twice that number").
    DerivedFrom(u32),
}
