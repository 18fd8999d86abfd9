//! Points on the calendar, as coarse or fine as the words make them, and the arithmetic on them.
//!
//! ```text
//! 22 March 2024 → 2024-03-22        March 22, year unknown → XXXX-03-22       the 1980s → 198
//! the last quarter of 2023 → 2023-Q4        Friday, week unknown → XXXX-WXX-5
//! ```

use super::unit::{SEASON_CODES, SEASON_MONTHS, Unit};
use jiff::civil::{Date, ISOWeekDate};
use jiff::{Span as Length, ToSpan};
use std::fmt;

/// A stretch of the calendar of one of its own sizes. A part that is not known is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    /// The digits before the last two.
    Century(i16),
    /// The digits before the last one.
    Decade(i16),
    Year(Option<i16>),
    Half(Option<i16>, i8),
    Quarter(Option<i16>, i8),
    Season(Option<i16>, usize),
    Month(Option<i16>, Option<i8>),
    Week(Option<(i16, i8)>),
    Weekend(Option<(i16, i8)>),
    Day(Date),
    /// Month and day of an unknown year.
    DayOfYear(i8, i8),
    /// A day of an unknown week, Monday being 1.
    DayOfWeek(i8),
    /// A day of this year that the words leave open.
    DayOf(Option<i16>),
}

impl Stamp {
    /// The stretch of this size around a day; without a day, one of which nothing but the size is known.
    pub(super) fn around(date: Option<Date>, unit: Unit) -> Stamp {
        let week = date.map(|date| (date.iso_week_date().year(), date.iso_week_date().week()));
        let year = date.map(Date::year);
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => {
                date.map_or(Stamp::DayOf(None), Stamp::Day)
            }
            Unit::Week | Unit::Fortnight => Stamp::Week(week),
            Unit::Weekend => Stamp::Weekend(week),
            Unit::Month => Stamp::Month(year, date.map(Date::month)),
            Unit::Quarter => match date {
                Some(date) => Stamp::Quarter(year, (date.month() - 1) / 3 + 1),
                None => Stamp::Quarter(None, 0),
            },
            Unit::Year => Stamp::Year(year),
            Unit::Decade => year.map_or(Stamp::Year(None), |year| Stamp::Decade(year.div_euclid(10))),
            Unit::Century | Unit::Millennium => {
                year.map_or(Stamp::Year(None), |year| Stamp::Century(year.div_euclid(100)))
            }
        }
    }

    /// Its first day, where that is known.
    pub(super) fn first_day(self) -> Option<Date> {
        match self {
            Stamp::Century(digits) => Date::new(digits.checked_mul(100)?, 1, 1).ok(),
            Stamp::Decade(digits) => Date::new(digits.checked_mul(10)?, 1, 1).ok(),
            Stamp::Year(year) => Date::new(year?, 1, 1).ok(),
            Stamp::Half(year, half) => Date::new(year?, half * 6 - 5, 1).ok(),
            Stamp::Quarter(year, quarter) => Date::new(year?, quarter * 3 - 2, 1).ok(),
            Stamp::Season(year, season) => Date::new(year?, *SEASON_MONTHS.get(season)?, 1).ok(),
            Stamp::Month(year, month) => Date::new(year?, month?, 1).ok(),
            Stamp::Week(week) | Stamp::Weekend(week) => {
                let (year, week) = week?;
                ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).ok().map(ISOWeekDate::date)
            }
            Stamp::Day(date) => Some(date),
            Stamp::DayOfYear(..) | Stamp::DayOfWeek(_) | Stamp::DayOf(_) => None,
        }
    }

    /// The year, where known.
    pub(super) fn year(self) -> Option<i16> {
        match self {
            Stamp::Year(year) | Stamp::DayOf(year) => year,
            other => other.first_day().map(Date::year),
        }
    }

    /// Whether it is a day, known or not.
    pub(super) fn is_day(self) -> bool {
        matches!(self, Stamp::Day(_) | Stamp::DayOfYear(..) | Stamp::DayOfWeek(_) | Stamp::DayOf(_))
    }
}

/// So many units after a day (before it, where negative), as days run on the calendar.
pub(super) fn after(date: Date, amount: i64, unit: Unit) -> Option<Date> {
    let span: Length = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => try_span(amount, |amount| amount.days())?,
        Unit::Week | Unit::Weekend => try_span(amount, |amount| amount.weeks())?,
        Unit::Fortnight => try_span(amount.checked_mul(2)?, |amount| amount.weeks())?,
        Unit::Month => try_span(amount, |amount| amount.months())?,
        Unit::Quarter => try_span(amount.checked_mul(3)?, |amount| amount.months())?,
        Unit::Year => try_span(amount, |amount| amount.years())?,
        Unit::Decade => try_span(amount.checked_mul(10)?, |amount| amount.years())?,
        Unit::Century => try_span(amount.checked_mul(100)?, |amount| amount.years())?,
        Unit::Millennium => try_span(amount.checked_mul(1000)?, |amount| amount.years())?,
    };
    date.checked_add(span).ok()
}

/// jiff's spans panic beyond their limits; no time expression of ours comes near them.
fn try_span(amount: i64, span: impl Fn(i64) -> Length) -> Option<Length> {
    (amount.abs() <= 15_000).then(|| span(amount))
}

impl fmt::Display for Stamp {
    /// As TIMEX3 writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = |f: &mut fmt::Formatter<'_>, year: Option<i16>| match year {
            Some(year) => write!(f, "{year:04}"),
            None => f.write_str("XXXX"),
        };
        match *self {
            Stamp::Century(digits) => write!(f, "{digits:02}"),
            Stamp::Decade(digits) => write!(f, "{digits:03}"),
            Stamp::Year(known) => year(f, known),
            Stamp::Half(known, half) => {
                year(f, known)?;
                write!(f, "-H{half}")
            }
            Stamp::Quarter(known, quarter) => {
                year(f, known)?;
                if quarter == 0 { f.write_str("-QX") } else { write!(f, "-Q{quarter}") }
            }
            Stamp::Season(known, season) => {
                year(f, known)?;
                write!(f, "-{}", SEASON_CODES.get(season).copied().unwrap_or("XX"))
            }
            Stamp::Month(known, month) => {
                year(f, known)?;
                match month {
                    Some(month) => write!(f, "-{month:02}"),
                    None => f.write_str("-XX"),
                }
            }
            Stamp::Week(Some((known, week))) => write!(f, "{known:04}-W{week:02}"),
            Stamp::Week(None) => f.write_str("XXXX-WXX"),
            Stamp::Weekend(Some((known, week))) => write!(f, "{known:04}-W{week:02}-WE"),
            Stamp::Weekend(None) => f.write_str("XXXX-WXX-WE"),
            Stamp::Day(date) => write!(f, "{date}"),
            Stamp::DayOfYear(month, day) => write!(f, "XXXX-{month:02}-{day:02}"),
            Stamp::DayOfWeek(day) => write!(f, "XXXX-WXX-{day}"),
            Stamp::DayOf(known) => {
                year(f, known)?;
                f.write_str("-XX-XX")
            }
        }
    }
}
