//! Dates as they are printed in headers.
//!
//! ```text
//! March 23 2024            Saturday, 23rd March 2024 at 2.30pm GMT            2024-03-23T14:30:00+03:00
//! ```
//!
//! A day without its year, a year of two digits and `04/03/2024`, which is April in one country and March in another,
//! give nothing: unknown stays unknown.

use crate::words::{Cue, Words, fold};
use jiff::civil::{Date, Time};
use regex::{Captures, Regex};
use std::collections::BTreeMap;
use variorum_model::Published;

/// The shapes of dates and times of day, with the month names of a language.
#[derive(Debug)]
pub(crate) struct Patterns {
    date: Regex,
    time: Regex,
}

impl Patterns {
    /// Builds the patterns from the words of a language.
    pub(crate) fn new(
        months: &BTreeMap<String, i8>,
        ordinals: &[String],
        morning: &[String],
        afternoon: &[String],
    ) -> Result<Patterns, regex::Error> {
        let either = |words: &mut dyn Iterator<Item = &String>| {
            let mut words: Vec<String> = words.map(|word| regex::escape(word)).collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words.join("|")
        };
        let month = either(&mut months.keys());
        let nth = either(&mut ordinals.iter());
        let (am, pm) = (either(&mut morning.iter()), either(&mut afternoon.iter()));
        Ok(Patterns {
            date: Regex::new(&format!(
                r"(?i)(?-u:\b)(?:(?P<d1>[0-9]{{1,2}})(?:{nth})?(?:\s+of)?[ -](?P<m1>{month})(?-u:\b)\.?,?[ -]\s*(?P<y1>[0-9]{{4}})(?-u:\b)|(?P<m2>{month})(?-u:\b)\.?\s*(?P<d2>[0-9]{{1,2}})(?:{nth})?(?:,\s*|\s+)(?P<y2>[0-9]{{4}})(?-u:\b)|(?P<y3>[0-9]{{4}})[-/](?P<m3>[0-9]{{1,2}})[-/](?P<d3>[0-9]{{1,2}})|(?P<a>[0-9]{{1,2}})(?:[./-])(?P<b>[0-9]{{1,2}})[./-](?P<y4>[0-9]{{4}})(?-u:\b))"
            ))?,
            time: Regex::new(&format!(
                r"(?i)(?:^|[\sT,(])(?P<h>[0-9]{{1,2}})(?:[:.](?P<m>[0-9]{{2}})(?::(?P<s>[0-9]{{2}})(?:\.[0-9]+)?)?)?\s*(?:(?P<am>{am})|(?P<pm>{pm})|(?P<z>[+-][0-9]{{2}}:?[0-9]{{2}}(?-u:\b)|Z(?-u:\b)))?"
            ))?,
        })
    }
}

/// A date in a line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Found {
    start: usize,
    end: usize,
    /// `None` where the words are a date, but not one that can be known.
    date: Option<Date>,
}

/// What a line says of the time of publication.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DateLine {
    /// The time of publication; `None` if the line only says when something was changed.
    pub(crate) published: Option<Published>,
    /// What is left of the line: names of people and publishers, cut at bars, dots and commas.
    pub(crate) rest: Vec<String>,
    /// Whether a date stands in it at all.
    pub(crate) dated: bool,
}

/// Reads a short line that may carry a date of publication.
pub(crate) fn date_line(line: &str, words: &Words) -> DateLine {
    let mut result = DateLine::default();
    let hits = words.hits_anywhere(line, &[Cue::Published, Cue::Updated]);
    let mut rest = String::with_capacity(line.len());
    let mut after = 0;
    let found = dates(line, words);
    for (i, date) in found.iter().enumerate() {
        result.dated = true;
        let until = found.get(i + 1).map_or(line.len(), |next| next.start);
        // The phrase nearest before the date says what it is the date of.
        let opener = hits
            .iter()
            .filter(|hit| hit.start >= after && hit.end <= date.start)
            .max_by_key(|hit| (hit.end, hit.end - hit.start));
        let before = opener.map_or(date.start, |hit| hit.start);
        rest.push_str(line.get(after..before.max(after)).unwrap_or_default());
        if let Some(hit) = opener {
            rest.push_str(line.get(hit.end..date.start).unwrap_or_default());
        }
        rest.push('|');
        let tail = line.get(date.end..until).unwrap_or_default();
        let (mut time, mut used) = time_of_day(tail, words);
        if time.is_none() && i == 0 {
            // "10:15 AM EST, Sat March 23, 2024"
            let head = line.get(..before).unwrap_or_default();
            let (early, early_used) = time_of_day(head, words);
            if early.is_some() && head[early_used..].chars().all(|c| !c.is_alphabetic())
                || early.is_some() && only_fillers(&head[early_used..], words)
            {
                time = early;
                used = 0;
                rest = rest.get(early_used..).unwrap_or_default().to_owned();
            }
        }
        after = date.end + used;
        let changed = opener.is_some_and(|hit| hit.cue == Cue::Updated);
        if let (Some(day), false, None) = (date.date, changed, result.published) {
            result.published = Some(Published { date: day, time });
        }
    }
    rest.push_str(line.get(after..).unwrap_or_default());
    result.rest = rest
        .split(['|', '•', '·', '–', '—', ',', '/', ';', '(', ')', '\t'])
        .flat_map(|part| part.split(" - "))
        .map(|part| strip_fillers(part, words))
        .filter(|part| !part.is_empty())
        .collect();
    result
}

/// An ISO date or date-time, with or without an offset, as machines write it: "2024-03-23", "2024-03-23T14:30:00Z".
pub(crate) fn iso(text: &str) -> Option<Published> {
    let text = text.trim();
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        let part = text.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten()
    };
    let (date, rest) = if text.as_bytes().get(4) == Some(&b'-') {
        if text.as_bytes().get(7) != Some(&b'-') {
            return None;
        }
        (Date::new(digits(0..4)?, digits(5..7)? as i8, digits(8..10)? as i8).ok()?, text.get(10..)?)
    } else {
        (Date::new(digits(0..4)?, digits(4..6)? as i8, digits(6..8)? as i8).ok()?, text.get(8..)?)
    };
    if rest.is_empty() {
        return Some(Published { date, time: None });
    }
    let clock = rest.strip_prefix(['T', 't', ' '])?;
    let number = |part: Option<&str>| part.and_then(|p| p.parse::<i8>().ok());
    let colon = clock.as_bytes().get(2) == Some(&b':');
    let (hour, minute, second) = if colon {
        (
            number(clock.get(0..2)),
            number(clock.get(3..5)),
            if clock.as_bytes().get(5) == Some(&b':') { number(clock.get(6..8)) } else { Some(0) },
        )
    } else {
        (number(clock.get(0..2)), number(clock.get(2..4)), number(clock.get(4..6)).or(Some(0)))
    };
    let time = Time::new(hour?, minute?, second?.min(59), 0).ok()?;
    Some(Published { date, time: Some(time) })
}

/// A date as feeds and mails write it: ISO, RFC 2822, or printed.
pub(crate) fn machine(text: &str, words: &Words) -> Option<Published> {
    let text = text.trim();
    iso(text)
        .or_else(|| {
            let moment = jiff::fmt::rfc2822::parse(text).ok()?;
            Some(Published { date: moment.date(), time: Some(moment.time()) })
        })
        .or_else(|| stated(text, words))
}

/// A date in an attribute or a field: ISO, or printed.
pub(crate) fn stated(text: &str, words: &Words) -> Option<Published> {
    if text.len() > 100 {
        return None;
    }
    iso(text).or_else(|| date_line(text, words).published)
}

/// All days that a line names with their years, whatever they are the days of.
pub(crate) fn all(line: &str, words: &Words) -> Vec<Date> {
    dates(line, words).into_iter().filter_map(|found| found.date).collect()
}

/// The month and the day in words like "EASTPORT, Oct. 15": exactly one month beside exactly one number of one or two digits.
pub(crate) fn day_of_year(text: &str, words: &Words) -> Option<(i8, i8)> {
    let parts: Vec<String> = text.split([' ', ',', '.']).filter(|part| !part.is_empty()).map(fold).collect();
    let mut found = None;
    for pair in parts.windows(2) {
        let number = |word: &str| word.parse::<i8>().ok().filter(|day| (1..=31).contains(day));
        let month = |word: &str| words.months.get(word).copied();
        let day = match (month(&pair[0]), number(&pair[1]), number(&pair[0]), month(&pair[1])) {
            (Some(month), Some(day), _, _) | (_, _, Some(day), Some(month)) => (month, day),
            _ => continue,
        };
        if found.replace(day).is_some_and(|before| before != day) {
            return None;
        }
    }
    found
}

fn dates(line: &str, words: &Words) -> Vec<Found> {
    words
        .dates
        .date
        .captures_iter(line)
        .filter_map(|captures| {
            let whole = captures.get(0)?;
            Some(Found { start: whole.start(), end: whole.end(), date: day(&captures, words) })
        })
        .collect()
}

fn day(captures: &Captures<'_>, words: &Words) -> Option<Date> {
    let number = |name: &str| captures.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
    let month = |name: &str| captures.name(name).and_then(|m| words.months.get(&fold(m.as_str()))).copied();
    let make = |y: i16, m: i8, d: i16| Date::new(y, m, i8::try_from(d).ok()?).ok();
    if let (Some(d), Some(m), Some(y)) = (number("d1"), month("m1"), number("y1")) {
        return make(y, m, d);
    }
    if let (Some(d), Some(m), Some(y)) = (number("d2"), month("m2"), number("y2")) {
        return make(y, m, d);
    }
    if let (Some(d), Some(m), Some(y)) = (number("d3"), number("m3"), number("y3")) {
        return make(y, i8::try_from(m).ok()?, d);
    }
    let (a, b, y) = (number("a")?, number("b")?, number("y4")?);
    // Days before months where points stand; elsewhere only where one number cannot be a month.
    let points = captures.get(0).is_some_and(|m| m.as_str().contains('.'));
    match () {
        () if points || a > 12 || a == b => make(y, i8::try_from(b).ok()?, a),
        () if b > 12 => make(y, i8::try_from(a).ok()?, b),
        () => None,
    }
}

/// The time of day in words beside a date, and up to which byte it goes (with its time zone).
fn time_of_day(text: &str, words: &Words) -> (Option<Time>, usize) {
    for captures in words.dates.time.captures_iter(text) {
        let number = |name: &str| captures.name(name).and_then(|m| m.as_str().parse::<i8>().ok());
        let (am, pm) = (captures.name("am").is_some(), captures.name("pm").is_some());
        let Some(hour) = number("h") else { continue };
        if captures.name("m").is_none() && !am && !pm {
            continue;
        }
        let hour = match (am, pm) {
            (true, _) if hour == 12 => 0,
            (_, true) if hour < 12 => hour + 12,
            _ => hour,
        };
        let Ok(time) = Time::new(hour, number("m").unwrap_or(0), number("s").unwrap_or(0).min(59), 0) else {
            continue;
        };
        let mut end = captures.get(0).map_or(0, |m| m.end());
        let rest = fold(text.get(end..).unwrap_or_default());
        let trimmed = rest.trim_start_matches([' ', '(']);
        if let Some(zone) =
            words.zones.iter().filter(|zone| trimmed.starts_with(zone.as_str())).max_by_key(|zone| zone.len())
            && !trimmed[zone.len()..].starts_with(char::is_alphanumeric)
        {
            end += rest.len() - trimmed.len() + zone.len();
        }
        return (Some(time), end);
    }
    (None, 0)
}

/// Whether nothing but weekdays and small words stands there.
fn only_fillers(text: &str, words: &Words) -> bool {
    strip_fillers(text, words).is_empty()
}

/// A part of a line without the weekdays and small words around it.
fn strip_fillers(part: &str, words: &Words) -> String {
    let small = |word: &&str| {
        let bare = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        bare.is_empty()
            || words.weekdays.contains(&bare)
            || words.date_fillers.contains(&bare)
            || words.zones.contains(&bare)
    };
    let all: Vec<&str> = part.split_whitespace().collect();
    if all.iter().all(small) {
        return String::new();
    }
    let lead = all
        .iter()
        .take_while(|word| {
            words.weekdays.contains(&fold(word.trim_matches(|c: char| !c.is_alphanumeric())))
                || !word.contains(char::is_alphanumeric)
        })
        .count();
    let text = all.get(lead..).unwrap_or_default().join(" ");
    text.trim_matches(|c: char| matches!(c, ':' | '-' | '.' | '*' | '_' | '[' | ']') && c != '.')
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::words;

    fn check(line: &str, published: &str, rest: &[&str]) {
        let read = date_line(line, &words());
        assert_eq!(read.published.map(|p| p.to_string()).unwrap_or_default(), published, "{line}");
        assert_eq!(read.rest, rest, "{line}");
    }

    #[test]
    fn printed_dates() {
        check("March 23 2024", "2024-03-23", &[]);
        check("March 23, 2024", "2024-03-23", &[]);
        check("Mar. 3, 2024", "2024-03-03", &[]);
        check("May 03,2013", "2013-05-03", &[]);
        check("23 March 2024", "2024-03-23", &[]);
        check("Saturday, 23rd March 2024", "2024-03-23", &[]);
        check("Sat 23 Mar 2024 14.30 GMT", "2024-03-23T14:30:00", &[]);
        check("Published: 23 March 2024 at 2:05pm", "2024-03-23T14:05:00", &[]);
        check("10:15 AM EST, Sat March 23, 2024", "2024-03-23T10:15:00", &[]);
        check("2024-03-23", "2024-03-23", &[]);
        check("2024-03-23 06:07", "2024-03-23T06:07:00", &[]);
        check("23.03.2024", "2024-03-23", &[]);
        check("23/03/2024", "2024-03-23", &[]);
        check("03/23/2024", "2024-03-23", &[]);
        check("Jane Doe | March 23, 2024", "2024-03-23", &["Jane Doe"]);
        check("Eastport Herald, 23 March 2024", "2024-03-23", &["Eastport Herald"]);
    }

    #[test]
    fn what_is_no_date_of_publication() {
        check("Updated 24 March 2024", "", &[]);
        check("Last updated: 24 March 2024, 10:00 GMT", "", &[]);
        check("Published 23 March 2024 | Updated 24 March 2024", "2024-03-23", &[]);
        check("Updated 24 March 2024, first published 23 March 2024", "2024-03-23", &[]);
        check("Uploaded 24 March 2024", "", &[]);
        check("March 23", "", &["March 23"]);
        check("04/03/2024", "", &[]);
        check("31 February 2024", "", &[]);
        check("3 Jan 90", "", &["3 Jan 90"]);
    }

    #[test]
    fn dates_of_machines() {
        for (text, value) in [
            ("2024-03-23", "2024-03-23"),
            ("2024-03-23T14:30:00+03:00", "2024-03-23T14:30:00"),
            ("2024-03-23T14:30:00.123Z", "2024-03-23T14:30:00"),
            ("2024-03-23 14:30", "2024-03-23T14:30:00"),
            ("20240323T143000Z", "2024-03-23T14:30:00"),
            ("20240323", "2024-03-23"),
        ] {
            assert_eq!(iso(text).map(|p| p.to_string()).as_deref(), Some(value), "{text}");
        }
        for text in
            ["", "2024", "2024-03", "2024-13-01", "2024-02-30", "tomorrow", "2024-03-23Tx", "９９９９-01-01"]
        {
            assert_eq!(iso(text), None, "{text}");
        }
    }
}
