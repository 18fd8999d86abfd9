//! The days that a TIMEX3 value covers.
//!
//! ```text
//! 2024-03-22      22 March to 22 March      2024-Q1      1 January to 31 March
//! 2024-03-22TEV   22 March to 22 March      2024-W12     18 March to 24 March
//! 2024-03         1 March to 31 March       2024-W12-WE  23 March to 24 March
//! 202             2020 to 2029              20           2000 to 2099
//! ```
//!
//! A duration, a reference without a calendar ("PAST_REF") and a value with an unknown part ("XXXX-03-22") cover no days
//! that one could name.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The first and the last day of a TIMEX3 value (TimeML 1.2.1), or `None` where it names no known days.
///
/// Seasons are those of the northern half of the globe and wide: from the day on which meteorologists let them begin to the
/// day on which astronomers let them end; a winter bears the year in which it begins. A night reaches into the next day.
pub fn days(value: &str) -> Option<(Date, Date)> {
    let (date, clock) = match value.split_once('T') {
        Some((date, clock)) => (date, clock),
        None => (value, ""),
    };
    if !date.is_ascii() {
        return None;
    }
    let (year_part, rest) = match date.split_once('-') {
        Some((year, rest)) => (year, Some(rest)),
        None => (date, None),
    };
    let (first, last) = match rest {
        None => years(year_part)?,
        Some(rest) => within_year(number(year_part, 4)?, rest)?,
    };
    match clock {
        "NI" if first == last => Some((first, last.tomorrow().ok()?)),
        _ => Some((first, last)),
    }
}

/// A year, decade ("199") or century ("19").
fn years(digits: &str) -> Option<(Date, Date)> {
    let span = match digits.len() {
        4 => 1,
        3 => 10,
        2 => 100,
        _ => return None,
    };
    let first = number(digits, digits.len())? * span;
    Some((Date::new(first, 1, 1).ok()?, Date::new(first + span - 1, 12, 31).ok()?))
}

/// What follows the year: a month, a day, a quarter, a half, a season, a week.
fn within_year(year: i16, rest: &str) -> Option<(Date, Date)> {
    let day = |month, day| Date::new(year, month, day).ok();
    let months = |first: i8, last: i8| Some((day(first, 1)?, day(last, 1)?.last_of_month()));
    match rest {
        "Q1" => return months(1, 3),
        "Q2" => return months(4, 6),
        "Q3" => return months(7, 9),
        "Q4" => return months(10, 12),
        "H1" => return months(1, 6),
        "H2" => return months(7, 12),
        "SP" => return Some((day(3, 1)?, day(6, 21)?)),
        "SU" => return Some((day(6, 1)?, day(9, 23)?)),
        "FA" | "AU" => return Some((day(9, 1)?, day(12, 22)?)),
        "WI" => return Some((day(12, 1)?, Date::new(year + 1, 3, 21).ok()?)),
        _ => {}
    }
    if let Some(week) = rest.strip_prefix('W') {
        let (week, within) = match week.split_once('-') {
            Some((week, within)) => (week, Some(within)),
            None => (week, None),
        };
        let monday = ISOWeekDate::new(year, number(week, 2)? as i8, Weekday::Monday).ok()?.date();
        let after = |n: i8| monday.checked_add(i64::from(n).days()).ok();
        return match within {
            None => Some((monday, after(6)?)),
            Some("WE") => Some((after(5)?, after(6)?)),
            Some(day) => {
                let nth = number(day, 1).filter(|nth| (1..=7).contains(nth))? as i8;
                Some((after(nth - 1)?, after(nth - 1)?))
            }
        };
    }
    match rest.split_once('-') {
        None => {
            let month = number(rest, 2)? as i8;
            months(month, month)
        }
        Some((month, of_month)) => {
            let date = day(number(month, 2)? as i8, number(of_month, 2)? as i8)?;
            Some((date, date))
        }
    }
}

/// A number of exactly so many digits.
fn number(digits: &str, width: usize) -> Option<i16> {
    let plain = digits.len() == width && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(value: &str, first: &str, last: &str) {
        let (from, to) = days(value).unwrap_or_else(|| panic!("{value} covers no days"));
        assert_eq!((from.to_string().as_str(), to.to_string().as_str()), (first, last), "{value}");
    }

    #[test]
    fn values_cover_their_days() {
        check("2024-03-22", "2024-03-22", "2024-03-22");
        check("2024-03-22T20:15", "2024-03-22", "2024-03-22");
        check("2024-03-22TEV", "2024-03-22", "2024-03-22");
        check("2024-03-22TMO", "2024-03-22", "2024-03-22");
        check("2024-03-22TNI", "2024-03-22", "2024-03-23");
        check("2024-02", "2024-02-01", "2024-02-29");
        check("2023-02", "2023-02-01", "2023-02-28");
        check("2024", "2024-01-01", "2024-12-31");
        check("199", "1990-01-01", "1999-12-31");
        check("19", "1900-01-01", "1999-12-31");
        check("2024-Q1", "2024-01-01", "2024-03-31");
        check("2024-Q4", "2024-10-01", "2024-12-31");
        check("2024-H1", "2024-01-01", "2024-06-30");
        check("2024-H2", "2024-07-01", "2024-12-31");
        check("2024-SP", "2024-03-01", "2024-06-21");
        check("2024-SU", "2024-06-01", "2024-09-23");
        check("2024-FA", "2024-09-01", "2024-12-22");
        check("2024-WI", "2024-12-01", "2025-03-21");
        check("2024-W12", "2024-03-18", "2024-03-24");
        check("2024-W12-WE", "2024-03-23", "2024-03-24");
        check("2024-W12-5", "2024-03-22", "2024-03-22");
        check("2020-W53", "2020-12-28", "2021-01-03");
    }

    #[test]
    fn values_without_known_days_cover_none() {
        for value in [
            "",
            "PRESENT_REF",
            "PAST_REF",
            "FUTURE_REF",
            "P3D",
            "PT20M",
            "PXY",
            "XXXX-03-22",
            "2024-XX",
            "2024-13",
            "2024-02-30",
            "2024-W54",
            "2024-W12-8",
            "2024-W12-0",
            "TEV",
            "T20:15",
            "XXXX-WXX-5",
            "+224",
            "2024-3-2",
            "٢٠٢٤",
            "9999-WI",
        ] {
            assert_eq!(days(value), None, "{value}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered_in_order(value in "[0-9PTXWQ-]{0,12}|\\PC{0,12}") {
            if let Some((first, last)) = days(&value) {
                prop_assert!(first <= last);
            }
        }

        #[test]
        fn a_day_covers_itself(offset in 0_i64..1_000_000) {
            let date = Date::new(1, 1, 1).unwrap().checked_add(offset.days()).unwrap();
            prop_assert_eq!(days(&date.to_string()), Some((date, date)));
        }
    }
}
