//! Values in a few words, the same for the same value whatever words a report has for it.
//!
//! ```text
//! [139, 139]   139            [131, ∞)     at least 131       2024-03-22   22 March 2024
//! [126, 154]   126 to 154     (-∞, 99]     at most 99         2024-03      March 2024
//! ```

use super::{Interval, Value, ValueKind};

/// The value in a few words.
pub fn show(value: &Value) -> String {
    match &value.kind {
        ValueKind::Count(interval) => interval_words(interval),
        ValueKind::Measure { amount, unit } if is_scale(unit) => format!("{unit} {}", interval_words(amount)),
        ValueKind::Duration { amount, unit } | ValueKind::Measure { amount, unit } => {
            format!(
                "{} {unit}{}",
                interval_words(amount),
                if amount.high.or(amount.low) == Some(1.0) { "" } else { "s" }
            )
        }
        ValueKind::Money { amount, currency } => format!("{currency} {}", interval_words(amount)),
        ValueKind::Time(time) => date_words(time),
        ValueKind::Place(name) | ValueKind::Actor(name) => name.clone(),
        ValueKind::Text => format!("“{}”", shortened(&value.text, 60)),
    }
}

/// Whether figures stand on a scale of this name rather than count units of it: "magnitude 6.8".
fn is_scale(unit: &str) -> bool {
    unit == "magnitude"
}

/// The same with the hour or the part of the day, where a time has one: "14 October 2025, night", "15 October 2025, 04:12".
pub fn show_exactly(value: &Value) -> String {
    let shown = show(value);
    let ValueKind::Time(time) = &value.kind else { return shown };
    let part = match time.split_once('T').map(|(_, clock)| clock) {
        Some("MO") => "morning",
        Some("MI") => "midday",
        Some("AF") => "afternoon",
        Some("EV") => "evening",
        Some("NI") => "night",
        Some("DT") => "daytime",
        Some(clock) if clock.starts_with(|letter: char| letter.is_ascii_digit()) => {
            clock.get(..5).unwrap_or(clock)
        }
        _ => return shown,
    };
    format!("{shown}, {part}")
}

fn interval_words(interval: &Interval) -> String {
    match (interval.low, interval.high) {
        (Some(low), Some(high)) if low == high => number(low),
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => format!("at least {}", number(low)),
        (None, Some(high)) => format!("at most {}", number(high)),
        (None, None) => "an unknown number".to_owned(),
    }
}

/// A number with commas between thousands, without needless decimals.
fn number(number: f64) -> String {
    let plain = number.to_string();
    let (whole, rest) =
        plain.split_once('.').map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut shown = String::from(sign);
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) && digit.is_ascii_digit() {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(rest) = rest {
        shown.push('.');
        shown.push_str(rest);
    }
    shown
}

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

/// A TIMEX3 date for people, as far as it is a day, a week, a month or a year; any other value stays as it is.
fn date_words(value: &str) -> String {
    let date = value.split('T').next().unwrap_or_default();
    let parts: Vec<&str> = date.split('-').collect();
    let month =
        |digits: &str| digits.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match parts.as_slice() {
        // Of a year that is not known.
        ["XXXX", of_year] => month(of_year).map(|name| (*name).to_owned()),
        ["XXXX", of_year, day] => match (month(of_year), day.parse::<u8>()) {
            (Some(name), Ok(day)) => Some(format!("{day} {name}")),
            _ => None,
        },
        [_, week] if week.starts_with('W') => week_words("week of", value),
        [_, week, "WE"] if week.starts_with('W') => week_words("weekend of", value),
        [year, of_year] => month(of_year).map(|name| format!("{name} {year}")),
        [year, of_year, day] => match (month(of_year), day.parse::<u8>()) {
            (Some(name), Ok(day)) => Some(format!("{day} {name} {year}")),
            _ => None,
        },
        _ => None,
    }
    .unwrap_or_else(|| value.to_owned())
}

/// "week of 18 March 2024".
fn week_words(named: &str, value: &str) -> Option<String> {
    let (first, _) = super::time::days(value)?;
    let name = MONTHS.get(usize::try_from(first.month()).ok()?.checked_sub(1)?)?;
    Some(format!("{named} {} {name} {}", first.day(), first.year()))
}

/// At most so many letters of a text, cut between words.
fn shortened(text: &str, letters: usize) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= letters {
        return words;
    }
    let cut: String = words.chars().take(letters).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(front, _)| front))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: ValueKind, expected: &str) {
        assert_eq!(
            show(&Value {
                kind,
                text: "a long fall of stones upon the houses under the old quarry wall".to_owned()
            }),
            expected
        );
    }

    #[test]
    fn values_are_shown_in_a_few_words() {
        let interval = |low, high| Interval { low, high };
        check(ValueKind::Count(interval(Some(139.0), Some(139.0))), "139");
        check(ValueKind::Count(interval(Some(1301.0), None)), "at least 1,301");
        check(ValueKind::Count(interval(None, Some(99.0))), "at most 99");
        check(ValueKind::Count(interval(Some(126.0), Some(154.0))), "126 to 154");
        check(ValueKind::Duration { amount: Interval::exactly(20.0), unit: "minute".into() }, "20 minutes");
        check(ValueKind::Duration { amount: Interval::exactly(1.0), unit: "hour".into() }, "1 hour");
        let hour = |low, high| ValueKind::Duration { amount: Interval::new(low, high), unit: "hour".into() };
        check(hour(Some(1.0), None), "at least 1 hour");
        check(hour(Some(1.0), Some(2.0)), "1 to 2 hours");
        check(ValueKind::Money { amount: Interval::exactly(1e8), currency: "EUR".into() }, "EUR 100,000,000");
        check(ValueKind::Time("2024-03-22TEV".into()), "22 March 2024");
        check(ValueKind::Time("2024-03".into()), "March 2024");
        check(ValueKind::Time("2017".into()), "2017");
        check(ValueKind::Time("XXXX-03-22TEV".into()), "22 March");
        check(ValueKind::Time("XXXX-03".into()), "March");
        check(ValueKind::Time("XXXX-SU".into()), "XXXX-SU");
        check(ValueKind::Time("2024-W12".into()), "week of 18 March 2024");
        check(ValueKind::Time("2024-W12-WE".into()), "weekend of 23 March 2024");
        check(ValueKind::Time("2024-W99".into()), "2024-W99");
        let exactly =
            |time: &str| show_exactly(&Value { kind: ValueKind::Time(time.into()), text: String::new() });
        assert_eq!(exactly("2024-03-22TEV"), "22 March 2024, evening");
        assert_eq!(exactly("2024-03-22T04:12:00"), "22 March 2024, 04:12");
        assert_eq!(exactly("2024-03-22"), "22 March 2024");
        check(ValueKind::Place("Eastport".into()), "Eastport");
        check(ValueKind::Text, "“a long fall of stones upon the houses under the old quarry …”");
    }
}
