//! Feasts whose day a calendar rule gives.
//!
//! ```text
//! 12-25       the same day each year
//! 11-thu4     the fourth Thursday of November
//! 5-mon-1     the last Monday of May
//! 11-mon1+1   the day after the first Monday of November
//! easter-2    two days before Easter Sunday
//! ```

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The rule of a feast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Holiday {
    base: Base,
    /// Days after the base.
    offset: i8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    Fixed { month: i8, day: i8 },
    Nth { month: i8, weekday: Weekday, nth: i8 },
    Easter,
}

impl Holiday {
    /// Reads a rule; `None` where it is none.
    pub(super) fn read(rule: &str) -> Option<Holiday> {
        if let Some(offset) = rule.strip_prefix("easter") {
            let offset = if offset.is_empty() { 0 } else { offset.parse().ok()? };
            return Some(Holiday { base: Base::Easter, offset });
        }
        let (month, rest) = rule.split_once('-')?;
        let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        if let Ok(day) = rest.parse() {
            let base = Base::Fixed { month, day };
            return (1..=31).contains(&day).then_some(Holiday { base, offset: 0 });
        }
        let weekday = weekday(rest.get(..3)?)?;
        let (nth, offset) = match rest.get(3..)?.split_once('+') {
            Some((nth, offset)) => (nth, offset.parse().ok()?),
            None => (rest.get(3..)?, 0),
        };
        let nth = nth.parse().ok().filter(|nth| (1..=5).contains(nth) || *nth == -1)?;
        Some(Holiday { base: Base::Nth { month, weekday, nth }, offset })
    }

    /// Its day in a year.
    pub(super) fn in_year(self, year: i16) -> Option<Date> {
        let base = match self.base {
            Base::Fixed { month, day } => Date::new(year, month, day).ok()?,
            Base::Nth { month, weekday, nth } => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?
            }
            Base::Easter => easter(year)?,
        };
        base.checked_add(i64::from(self.offset).days()).ok()
    }

    /// Month and day, where every year has it on the same day.
    pub(super) fn fixed(self) -> Option<(i8, i8)> {
        match self.base {
            Base::Fixed { month, day } if self.offset == 0 => Some((month, day)),
            _ => None,
        }
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let idx = names.iter().position(|known| *known == name)?;
    Weekday::from_monday_one_offset(idx as i8 + 1).ok()
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 1876).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, within) = (year % 19, year / 100, year % 100);
    let shift = (century + 8) / 25;
    let moon = (19 * golden + century - century / 4 - (century - shift + 1) / 3 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (within / 4) - moon - within % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let sum = moon + sunday - 7 * late + 114;
    Date::new(year as i16, (sum / 31) as i8, (sum % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: &str, year: i16, expected: &str) {
        let holiday = Holiday::read(rule).unwrap();
        assert_eq!(holiday.in_year(year).unwrap().to_string(), expected, "{rule} {year}");
    }

    #[test]
    fn rules_give_days() {
        check("12-25", 2024, "2024-12-25");
        check("11-thu4", 2024, "2024-11-28");
        check("5-mon-1", 2024, "2024-05-27");
        check("11-mon1+1", 2024, "2024-11-05");
        check("easter", 2024, "2024-03-31");
        check("easter", 2025, "2025-04-20");
        check("easter-2", 1999, "1999-04-02");
        check("easter+49", 2000, "2000-06-11");
    }

    #[test]
    fn other_text_is_no_rule() {
        for rule in ["", "13-1", "12-", "11-xyz4", "11-thu", "11-thu6", "easter!", "é-mon", "12-é"] {
            assert_eq!(Holiday::read(rule), None, "{rule}");
        }
    }
}
