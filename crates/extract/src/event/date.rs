//! Whether two dates can be of one event.
//!
//! ```text
//! 2024-03-22 and 2024-03-22TEV      yes
//! 2024-03-22 and 2024-03            yes
//! 2024-03-22 and 2024-03-23         no
//! ```

use variorum_model::Document;

/// A TIMEX3 value without its time of day.
pub(crate) fn day(value: &str) -> &str {
    value.split('T').next().unwrap_or(value)
}

/// Whether a TIMEX3 value is a date, if only one of a year that is not known: "on 22 March" in a report without a date of its
/// own. The other reports of the event tell the year.
pub(crate) fn is_dated(value: &str) -> bool {
    value.strip_prefix("XXXX-").unwrap_or(value).starts_with(|first: char| first.is_ascii_digit())
}

/// Whether two TIMEX3 dates can be of one event.
pub(crate) fn dates_fit(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a.map(day), b.map(day)) else { return true };
    // Days of a year that is not known: "XXXX-03-22".
    if let (Some(a), Some(b)) = (a.get(4..), b.get(4..))
        && (a.len() == 6 && b.len() == 6)
        && a != b
    {
        return false;
    }
    // Weeks and seasons are not compared with days here: they fit.
    let plain = |value: &str| value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if let (Some(x), Some(y)) = (a.get(4..), b.get(4..))
        && (a.starts_with("XXXX") || b.starts_with("XXXX"))
    {
        // Who names a year alone means another one than that of the days beside.
        return !plain(x)
            || !plain(y)
            || (x.is_empty() == y.is_empty() && (x.starts_with(y) || y.starts_with(x)));
    }
    if !plain(a) || !plain(b) {
        return a.get(..4) == b.get(..4);
    }
    a.starts_with(b) || b.starts_with(a)
}

/// Whether a date lies more than two months before the publication.
pub(crate) fn is_old(published: jiff::civil::Date, date: &str) -> bool {
    let mut parts =
        date.split('-').map(|part| part.get(..part.len().min(4)).and_then(|part| part.parse::<i32>().ok()));
    let Some(Some(year)) = parts.next() else { return false };
    let months = |year: i32, month: i32| year * 12 + month;
    match parts.next().flatten().filter(|month| (1..=12).contains(month)) {
        Some(month) => months(published.year().into(), published.month().into()) - months(year, month) > 2,
        None => year < i32::from(published.year()),
    }
}

/// The day from which a report looks back: its publication, else the latest day or month that it names.
pub(crate) fn today(document: &Document) -> Option<jiff::civil::Date> {
    if let Some(published) = document.published {
        return Some(published.date);
    }
    let named = document.times.iter().filter_map(|timex| {
        let day = day(&timex.value);
        match day.len() {
            10 => day.parse().ok(),
            7 => format!("{day}-01").parse().ok(),
            _ => None,
        }
    });
    named.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_one_event() {
        for (a, b, expected) in [
            ("2024-03-22", "2024-03-22TEV", true),
            ("2024-03-22", "2024-03", true),
            ("2024-03-22", "2024-03-23", false),
            ("2024-03-22", "2015", false),
            ("2024-03-22", "2024-W12", true),
            ("XXXX-03-22", "2024-03-22", true),
            ("XXXX-01-04", "2024-03-22", false),
            ("XXXX-03", "2024-03-22", true),
            ("XXXX-04", "2024-03-22", false),
            ("XXXX-03-22", "2004", false),
        ] {
            assert_eq!(dates_fit(Some(a), Some(b)), expected, "{a} {b}");
            assert_eq!(dates_fit(Some(b), Some(a)), expected, "{b} {a}");
        }
        assert!(dates_fit(None, Some("2024")));
    }

    #[test]
    fn old_dates() {
        let published = jiff::civil::date(2024, 3, 23);
        for (date, expected) in
            [("2024-03-01", false), ("2024-02", false), ("2023-12-30", true), ("2015", true), ("2024", false)]
        {
            assert_eq!(is_old(published, date), expected, "{date}");
        }
    }
}
