//! Whether two dates can be of one event.
//!
//! ```text
//! 2024-03-22 and 2024-03-22TEV      yes
//! 2024-03-22 and 2024-03            yes
//! 2024-03-22 and 2024-03-23         no
//! ```

/// A TIMEX3 value without its time of day.
pub(super) fn day(value: &str) -> &str {
    value.split('T').next().unwrap_or(value)
}

/// Whether two TIMEX3 dates can be of one event.
pub(super) fn dates_fit(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a.map(day), b.map(day)) else { return true };
    // Weeks and seasons are not compared with days here: they fit.
    let plain = |value: &str| value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !plain(a) || !plain(b) {
        return a.get(..4) == b.get(..4);
    }
    a.starts_with(b) || b.starts_with(a)
}

/// Whether a date lies more than two months before the publication.
pub(super) fn is_old(published: jiff::civil::Date, date: &str) -> bool {
    let mut parts =
        date.split('-').map(|part| part.get(..part.len().min(4)).and_then(|part| part.parse::<i32>().ok()));
    let Some(Some(year)) = parts.next() else { return false };
    let months = |year: i32, month: i32| year * 12 + month;
    match parts.next().flatten().filter(|month| (1..=12).contains(month)) {
        Some(month) => months(published.year().into(), published.month().into()) - months(year, month) > 2,
        None => year < i32::from(published.year()),
    }
}
