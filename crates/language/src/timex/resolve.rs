//! From meanings to values: what was said is reckoned out from the date of publication, or from what was spoken of.
//!
//! ```text
//! published 2024-03-20:   last May → 2023-05      Friday (past) → 2024-03-15     in three days → 2024-03-23
//! not dated:              last May → XXXX-05      Friday → XXXX-WXX-5            22 March → XXXX-03-22
//! ```

use super::calendar::{Stamp, after};
use super::holiday::Holiday;
use super::sense::{Clock, Every, From, Length, Point, Sense, Spot};
use super::unit::{PART_CODES, SEASON_CODES, Unit};
use super::words::UNKNOWN;
use jiff::civil::Date;
use variorum_model::Published;
use variorum_model::document::{Anchor, Tense, TimexType};

/// What a report has spoken of so far, and how it goes on.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) published: Option<Published>,
    /// The last points that were spoken of: a day, something up to a month, anything.
    pub(super) spoken: [Option<Spoken>; 3],
    /// The latest quarter that was spoken of.
    pub(super) quarter: Option<Spoken>,
    pub(super) sentence: u32,
    pub(super) tense: Tense,
    pub(super) holidays: &'a [Holiday],
}

/// A point that was spoken of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoken {
    pub(super) stamp: Stamp,
    pub(super) timex: u32,
    pub(super) sentence: u32,
}

/// A value with where it came from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) kind: TimexType,
    pub(super) text: String,
    pub(super) anchor: Anchor,
    pub(super) inferred: bool,
    pub(super) modifier: &'static str,
    /// The point on the calendar, for what comes after.
    pub(super) stamp: Option<Stamp>,
}

/// How far back a report remembers what it spoke of, in sentences.
const MEMORY: u32 = 2;

/// How long a report on quarters goes on to be one, in sentences.
const QUARTERLY: u32 = 4;

/// The value of a meaning; `None` for what is no time.
pub(super) fn resolve(sense: &Sense, context: &Context<'_>) -> Option<Value> {
    let plain = |kind, text, modifier| {
        Some(Value { kind, text, anchor: Anchor::Absolute, inferred: false, modifier, stamp: None })
    };
    match sense {
        Sense::Nothing => None,
        Sense::Vague(name) => {
            let mut value = plain(TimexType::Date, (*name).to_string(), "")?;
            value.anchor = if context.published.is_some() { Anchor::Published } else { Anchor::Unknown };
            Some(value)
        }
        Sense::Length(length) => plain(TimexType::Duration, length.value(), length.modifier),
        Sense::Every(every) => plain(TimexType::Set, recurring(every), ""),
        Sense::Clock(clock) => Some(on_day(context.day(), |value| value.text.push_str(&clock_text(*clock)))),
        Sense::Part(part) => Some(on_day(context.day(), |value| {
            value.text.push_str(&format!("T{}", PART_CODES.get(*part).unwrap_or(&"")))
        })),
        Sense::Point(point) => context.point(point),
    }
}

/// A stamp with where it came from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) stamp: Stamp,
    pub(super) anchor: Anchor,
    pub(super) inferred: bool,
}

/// The value of a time on a day.
fn on_day(found: Found, add: impl Fn(&mut Value)) -> Value {
    let mut value = Value {
        kind: TimexType::Time,
        text: found.stamp.to_string(),
        anchor: found.anchor,
        inferred: true,
        modifier: "",
        stamp: Some(found.stamp),
    };
    add(&mut value);
    value
}

impl Context<'_> {
    /// The day of publication.
    pub(super) fn date(&self) -> Option<Date> {
        self.published.map(|published| published.date)
    }

    /// The point that was last spoken of and is no larger than a unit.
    fn last(&self, unit: Unit) -> Option<Spoken> {
        let [day, month, any] = self.spoken;
        if unit <= Unit::Day {
            day
        } else if unit <= Unit::Quarter {
            month
        } else {
            any
        }
    }

    /// The same, if it was lately.
    fn lately(&self, unit: Unit) -> Option<Spoken> {
        self.last(unit).filter(|spoken| self.sentence - spoken.sentence.min(self.sentence) <= MEMORY)
    }

    /// The day of a time of day that stands alone: the one spoken of lately, or else that of publication.
    fn day(&self) -> Found {
        match self.lately(Unit::Day) {
            Some(spoken) => {
                Found { stamp: spoken.stamp, anchor: Anchor::Timex(spoken.timex), inferred: true }
            }
            None => {
                let anchor = if self.date().is_some() { Anchor::Published } else { Anchor::Unknown };
                Found { stamp: Stamp::around(self.date(), Unit::Day), anchor, inferred: true }
            }
        }
    }

    fn point(&self, point: &Point) -> Option<Value> {
        if let Spot::Shift { from, amount, unit, .. } = &point.spot
            && unit.is_clock()
        {
            return Some(self.hours(from, *amount, *unit));
        }
        let found = self.spot(&point.spot)?;
        let mut value = Value {
            kind: TimexType::Date,
            text: found.stamp.to_string(),
            anchor: found.anchor,
            inferred: found.inferred,
            modifier: point.modifier,
            stamp: Some(found.stamp),
        };
        if let Some(clock) = point.clock {
            value.kind = TimexType::Time;
            value.text.push_str(&clock_text(clock));
        } else if let Some(part) = point.part.and_then(|part| PART_CODES.get(part)) {
            value.kind = TimexType::Time;
            value.text.push('T');
            value.text.push_str(part);
        }
        Some(value)
    }

    /// "two hours ago": a time of day where the hour of publication is known, else no more than a length.
    fn hours(&self, from: &From, amount: i64, unit: Unit) -> Value {
        let factor = match unit {
            Unit::Hour => 3600,
            Unit::Minute => 60,
            _ => 1,
        };
        let now = self.published.and_then(|published| Some(published.date.to_datetime(published.time?)));
        let then = now
            .filter(|_| *from == From::Now && amount.abs() < 1 << 32)
            .and_then(|now| now.checked_add(jiff::SignedDuration::from_secs(amount * factor)).ok());
        let (kind, text, stamp) = match then {
            Some(then) => {
                let text = match unit {
                    Unit::Hour => then.strftime("%Y-%m-%dT%H"),
                    _ => then.strftime("%Y-%m-%dT%H:%M"),
                };
                (TimexType::Time, text.to_string(), Some(Stamp::Day(then.date())))
            }
            None => {
                let parts = vec![(amount.saturating_abs().saturating_mul(1000), unit)];
                (TimexType::Duration, Length { parts, modifier: "" }.value(), None)
            }
        };
        let anchor = match (from, then) {
            (From::Now, _) if self.date().is_some() => Anchor::Published,
            (From::There, _) => {
                self.lately(Unit::Day).map_or(Anchor::Unknown, |spoken| Anchor::Timex(spoken.timex))
            }
            _ => Anchor::Unknown,
        };
        let modifier = if amount < 0 { "BEFORE" } else { "AFTER" };
        Value {
            kind,
            text,
            anchor,
            inferred: false,
            modifier: if stamp.is_some() { "" } else { modifier },
            stamp,
        }
    }

    /// The stretch of the calendar.
    pub(super) fn spot(&self, spot: &Spot) -> Option<Found> {
        Some(match spot {
            Spot::Century(digits) => {
                Found { stamp: Stamp::Century(*digits), anchor: Anchor::Absolute, inferred: false }
            }
            Spot::Decade { digits, whole: true } => {
                Found { stamp: Stamp::Decade(*digits), anchor: Anchor::Absolute, inferred: false }
            }
            Spot::Decade { digits, .. } => {
                // "the '60s" lie in the last hundred years.
                let latest = self.date().map_or(199, |date| date.year().div_euclid(10));
                let century =
                    (0..3).map(|back| latest / 10 * 10 - back * 10 + digits).find(|decade| *decade <= latest);
                Found { stamp: Stamp::Decade(century?), anchor: Anchor::Absolute, inferred: true }
            }
            Spot::Quarter { years, nth, year, spoken } => match (self.quarter, year) {
                (Some(quarter), Some(year)) => {
                    let off = quarter.stamp.year().map_or(0, |spoken| i64::from(*year) - i64::from(spoken));
                    self.quarter_off(quarter, off, *nth)?
                }
                (Some(quarter), None) => self.quarter_off(quarter, *years, *nth)?,
                (None, Some(year)) => {
                    Found { stamp: Stamp::Year(Some(*year)), anchor: Anchor::Absolute, inferred: false }
                }
                (None, None) if *spoken => return None,
                (None, None) if *years == 0 => self.shift(&From::Now, 0, Unit::Quarter, false)?,
                (None, None) => self.shift(&From::Now, *years, Unit::Year, false)?,
            },
            Spot::DayOf { month, day } => {
                let month = self.spot(month)?;
                let stamp = match month.stamp.first_day() {
                    Some(first) => Stamp::Day(Date::new(first.year(), first.month(), *day).ok()?),
                    None => Stamp::around(None, Unit::Day),
                };
                Found { stamp, ..month }
            }
            Spot::Shift { from, amount, unit, keep } => self.shift(from, *amount, *unit, *keep)?,
            Spot::Named { what, way, from, year } => self.named(*what, *way, from, year.as_ref())?,
        })
    }

    /// Where a reckoning in some unit starts.
    pub(super) fn base(&self, from: &From, unit: Unit) -> Option<Found> {
        let now = Found {
            stamp: Stamp::around(self.date(), Unit::Day),
            anchor: if self.date().is_some() { Anchor::Published } else { Anchor::Unknown },
            inferred: false,
        };
        match from {
            From::Now => Some(now),
            // Nothing was spoken of: "the next day" is then the day after something that happened, not tomorrow.
            From::There => Some(match self.last(unit) {
                Some(spoken) => {
                    Found { stamp: spoken.stamp, anchor: Anchor::Timex(spoken.timex), inferred: false }
                }
                None => Found { stamp: Stamp::around(None, unit), anchor: Anchor::Unknown, inferred: false },
            }),
            From::Spot(spot) => self.spot(spot),
        }
    }

    /// The same quarter, or another of that year, so many years off.
    fn quarter_off(&self, quarter: Spoken, years: i64, nth: Option<i8>) -> Option<Found> {
        let Stamp::Quarter(Some(year), same) = quarter.stamp else { return None };
        let year = year.checked_add(i16::try_from(years).ok()?)?;
        let stamp = Stamp::Quarter(Some(year), nth.unwrap_or(same));
        Some(Found { stamp, anchor: Anchor::Timex(quarter.timex), inferred: false })
    }

    fn shift(&self, from: &From, amount: i64, unit: Unit, keep: bool) -> Option<Found> {
        let from = match from {
            // "a year earlier", where nothing was spoken of: than now.
            From::There if keep && self.last(unit).is_none() => &From::Now,
            _ => from,
        };
        let base = self.base(from, unit)?;
        if amount == UNKNOWN {
            return Some(Found { stamp: Stamp::around(None, unit), ..base });
        }
        if keep && unit == Unit::Year {
            // In a report on quarters "a year earlier" is a quarter.
            let recent = self
                .quarter
                .filter(|quarter| self.sentence - quarter.sentence.min(self.sentence) <= QUARTERLY);
            if let Some(quarter) = recent {
                return self.quarter_off(quarter, amount, None);
            }
        }
        let Some(date) = base.stamp.first_day() else {
            // "the following year", after "1988 and …": nothing to reckon from but the size is known.
            return Some(Found { stamp: Stamp::around(None, unit), anchor: base.anchor, inferred: false });
        };
        // A month is a month of the calendar, whatever the day: 31 March minus one month is February.
        let date = if unit >= Unit::Month { date.first_of_month() } else { date };
        let there = after(date, amount, unit)?;
        let size = if unit == Unit::Decade && from != &From::Now { Unit::Year } else { unit };
        Some(Found { stamp: Stamp::around(Some(there), size), ..base })
    }
}

fn clock_text(clock: Clock) -> String {
    let (hours, minutes, seconds) = (clock.seconds / 3600, clock.seconds / 60 % 60, clock.seconds % 60);
    match clock.fineness {
        0..=2 => format!("T{hours:02}:{minutes:02}"),
        _ => format!("T{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

fn recurring(every: &Every) -> String {
    let part_code = |part: usize| PART_CODES.get(part).copied().unwrap_or_default();
    match every {
        Every::Length(length) => length.value(),
        Every::Weekday(weekday, None) => format!("XXXX-WXX-{weekday}"),
        Every::Weekday(weekday, Some(part)) => format!("XXXX-WXX-{weekday}T{}", part_code(*part)),
        Every::Month(month) => format!("XXXX-{month:02}"),
        Every::Season(season) => format!("XXXX-{}", SEASON_CODES.get(*season).copied().unwrap_or_default()),
        Every::Part(part) => format!("XXXX-XX-XXT{}", part_code(*part)),
        Every::Day(month, day) => format!("XXXX-{month:02}-{day:02}"),
    }
}
