//! The shape of the data files of figures: `numbers.toml`, `hedges.toml`, `units.toml`, `figures.toml`.

use super::lexicon::{Derived, Effect, Glue, Measure, NoCount, Range, RelationWords, Vague, Weights};
use crate::data::WordSet;
use serde::Deserialize;
use std::collections::BTreeMap;
use variorum_model::document::Unit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumbersFile {
    pub(super) ones: BTreeMap<String, f64>,
    pub(super) tens: BTreeMap<String, f64>,
    pub(super) scales: BTreeMap<String, f64>,
    pub(super) suffixes: BTreeMap<String, f64>,
    pub(super) groups: BTreeMap<String, f64>,
    pub(super) fractions: BTreeMap<String, f64>,
    pub(super) fraction_plurals: BTreeMap<String, f64>,
    pub(super) multipliers: BTreeMap<String, f64>,
    pub(super) vague: BTreeMap<String, Vague>,
    pub(super) plural_scales: BTreeMap<String, f64>,
    pub(super) none: NoneWords,
    pub(super) articles: Words,
    pub(super) joiners: Words,
    pub(super) glue: Glue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoneWords {
    pub(super) before_noun: Vec<String>,
    pub(super) alone: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HedgesFile {
    pub(super) margin: f64,
    pub(super) lengths_after: WordSet,
    pub(super) lengths_before: WordSet,
    pub(super) before: BTreeMap<Effect, Vec<String>>,
    pub(super) conditional: Vec<Conditional>,
    pub(super) after: BTreeMap<Effect, Vec<String>>,
    pub(super) range: Range,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Conditional {
    pub(super) words: Vec<String>,
    pub(super) effect: Effect,
    pub(super) with: WithWord,
}

#[derive(Clone, Copy, Deserialize)]
pub(super) enum WithWord {
    #[serde(rename = "time")]
    Time,
    #[serde(rename = "not time")]
    NotTime,
    #[serde(rename = "not long time")]
    NotLongTime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitsFile {
    pub(super) unit: Vec<UnitEntry>,
    pub(super) share: ShareEntry,
    pub(super) weights: Weights,
    pub(super) currency: BTreeMap<String, Currency>,
    pub(super) codes: Words,
    pub(super) shy: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitEntry {
    pub(super) unit: UnitName,
    #[serde(default = "one")]
    pub(super) factor: f64,
    pub(super) words: Vec<String>,
    #[serde(default)]
    pub(super) before: Vec<String>,
}

fn one() -> f64 {
    1.0
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum UnitName {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Metre,
    Kilometre,
    #[serde(rename = "square kilometre")]
    SquareKilometre,
    Hectare,
    Kilogram,
    Tonne,
    Litre,
    Celsius,
    Fahrenheit,
    #[serde(rename = "kilometre per hour")]
    KilometrePerHour,
    Magnitude,
}

impl UnitName {
    pub(super) fn measure(self, factor: f64) -> Measure {
        let unit = match self {
            UnitName::Second => Unit::Second,
            UnitName::Minute => Unit::Minute,
            UnitName::Hour => Unit::Hour,
            UnitName::Day => Unit::Day,
            UnitName::Week => Unit::Week,
            UnitName::Month => Unit::Month,
            UnitName::Year => Unit::Year,
            UnitName::Metre => Unit::Metre,
            UnitName::Kilometre => Unit::Kilometre,
            UnitName::SquareKilometre => Unit::SquareKilometre,
            UnitName::Hectare => Unit::Hectare,
            UnitName::Kilogram => Unit::Kilogram,
            UnitName::Tonne => Unit::Tonne,
            UnitName::Litre => Unit::Litre,
            UnitName::Celsius => Unit::Celsius,
            UnitName::Fahrenheit => return Measure::Fahrenheit,
            UnitName::KilometrePerHour => Unit::KilometrePerHour,
            UnitName::Magnitude => Unit::Magnitude,
        };
        Measure::Of(unit, factor)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShareEntry {
    pub(super) factor: f64,
    pub(super) words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Currency {
    pub(super) signs: Vec<String>,
    pub(super) words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FiguresFile {
    pub(super) relation: RelationWords,
    pub(super) derived: Derived,
    pub(super) no_count: NoCount,
}
