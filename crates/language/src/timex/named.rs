//! Which Friday, which May, which summer: names that come again each week or year.
//!
//! ```text
//! published 2024-03-20:   broke down on Friday → 2024-03-15      will meet on Friday → 2024-03-22
//!                         was sold in May → 2023-05              opens in May → 2024-05
//! ```

use super::calendar::{Stamp, after};
use super::holiday::Holiday;
use super::resolve::{Context, Found};
use super::sense::{From, Way, What, YearOf};
use super::unit::{SEASON_MONTHS, Unit};
use jiff::civil::{Date, Weekday};
use variorum_model::document::{Anchor, Tense};

impl Context<'_> {
    /// The one of its name that the words, the tense and the date point to.
    pub(super) fn named(&self, what: What, way: Way, from: &From, year: Option<&YearOf>) -> Option<Found> {
        if let Some(year) = year {
            let (year, anchor, inferred) = match year {
                YearOf::Exact(year) => (Some(*year), Anchor::Absolute, false),
                YearOf::Short(digits) => {
                    let latest = self.date().map_or(2049, |date| date.year().saturating_add(20));
                    let century = latest - latest.rem_euclid(100) + digits;
                    (Some(if century > latest { century - 100 } else { century }), Anchor::Absolute, true)
                }
                YearOf::Spot(spot) => {
                    let found = self.spot(spot)?;
                    (found.stamp.year(), found.anchor, false)
                }
            };
            return Some(Found { stamp: in_year(what, year, self.holidays)?, anchor, inferred });
        }
        let base = self.base(from, Unit::Day)?;
        let Some(date) = base.stamp.first_day() else {
            return Some(Found {
                stamp: in_year(what, None, self.holidays)?,
                anchor: base.anchor,
                inferred: false,
            });
        };
        let stamp = match what {
            What::Weekday(weekday) => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                Stamp::Day(self.weekday(date, weekday, way, from)?)
            }
            What::Weekend => {
                // On a Sunday the weekend is still on.
                let date = if date.weekday() == Weekday::Sunday { date.yesterday().ok()? } else { date };
                Stamp::around(Some(self.weekday(date, Weekday::Saturday, way, from)?), Unit::Weekend)
            }
            _ => self.yearly(date, what, way)?,
        };
        Some(Found {
            stamp,
            anchor: base.anchor,
            inferred: !matches!(what, What::Weekday(_) | What::Weekend),
        })
    }

    fn weekday(&self, date: Date, weekday: Weekday, way: Way, from: &From) -> Option<Date> {
        let forward = match way {
            Way::Last => return date.nth_weekday(-1, weekday).ok(),
            Way::Next => return date.nth_weekday(1, weekday).ok(),
            Way::This => self.tense != Tense::Past,
            Way::Near => self.tense == Tense::Future || *from == From::There,
        };
        if date.weekday() == weekday {
            return Some(date);
        }
        date.nth_weekday(if forward { 1 } else { -1 }, weekday).ok()
    }

    /// Something that comes once a year, of the year that the words and the tense point to.
    fn yearly(&self, date: Date, what: What, way: Way) -> Option<Stamp> {
        let start = |year: i16| in_year(what, Some(year), self.holidays).and_then(Stamp::first_day);
        // How many months it lasts: a date can lie before, within or after it.
        let size = match what {
            What::Season(_) | What::Quarter(_) => 3,
            What::Half(_) => 6,
            What::Month(_) => 1,
            _ => 0,
        };
        let over = |from: Date| if size == 0 { from } else { after(from, size, Unit::Month).unwrap_or(from) };
        // A winter that began last year may still last.
        let started = (-1..=1)
            .rev()
            .map(|step| date.year() + step)
            .find(|year| start(*year).is_some_and(|first| first <= date))?;
        let current =
            start(started).filter(|first| if size == 0 { *first == date } else { date < over(*first) });
        let (past, future) = (started, if current.is_some() { started } else { started + 1 });
        let year = match way {
            Way::Last if current.is_some() => started - 1,
            Way::Last => past,
            Way::Next => started + 1,
            Way::This if matches!(what, What::Season(_)) && self.tense == Tense::Past => past,
            Way::This if matches!(what, What::Season(_)) => {
                if self.tense == Tense::Future {
                    future
                } else {
                    nearest(date, past, future, 1, start)
                }
            }
            Way::This => date.year(),
            Way::Near => match self.tense {
                _ if current.is_some() => started,
                Tense::Past if matches!(what, What::Quarter(_) | What::Half(_)) => past,
                _ if matches!(what, What::Quarter(_) | What::Half(_)) => {
                    nearest(date, past, future, 1, start)
                }
                Tense::Past if matches!(what, What::Holiday(_)) => past,
                Tense::Past => nearest(date, past, future, 10, start),
                Tense::Future => nearest(date, future, past, 6, start),
                Tense::Present => nearest(date, future, past, 4, start),
                Tense::None => nearest(date, past, future, 2, start),
            },
        };
        in_year(what, Some(year), self.holidays)
    }
}

/// The first year, unless the other one is so many times nearer.
fn nearest(date: Date, first: i16, other: i16, times: i64, start: impl Fn(i16) -> Option<Date>) -> i16 {
    let distance = |year| {
        start(year)
            .and_then(|day| day.since(date).ok())
            .map_or(i64::MAX, |span| i64::from(span.get_days().abs()))
    };
    let (one, two) = (distance(first), distance(other));
    if one > two.saturating_mul(times) { other } else { first }
}

/// Something named, in a year.
fn in_year(what: What, year: Option<i16>, holidays: &[Holiday]) -> Option<Stamp> {
    Some(match what {
        What::Whole => Stamp::Year(year),
        What::Half(half) => Stamp::Half(year, half),
        What::Quarter(quarter) => Stamp::Quarter(year, quarter),
        What::Season(season) => Stamp::Season(year, season.min(SEASON_MONTHS.len() - 1)),
        What::Month(month) => Stamp::Month(year, Some(month)),
        What::Day(month, day) => match year {
            Some(year) => Stamp::Day(Date::new(year, month, day).ok()?),
            None => Stamp::DayOfYear(month, day),
        },
        What::Weekday(weekday) => Stamp::DayOfWeek(weekday),
        What::Weekend => Stamp::Weekend(None),
        What::Holiday(holiday) => {
            let holiday = holidays.get(holiday)?;
            match (year, holiday.fixed()) {
                (Some(year), _) => Stamp::Day(holiday.in_year(year)?),
                (None, Some((month, day))) => Stamp::DayOfYear(month, day),
                (None, None) => Stamp::DayOf(None),
            }
        }
        What::SomeDay => Stamp::DayOf(year),
    })
}
