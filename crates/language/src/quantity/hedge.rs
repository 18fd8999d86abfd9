//! Bounds and hedges around a figure; the table of their effects is `hedges.toml`.
//!
//! ```text
//! ‹at least› 139    ‹up to about› 50    139 ‹or more›    ‹at least another› 12    ‹within› 20 minutes
//! ```

use super::lexicon::{Effect, Hedge, With};
use super::numeral::numeral;
use super::reader::{Figure, Reader, tidy};
use variorum_model::document::{QuantityKind, Relation, Unit};

/// Takes the hedges around the figure into it; those in front start at `floor` or later.
pub(super) fn apply(reader: &Reader, figure: &mut Figure, floor: usize) {
    let (words, lexicon) = (&reader.words, reader.lexicon);
    if let Some((end, effect)) = lexicon.hedges_after.at(words, figure.end) {
        // "12 plus 5 others": the second figure is one of its own.
        let sum = numeral(words, end, false, lexicon).is_some();
        if !sum {
            figure.end = end;
            take(figure, *effect, lexicon.margin);
        }
    }
    loop {
        if let Some((start, hedge)) = lexicon.hedges_before.ending_at(words, figure.start, floor)
            && goes_with(reader, hedge, figure, start)
        {
            figure.start = start;
            take(figure, hedge.effect, lexicon.margin);
        } else if let Some((start, ())) =
            lexicon.relation.additional_before.0.ending_at(words, figure.start, floor)
        {
            figure.start = start;
            figure.relation = Relation::Additional;
        } else {
            break;
        }
    }
}

/// Whether the hedge goes with a figure of this kind.
fn goes_with(reader: &Reader, hedge: &Hedge, figure: &Figure, start: usize) -> bool {
    let long =
        matches!(figure.kind, QuantityKind::Measure(Unit::Day | Unit::Week | Unit::Month | Unit::Year));
    match hedge.with {
        With::All => true,
        With::Time => figure.is_time(),
        With::NotTime => !figure.is_time(),
        With::NotLongTime => !long || reader.lexicon.lengths_after.contains(reader.words.before(start)),
    }
}

/// What the effect makes of the figure.
fn take(figure: &mut Figure, effect: Effect, share: f64) {
    let counts = figure.kind == QuantityKind::Count;
    let step = if counts { 1.0 } else { 0.0 };
    let margin = |number: f64| if counts { (share * number).max(1.0) } else { share * number.abs() };
    let down = |number: f64| if counts { number.floor().max(0.0) } else { tidy(number) };
    let up = |number: f64| if counts { number.ceil() } else { tidy(number) };
    let (low, high) = (figure.low, figure.high);
    let (lowest, highest) = (low.or(high), high.or(low));
    (figure.low, figure.high) = match effect {
        Effect::From => (lowest, None),
        Effect::Above => (highest.map(|high| high + step), None),
        Effect::To => (None, highest),
        Effect::Below => (None, lowest.map(|low| low - step)),
        Effect::Around => (low.map(|low| down(low - margin(low))), high.map(|high| up(high + margin(high)))),
        Effect::Short => (
            lowest.map(|low| down(low - margin(low))),
            lowest.map(|low| if counts { low - step } else { low }),
        ),
        Effect::Past => (highest.map(|high| high + step), highest.map(|high| up(high + margin(high)))),
        Effect::Exact => (low, high),
    };
    figure.approximate |= matches!(effect, Effect::Around | Effect::Short | Effect::Past);
    if effect != Effect::Exact {
        figure.hedged = Some(effect);
    }
}
