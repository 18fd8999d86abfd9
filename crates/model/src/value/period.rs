//! Stretches of time at which something is said to hold, and which of two is the later.
//!
//! ```text
//! 2024-05-01           the whole day       ┐ neither is later than the other
//! 2024-05-01T18:30     that minute         ┘
//! 2024-05-02           the next day          later than both
//! ```

use super::days;
use crate::Published;
use jiff::civil::{Date, DateTime, Time};

/// A stretch of time from `from` to `to`, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Its first moment.
    pub from: DateTime,
    /// Its last moment.
    pub to: DateTime,
}

impl Period {
    /// The days from the first to the last.
    pub fn days(first: Date, last: Date) -> Period {
        Period { from: first.at(0, 0, 0, 0), to: last.at(23, 59, 59, 0) }
    }

    /// The time that a TIMEX3 value, or two of them parted by a stroke ("2024-03-15/2024-03-17"), names.
    pub fn of_value(value: &str) -> Option<Period> {
        if let Some((first, last)) = value.split_once('/') {
            let (first, last) = (days(first)?, days(last)?);
            return (first.0 <= last.1).then(|| Period::days(first.0, last.1));
        }
        let (first, last) = days(value)?;
        let clock = value.split_once('T').and_then(|(_, clock)| clock.parse::<Time>().ok());
        match clock {
            Some(clock) if first == last => {
                let moment = first.to_datetime(clock);
                Some(Period { from: moment, to: moment })
            }
            _ => Some(Period::days(first, last)),
        }
    }

    /// The time of a publication: its moment, or the day where the time of day is not known.
    pub fn of_publication(published: &Published) -> Period {
        match published.time {
            Some(time) => {
                Period { from: published.date.to_datetime(time), to: published.date.to_datetime(time) }
            }
            None => Period::days(published.date, published.date),
        }
    }

    /// Whether all of it lies before all of the other.
    pub fn before(&self, other: &Period) -> bool {
        self.to < other.from
    }

    /// Whether the two have a moment in common.
    pub fn meets(&self, other: &Period) -> bool {
        !self.before(other) && !other.before(self)
    }

    /// Whether all of the other lies within this one.
    pub fn contains(&self, other: &Period) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// The number of days that it touches.
    pub fn length(&self) -> i64 {
        self.from.date().until(self.to.date()).map_or(0, |span| i64::from(span.get_days())) + 1
    }

    /// How many days lie between the two; 0 where they touch the same day.
    pub fn distance(&self, other: &Period) -> i64 {
        let gap =
            |first: Date, second: Date| first.until(second).map_or(0, |span| i64::from(span.get_days()));
        gap(self.to.date(), other.from.date()).max(gap(other.to.date(), self.from.date())).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(value: &str) -> Period {
        Period::of_value(value).unwrap()
    }

    #[test]
    fn periods_have_an_order_where_they_are_apart() {
        assert!(period("2024-05-01").before(&period("2024-05-02")));
        assert!(!period("2024-05").before(&period("2024-05-02")));
        assert!(period("2024-05").contains(&period("2024-05-02TEV")));
        assert!(period("2024-05-01T10:00").before(&period("2024-05-01T18:30")));
        assert!(!period("2024-05-01T10:00").before(&period("2024-05-01")));
        assert!(period("2024-05-01/2024-05-03").contains(&period("2024-05-02")));
        assert_eq!(Period::of_value("PAST_REF"), None);
        assert_eq!(Period::of_value("2024-05-03/2024-05-01"), None);
    }

    #[test]
    fn distance_counts_days() {
        assert_eq!(period("2024-05-01").distance(&period("2024-05-04")), 3);
        assert_eq!(period("2024-05-04").distance(&period("2024-05-01")), 3);
        assert_eq!(period("2024-05").distance(&period("2024-05-04")), 0);
        assert_eq!(period("2024-02").length(), 29);
    }
}
