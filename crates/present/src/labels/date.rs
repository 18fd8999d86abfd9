//! Dates for people.
//!
//! ```text
//! 2031-03-04TEV      4 March 2031, evening         2031-W12      week of 17 March 2031
//! 2031-SU            summer 2031                   203           2030s
//! 3 and 5 March      3–5 March 2031                P3D           P3D
//! ```
//!
//! A date is written out to the precision that it has: a month stays a month. What is no date on the calendar (a duration, a
//! weekday of a week that is not known) is shown as it is.

use crate::text::tidy;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use std::borrow::Cow;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as ISO 8601 or TIMEX3 for people.
pub(crate) fn date(value: &str) -> Cow<'_, str> {
    let (day, clock) = match value.split_once('T') {
        Some((day, clock)) => (day, Some(clock)),
        None => (value, None),
    };
    let Some(day) = calendar(day) else { return tidy(value) };
    let part = match clock {
        None => return Cow::Owned(day),
        Some("MO") => "morning",
        Some("MI") => "midday",
        Some("AF") => "afternoon",
        Some("EV") => "evening",
        Some("NI") => "night",
        Some("DT") => "daytime",
        Some(clock) => match clock.get(..5) {
            Some(minutes) if minutes.as_bytes().get(2).copied() == Some(b':') => minutes,
            _ => return Cow::Owned(day),
        },
    };
    Cow::Owned(format!("{day}, {part}"))
}

/// A day or a month of a year that is not known: "03-22", "03".
fn day_of_a_year(value: &str) -> Option<String> {
    let (month, day) = value.split_once('-').map_or((value, None), |(month, day)| (month, Some(day)));
    let name = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    match day {
        None => Some((*name).to_owned()),
        Some(day) => {
            let day = day.parse::<u8>().ok().filter(|day| (1..=31).contains(day))?;
            Some(format!("{day} {name}"))
        }
    }
}

/// A day, month, week, season, quarter, half year, decade or century in words. TimeML writes a decade as the first three
/// digits of its years, a century as the first two.
fn calendar(value: &str) -> Option<String> {
    if let Some(date) = value.parse::<Date>().ok().filter(|_| value.len() == 10) {
        return Some(whole_day(date));
    }
    if let Some(of_year) = value.strip_prefix("XXXX-") {
        return day_of_a_year(of_year);
    }
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((year, part)) = value.split_once('-') else {
        return match value.len() {
            3 if digits(value) => Some(format!("{value}0s")),
            2 if digits(value) => Some(format!("{value}00–{value}99")),
            _ => None,
        };
    };
    if year.len() != 4 || !digits(year) {
        return None;
    }
    if let Some(week) = part.strip_prefix('W') {
        return week_of(year, week);
    }
    let named = match part {
        "SP" => "spring",
        "SU" => "summer",
        "FA" => "autumn",
        "WI" => "winter",
        "H1" => "first half of",
        "H2" => "second half of",
        "Q1" => "first quarter of",
        "Q2" => "second quarter of",
        "Q3" => "third quarter of",
        "Q4" => "fourth quarter of",
        _ if part.len() == 2 => MONTHS.get(part.parse::<usize>().ok()?.checked_sub(1)?)?,
        _ => return None,
    };
    Some(format!("{named} {year}"))
}

/// "12" is the twelfth ISO week, "12-WE" its weekend.
fn week_of(year: &str, week: &str) -> Option<String> {
    let (week, named, weekday) = match week.strip_suffix("-WE") {
        Some(week) => (week, "weekend of", Weekday::Saturday),
        None => (week, "week of", Weekday::Monday),
    };
    let date = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, weekday).ok()?.date();
    Some(format!("{named} {}", whole_day(date)))
}

fn whole_day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

fn month(date: Date) -> &'static str {
    MONTHS.get((date.month() - 1) as usize).copied().unwrap_or_default()
}

/// A day without its year, short: "4 Mar".
pub(crate) fn short_day(date: Date) -> String {
    format!("{} {}", date.day(), month(date).get(..3).unwrap_or_default())
}

/// The days from the first to the last: "3–5 March 2031".
pub(crate) fn days(first: Option<&str>, last: Option<&str>) -> String {
    let (Some(first), Some(last)) = (first.or(last), last.or(first)) else { return String::from("undated") };
    if first == last {
        return date(first).into_owned();
    }
    match (first.parse::<Date>(), last.parse::<Date>()) {
        (Ok(from), Ok(to)) if (from.year(), from.month()) == (to.year(), to.month()) => {
            format!("{}–{} {} {}", from.day(), to.day(), month(to), to.year())
        }
        (Ok(from), Ok(to)) if from.year() == to.year() => {
            format!("{} {} – {} {} {}", from.day(), month(from), to.day(), month(to), to.year())
        }
        _ => format!("{} – {}", date(first), date(last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_out_to_the_precision_that_is_known() {
        for (value, label) in [
            ("2031-03-04", "4 March 2031"),
            ("2031-03", "March 2031"),
            ("2031", "2031"),
            ("203", "2030s"),
            ("20", "2000–2099"),
            ("2031-03-04TEV", "4 March 2031, evening"),
            ("2031-03-04T21:48", "4 March 2031, 21:48"),
            ("2031-03-04T21:48:30", "4 March 2031, 21:48"),
            ("2031-W12", "week of 17 March 2031"),
            ("2031-W12-WE", "weekend of 22 March 2031"),
            ("2031-SU", "summer 2031"),
            ("2031-Q3", "third quarter of 2031"),
            ("2031-H1", "first half of 2031"),
            ("XXXX-03-22", "22 March"),
            ("XXXX-03", "March"),
            ("XXXX-03-99", "XXXX-03-99"),
            ("XXXX-WXX-5", "XXXX-WXX-5"),
            ("XXXX-SU", "XXXX-SU"),
            ("2031-W54", "2031-W54"),
            ("2031-13", "2031-13"),
            ("2031-00", "2031-00"),
            ("P3D", "P3D"),
            ("", ""),
        ] {
            assert_eq!(date(value), label);
        }
    }

    #[test]
    fn ranges_of_days_share_what_they_have_in_common() {
        for (first, last, label) in [
            (Some("2031-03-03"), Some("2031-03-03"), "3 March 2031"),
            (Some("2031-03-03"), Some("2031-03-05"), "3–5 March 2031"),
            (Some("2031-03-03"), Some("2031-04-20"), "3 March – 20 April 2031"),
            (Some("2030-12-31"), Some("2031-01-01"), "31 December 2030 – 1 January 2031"),
            (Some("2031-03-03"), None, "3 March 2031"),
            (None, None, "undated"),
        ] {
            assert_eq!(days(first, last), label);
        }
    }
}
