//! What a time expression means before it is reckoned out: the words' share, without any date.
//!
//! ```text
//! last May              the month of May, before now
//! three days later      there, plus three days
//! Friday night          the nearest Friday, its night
//! ```

use super::unit::Unit;

/// The meaning of a finding.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sense {
    /// A point or stretch of the calendar.
    Point(Point),
    /// A length of time.
    Length(Length),
    /// What recurs.
    Every(Every),
    /// A time of day alone: seconds since midnight, and whether minutes were said.
    Clock(Clock),
    /// A part of the day alone.
    Part(usize),
    /// "now", "recently", "soon".
    Vague(&'static str),
    /// Not a time at all, though it looks like one (an age).
    Nothing,
}

/// A stretch of the calendar with a time of day.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) spot: Spot,
    pub(super) part: Option<usize>,
    pub(super) clock: Option<Clock>,
    /// TimeML's `mod`.
    pub(super) modifier: &'static str,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) seconds: i64,
    /// How much of it was said: 1 hours, 2 minutes, 3 seconds.
    pub(super) fineness: u8,
    /// Whether the half of the day is settled.
    pub(super) settled: bool,
}

/// Where on the calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Spot {
    /// Something with a name that comes again each year or week.
    Named { what: What, way: Way, from: From, year: Option<YearOf> },
    /// So many units from somewhere. `keep`: the fineness of what was spoken of before stays ("a year earlier", in a
    /// report on quarters, is a quarter).
    Shift { from: From, amount: i64, unit: Unit, keep: bool },
    /// The quarter that the report is about, so many years off; or the nth quarter; or that of another year. `spoken`: it
    /// is nothing where no quarter was spoken of.
    Quarter { years: i64, nth: Option<i8>, year: Option<i16>, spoken: bool },
    /// A day of the month that lies somewhere ("the 5th of last month").
    DayOf { month: Box<Spot>, day: i8 },
    /// The digits of a century.
    Century(i16),
    /// The digits of a decade, and whether the century was said.
    Decade { digits: i16, whole: bool },
}

/// What has a name on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A year.
    Whole,
    Half(i8),
    Quarter(i8),
    Season(usize),
    Month(i8),
    Day(i8, i8),
    Weekday(i8),
    Weekend,
    Holiday(usize),
    /// A day that is written ambiguously.
    SomeDay,
}

/// Which of those that come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The nearest one that fits the tense.
    Near,
    Last,
    This,
    Next,
}

/// The year of something named.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum YearOf {
    Exact(i16),
    /// Two digits.
    Short(i16),
    /// "last year".
    Spot(Box<Spot>),
}

/// What is reckoned from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum From {
    /// The date of publication.
    Now,
    /// The time that was last spoken of.
    There,
    /// Another spot.
    Spot(Box<Spot>),
}

/// A length of time: amounts in thousandths ([`UNKNOWN`](super::words::UNKNOWN) where vague) with their units.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Length {
    pub(super) parts: Vec<(i64, Unit)>,
    pub(super) modifier: &'static str,
}

/// What recurs.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Every {
    Length(Length),
    Weekday(i8, Option<usize>),
    Month(i8),
    Season(usize),
    Part(usize),
    Day(i8, i8),
}

impl Point {
    pub(super) fn new(spot: Spot) -> Point {
        Point { spot, part: None, clock: None, modifier: "" }
    }
}

impl Length {
    /// The value as TIMEX3 writes it.
    pub(super) fn value(&self) -> String {
        let (mut days, mut hours) = (String::new(), String::new());
        for &(amount, unit) in &self.parts {
            one(amount, unit, &mut days, &mut hours);
        }
        if hours.is_empty() { format!("P{days}") } else { format!("P{days}T{hours}") }
    }
}

/// Writes one amount; a fraction goes into the next smaller unit where that comes out even.
fn one(amount: i64, unit: Unit, days: &mut String, hours: &mut String) {
    if amount == super::words::UNKNOWN {
        let code = unit.code();
        match code.strip_prefix('T') {
            Some(code) => hours.push_str(&format!("X{code}")),
            None => days.push_str(&format!("X{}", code.trim_start_matches('2'))),
        }
        return;
    }
    let (amount, unit) = match unit {
        Unit::Fortnight => (amount.saturating_mul(2), Unit::Week),
        Unit::Decade => (amount.saturating_mul(10), Unit::Year),
        Unit::Century => (amount.saturating_mul(100), Unit::Year),
        Unit::Millennium => (amount.saturating_mul(1000), Unit::Year),
        _ => (amount, unit),
    };
    let (whole, rest) = (amount / 1000, amount % 1000);
    let smaller = match unit {
        Unit::Year => Some((12, Unit::Month)),
        Unit::Day => Some((24, Unit::Hour)),
        Unit::Hour => Some((60, Unit::Minute)),
        Unit::Minute => Some((60, Unit::Second)),
        _ => None,
    };
    let code = unit.code();
    let target =
        |days: &mut String, hours: &mut String, text: String, code: &str| match code.strip_prefix('T') {
            Some(code) => hours.push_str(&(text + code)),
            None => days.push_str(&(text + code)),
        };
    match smaller.filter(|_| rest != 0) {
        Some((factor, next)) => {
            if whole > 0 {
                target(days, hours, whole.to_string(), code);
            }
            let count = (rest * factor + 500) / 1000;
            target(days, hours, count.to_string(), next.code());
        }
        None if rest == 0 => target(days, hours, whole.to_string(), code),
        None => {
            let text = format!("{whole}.{rest:03}");
            target(days, hours, text.trim_end_matches('0').to_string(), code);
        }
    }
}
