//! The step chart of a figure over time, as an SVG drawn by the template.
//!
//! ```text
//! 24 ┤                            ●        ● exact    ┬ a band    ↑ at least
//! 19 ┤            ┌──────────── / ┘                   ┴
//! 14 ┤      ┌─────┘
//!  9 ┤──↑───┘
//!    └──┬───┬─────┬──────────── / ┬──
//!      3 May                    20 May    long gaps are drawn shorter and marked
//! ```
//!
//! Each day on which somebody gave a figure has a place on the axis. Between the lowest and the highest figure of a day, and
//! on until the next one, the chart is shaded: it shows how far the reports lie apart and takes none of them for the truth.

mod mark;

use crate::labels;
use crate::text::plural;
use jiff::civil::Date;
use mark::{Mark, marks, short};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::value::{Interval, ValueKind, days};
use variorum_model::{Case, Claim, Question, Report, Stance};

/// The size of the drawing in its own units.
pub(crate) const WIDTH: f64 = 460.0;
pub(crate) const HEIGHT: f64 = 230.0;
const LEFT: f64 = 40.0;
const RIGHT: f64 = 34.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 30.0;
/// A gap of more days than this is drawn as if it had so many.
const LONGEST_GAP: f64 = 4.0;

/// A drawing, in units from the upper left corner.
pub(crate) struct Chart {
    pub(crate) summary: String,
    pub(crate) notes: String,
    pub(crate) levels: Vec<Tick>,
    pub(crate) days: Vec<Tick>,
    /// Where a long gap was cut.
    pub(crate) cuts: Vec<String>,
    /// SVG paths: the shaded steps and their two borders.
    pub(crate) area: String,
    pub(crate) upper: String,
    pub(crate) lower: String,
    pub(crate) marks: Vec<Mark>,
    pub(crate) baseline: String,
    pub(crate) right: String,
}

pub(crate) struct Tick {
    pub(crate) at: String,
    pub(crate) label: String,
}

/// A figure with the day on which it was said to hold, and the reports that say so.
struct Point {
    day: Date,
    figure: Interval,
    who: Vec<String>,
    seen: BTreeSet<String>,
}

/// The chart of a question, where it has different figures of one unit on two days or more.
pub(crate) fn chart(question: &Question, case: &Case, reports: &[Report], title: &str) -> Option<Chart> {
    let (points, n_undated, n_against) = points(question, case, reports)?;
    let days: Vec<Date> = {
        let mut days: Vec<Date> = points.iter().map(|point| point.day).collect();
        days.dedup();
        days
    };
    let (first, last) = (*days.first()?, *days.last()?);
    let is_flat = points.windows(2).all(|pair| pair[0].figure == pair[1].figure);
    if days.len() < 2 || is_flat {
        return None;
    }
    let places = places(&days);
    let top = points.iter().filter_map(|point| point.figure.high.or(point.figure.low)).fold(0.0, f64::max);
    let step = step(top);
    let ceiling = (top / step).ceil().max(1.0) * step;
    let y = |value: f64| HEIGHT - BOTTOM - (value / ceiling).clamp(0.0, 1.0) * (HEIGHT - TOP - BOTTOM);
    let x = |day: Date| places.get(&day).copied().unwrap_or(LEFT);
    let bands = bands(&points);
    let (upper, lower) = (steps(&bands, |band| y(band.1), x), steps(&bands, |band| y(band.0), x));
    let area = area(&upper, &lower);
    Some(Chart {
        summary: format!(
            "{title} Step chart from {} to {}: {}.",
            labels::date(&first.to_string()),
            labels::date(&last.to_string()),
            points
                .iter()
                .take(12)
                .map(|point| format!("{} on {}", short(&point.figure), labels::short_day(point.day)))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        notes: notes(&days, n_undated, n_against),
        levels: (0..=(ceiling / step).round() as usize)
            .map(|n| n as f64 * step)
            .map(|level| Tick { at: unit(y(level)), label: labels::number(level) })
            .collect(),
        days: day_ticks(&days, &x),
        cuts: days
            .windows(2)
            .filter(|pair| gap(pair[0], pair[1]) > LONGEST_GAP)
            .map(|pair| unit((x(pair[0]) + x(pair[1])) / 2.0))
            .collect(),
        area,
        upper: path(&upper),
        lower: path(&lower),
        marks: marks(&points, &x, &y),
        baseline: unit(HEIGHT - BOTTOM),
        right: unit(WIDTH - RIGHT),
    })
}

/// The figures that can be drawn, by day; how many claims have no day; how many were not asserted.
fn points(question: &Question, case: &Case, reports: &[Report]) -> Option<(Vec<Point>, usize, usize)> {
    // By day and the ends of the figure, as bits: for numbers from 0 on they sort as the numbers do.
    let mut points: BTreeMap<(Date, u64, u64), Point> = BTreeMap::new();
    let mut common_unit: Option<&str> = None;
    let (mut n_undated, mut n_against) = (0, 0);
    for reading in &question.readings {
        if reading.stance != Stance::Asserted {
            n_against += 1;
            continue;
        }
        for claim in reading.claims.iter().filter_map(|&idx| case.claims.get(idx as usize)) {
            let (figure, unit) = figure(&claim.value.kind)?;
            if *common_unit.get_or_insert(unit) != unit {
                return None;
            }
            let report = reports.get(claim.report.index())?;
            let Some(day) = day(claim, report) else {
                n_undated += 1;
                continue;
            };
            let who = labels::report(report).into_owned();
            let end = |end: Option<f64>, open: f64| end.unwrap_or(open).to_bits();
            let key = (day, end(figure.low, 0.0), end(figure.high, f64::INFINITY));
            let point = points.entry(key).or_insert_with(|| Point {
                day,
                figure,
                who: Vec::new(),
                seen: BTreeSet::new(),
            });
            if point.seen.insert(who.clone()) {
                point.who.push(who);
            }
        }
    }
    let points = points.into_values().collect();
    Some((points, n_undated, n_against))
}

fn figure(kind: &ValueKind) -> Option<(Interval, &str)> {
    let (figure, unit) = match kind {
        ValueKind::Count(count) => (*count, ""),
        ValueKind::Measure { amount, unit } => (*amount, unit.as_str()),
        ValueKind::Money { amount, currency } => (*amount, currency.as_str()),
        _ => return None,
    };
    let ends = [figure.low, figure.high];
    let drawable = ends.iter().flatten().all(|end| end.is_finite() && (0.0..1e15).contains(end));
    (drawable && ends.iter().any(Option::is_some)).then_some((figure, unit))
}

/// The day on which the figure is said to hold: stated, or else that of the report.
fn day(claim: &Claim, report: &Report) -> Option<Date> {
    let stated = claim.as_of.as_deref().and_then(days).filter(|(first, last)| first == last);
    stated.map(|(day, _)| day).or(report.published.map(|published| published.date))
}

fn gap(from: Date, to: Date) -> f64 {
    from.until(to).map(|span| f64::from(span.get_days())).unwrap_or(LONGEST_GAP)
}

/// Where the days stand: in proportion, but long gaps shortened.
fn places(days: &[Date]) -> BTreeMap<Date, f64> {
    let mut at = 0.0;
    let mut places: BTreeMap<Date, f64> = BTreeMap::new();
    for (idx, day) in days.iter().enumerate() {
        if idx > 0 {
            at += gap(days[idx - 1], *day).min(LONGEST_GAP);
        }
        places.insert(*day, at);
    }
    // The last figure holds on for a while, so that its step can be seen.
    let scale = (WIDTH - LEFT - RIGHT - 14.0) / (at + (at * 0.08).max(0.4));
    places.values_mut().for_each(|place| *place = LEFT + 14.0 + *place * scale);
    places
}

/// The lowest and the highest figure of each day.
fn bands(points: &[Point]) -> Vec<(Date, (f64, f64))> {
    let mut bands: Vec<(Date, (f64, f64))> = Vec::new();
    for point in points {
        let low = point.figure.low.or(point.figure.high).unwrap_or(0.0);
        let high = point.figure.high.or(point.figure.low).unwrap_or(0.0);
        match bands.last_mut() {
            Some((day, band)) if *day == point.day => *band = (band.0.min(low), band.1.max(high)),
            _ => bands.push((point.day, (low, high))),
        }
    }
    bands
}

/// The corners of a step line from the first day to the right edge.
fn steps(
    bands: &[(Date, (f64, f64))],
    y: impl Fn((f64, f64)) -> f64,
    x: impl Fn(Date) -> f64,
) -> Vec<(f64, f64)> {
    let mut corners: Vec<(f64, f64)> = Vec::new();
    for (day, band) in bands {
        if let Some(&(_, before)) = corners.last() {
            corners.push((x(*day), before));
        }
        corners.push((x(*day), y(*band)));
    }
    if let Some(&(_, level)) = corners.last() {
        corners.push((WIDTH - RIGHT, level));
    }
    corners
}

fn path(corners: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (idx, (x, y)) in corners.iter().enumerate() {
        path.push(if idx == 0 { 'M' } else { 'L' });
        path.push_str(&format!("{} {}", unit(*x), unit(*y)));
    }
    path
}

fn area(upper: &[(f64, f64)], lower: &[(f64, f64)]) -> String {
    let around: Vec<(f64, f64)> = upper.iter().chain(lower.iter().rev()).copied().collect();
    format!("{}Z", path(&around))
}

/// A coordinate with at most one decimal.
fn unit(coordinate: f64) -> String {
    let rounded = format!("{coordinate:.1}");
    rounded.strip_suffix(".0").map(String::from).unwrap_or(rounded)
}

/// A round distance between levels that gives three to six of them.
fn step(top: f64) -> f64 {
    if top <= 4.0 {
        return 1.0;
    }
    let rough = top / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let leading = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|&leading| leading * power >= rough);
    let step = leading.unwrap_or(10.0) * power;
    if step > 1.0 { step.round() } else { 1.0 }
}

fn day_ticks(days: &[Date], x: &impl Fn(Date) -> f64) -> Vec<Tick> {
    let mut ticks: Vec<Tick> = Vec::new();
    let mut free_from = 0.0;
    let last = days.last().copied();
    for &day in days {
        let at = x(day);
        let before_last = last.is_some_and(|last| day != last && x(last) - at < 48.0);
        if at < free_from || before_last {
            continue;
        }
        ticks.push(Tick { at: unit(at), label: labels::short_day(day) });
        free_from = at + 48.0;
    }
    ticks
}

fn notes(days: &[Date], n_undated: usize, n_against: usize) -> String {
    let mut notes = Vec::new();
    if days.windows(2).any(|pair| gap(pair[0], pair[1]) > LONGEST_GAP) {
        notes.push(String::from("Long gaps (//) are shortened."));
    }
    if n_undated > 0 {
        notes.push(format!("Without a date, not drawn: {}.", plural(n_undated, "figure")));
    }
    if n_against > 0 {
        notes.push(format!("Denied or doubted, not drawn: {}.", plural(n_against, "reading")));
    }
    notes.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_round_and_few() {
        for (top, expected) in
            [(1.0, 1.0), (4.0, 1.0), (9.0, 3.0), (24.0, 10.0), (143.0, 50.0), (1200.0, 500.0)]
        {
            assert_eq!(step(top), expected, "{top}");
            assert!((1.0..=6.0).contains(&(top / step(top)).ceil()));
        }
    }

    #[test]
    fn long_gaps_are_shortened_and_order_is_kept() {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        let days = [day("2031-03-03"), day("2031-03-04"), day("2031-04-20")];
        let places = places(&days);
        let at: Vec<f64> = days.iter().map(|day| places[day]).collect();
        assert!(at[0] < at[1] && at[1] < at[2] && at[2] < WIDTH - RIGHT);
        assert!((at[2] - at[1]) / (at[1] - at[0]) - LONGEST_GAP < 0.01);
    }
}
