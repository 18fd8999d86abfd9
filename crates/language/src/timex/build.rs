//! The constructions that make a meaning of words: dates, shifts, lengths, what recurs, clocks.
//!
//! ```text
//! {month} {day}, {anyyear}      March 22, 2024       the day of that name in that year
//! {way} {dayunit}               last week            the week of publication, one back
//! {amount} {unit}               two and a half years a length
//! {hour} {halfday}              7 p.m.               19:00
//! ```

use super::construct::{Amount, Caught};
use super::join::within_part;
use super::sense::{Clock, Every, From, Length, Point, Sense, Spot, Way, What, YearOf};
use super::unit::Unit;
use super::words::{self as w, UNKNOWN};

pub(super) fn date(caught: &Caught<'_>, way: Way, from: &From) -> Option<Spot> {
    if let Some(packed) = caught.value(w::ISO).or_else(|| caught.value(w::SLASHED)) {
        let year = YearOf::Exact((packed / 10_000) as i16);
        let (month, day) = ((packed / 100 % 100) as i8, (packed % 100) as i8);
        let what = if month == 0 { What::SomeDay } else { What::Day(month, day) };
        return Some(Spot::Named { what, way: Way::Near, from: From::Now, year: Some(year) });
    }
    let nth = || caught.small(w::NTH);
    let year = match (caught.value(w::YEAR).or_else(|| caught.value(w::ANYYEAR)), caught.value(w::SHORT_YEAR))
    {
        (Some(year), _) => Some(YearOf::Exact(i16::try_from(year).ok()?)),
        (None, Some(year)) => Some(YearOf::Short(i16::try_from(year).ok()?)),
        (None, None) => None,
    };
    let what = if let Some(month) = caught.month() {
        match caught.small(w::DAY).or_else(nth) {
            Some(day) => {
                // A leap year has every day that any year has.
                jiff::civil::Date::new(2000, month, day).ok()?;
                What::Day(month, day)
            }
            None => What::Month(month),
        }
    } else if let Some(weekday) = caught.small(w::WEEKDAY) {
        What::Weekday(weekday)
    } else if let Some(season) = caught.value(w::SEASON) {
        What::Season(season as usize)
    } else if let Some(holiday) = caught.value(w::HOLIDAY) {
        What::Holiday(holiday as usize)
    } else if let Some(quarter) = caught.small(w::QUARTERNAME) {
        What::Quarter(quarter)
    } else if caught.value(w::QUARTER).is_some() {
        What::Quarter(nth()?)
    } else if caught.value(w::HALF).is_some() {
        What::Half(nth()?)
    } else {
        year.as_ref()?;
        What::Whole
    };
    if matches!(what, What::Quarter(nth) if !(1..=4).contains(&nth))
        || matches!(what, What::Half(nth) if !(1..=2).contains(&nth))
    {
        return None;
    }
    Some(Spot::Named { what, way: caught.way().unwrap_or(way), from: from.clone(), year })
}

pub(super) fn decade(caught: &Caught<'_>) -> Option<Spot> {
    let year = caught.value(w::YEAR).filter(|year| year % 10 == 0);
    let value = i16::try_from(caught.value(w::DECADE).or(year)?).ok()?;
    Some(match value {
        100.. => Spot::Decade { digits: value / 10, whole: true },
        _ => Spot::Decade { digits: value / 10, whole: false },
    })
}

pub(super) fn shift(
    caught: &Caught<'_>,
    from: Option<&From>,
    amount: Amount,
    unit: Option<Unit>,
    keep: bool,
) -> Option<Sense> {
    let lengths = caught
        .pieces
        .iter()
        .find_map(|piece| if let Sense::Length(length) = piece { Some(length) } else { None });
    let from = match from {
        Some(from) => from.clone(),
        None => From::Spot(Box::new(caught.point()?.spot.clone())),
    };
    let (amount, unit) = match (amount, lengths) {
        (Amount::Caught(sign), Some(length)) => {
            let &(amount, unit) = length.parts.first()?;
            return Some(shift_by_length(from, sign, amount, unit, length, keep));
        }
        (Amount::Caught(sign), None) => {
            let amount = caught.value(w::AMOUNT)?;
            (if amount == UNKNOWN { UNKNOWN } else { sign * amount / 1000 }, unit.or_else(|| caught.unit())?)
        }
        (Amount::Fixed(amount), _) => (amount, unit.or_else(|| caught.unit())?),
        (Amount::Way, _) => (caught.value(w::WAY)?, unit.or_else(|| caught.unit())?),
        (Amount::DayShift, _) => (caught.value(w::DAYSHIFT)?, Unit::Day),
    };
    Some(Sense::Point(Point::new(Spot::Shift { from, amount, unit, keep })))
}

/// "three days ago", "one and a half years later": fractions of years count in months, others are rounded.
fn shift_by_length(from: From, sign: i64, amount: i64, unit: Unit, length: &Length, keep: bool) -> Sense {
    if amount == UNKNOWN {
        return match from {
            From::Now => Sense::Vague(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }),
            _ => Sense::Length(length.clone()),
        };
    }
    let (amount, unit) = match unit {
        Unit::Year if amount % 1000 != 0 => (amount * 12 / 1000, Unit::Month),
        Unit::Decade => (amount / 100, Unit::Year),
        Unit::Century => (amount / 10, Unit::Year),
        Unit::Fortnight => (amount * 2 / 1000, Unit::Week),
        _ => (amount / 1000, unit),
    };
    let mut point = Point::new(Spot::Shift { from, amount: sign * amount, unit, keep });
    point.modifier = length.modifier;
    Sense::Point(point)
}

pub(super) fn length(caught: &Caught<'_>) -> Option<Length> {
    let amount = match (caught.value(w::AMOUNT), caught.value(w::NUMBER), caught.value(w::FRACTION)) {
        (Some(amount), _, Some(fraction)) => {
            if amount == UNKNOWN {
                UNKNOWN
            } else {
                amount + fraction
            }
        }
        (Some(amount), _, None) | (None, Some(amount), _) => amount,
        (None, None, Some(fraction)) => fraction,
        (None, None, None) if caught.value(w::HALF).is_some() => 0,
        (None, None, None) if caught.value(w::DAYUNIT).or_else(|| caught.value(w::LONGUNIT)).is_some() => {
            1000
        }
        (None, None, None) => UNKNOWN,
    };
    let amount = match caught.value(w::HALF) {
        Some(_) if amount != UNKNOWN => amount + 500,
        _ => amount,
    };
    Some(Length { parts: vec![(amount, caught.unit()?)], modifier: "" })
}

pub(super) fn every(caught: &Caught<'_>) -> Option<Every> {
    if let Some(weekday) = caught.small(w::WEEKDAYS).or_else(|| caught.small(w::WEEKDAY)) {
        let part = caught.value(w::PARTS).or_else(|| caught.value(w::PART)).map(|part| part as usize);
        return Some(Every::Weekday(weekday, part));
    }
    if let Some(month) = caught.month() {
        return Some(match caught.small(w::DAY) {
            Some(day) => Every::Day(month, day),
            None => Every::Month(month),
        });
    }
    if let Some(season) = caught.value(w::SEASON).or_else(|| caught.value(w::SEASONS)) {
        return Some(Every::Season(season as usize));
    }
    if let Some(part) = caught.value(w::PART).or_else(|| caught.value(w::PARTS)) {
        return Some(Every::Part(part as usize));
    }
    for piece in &caught.pieces {
        if let Sense::Length(length) = piece {
            return Some(Every::Length(length.clone()));
        }
    }
    let amount =
        caught.value(w::AMOUNT).or_else(|| caught.value(w::NTH).map(|nth| nth * 1000)).unwrap_or(1000);
    Some(Every::Length(Length { parts: vec![(amount, caught.unit()?)], modifier: "" }))
}

pub(super) fn clock(caught: &Caught<'_>, minutes: i64) -> Option<Clock> {
    if let Some(seconds) = caught.value(w::MIDDAY) {
        return Some(Clock { seconds, fineness: 2, settled: true });
    }
    let (seconds, fineness) = if let Some(hour) = caught.value(w::HOUR) {
        (hour * 3600, 1)
    } else {
        let seconds =
            caught.value(w::CLOCK).or_else(|| caught.value(w::DOTTED)).or_else(|| caught.value(w::HHMM))?;
        (seconds, if seconds % 60 == 0 { 2 } else { 3 })
    };
    let (minutes, fineness) = match caught.value(w::NUMBER).filter(|_| minutes.abs() == 1) {
        Some(amount) => (minutes * amount / 1000, 2),
        None => (minutes, if minutes == 0 { fineness } else { 2 }),
    };
    let half = caught.value(w::HALFDAY);
    let seconds = match half {
        Some(12) if seconds < 12 * 3600 => seconds + 12 * 3600,
        Some(0) if (12 * 3600..13 * 3600).contains(&seconds) => seconds - 12 * 3600,
        Some(_) if seconds >= 13 * 3600 => return None,
        _ => seconds,
    } + minutes * 60;
    let seconds = seconds.rem_euclid(86_401);
    let clock = Clock { seconds, fineness, settled: half.is_some() || !(3600..13 * 3600).contains(&seconds) };
    let part = caught.value(w::PART);
    Some(part.map_or(clock, |part| within_part(clock, part as usize)))
}

pub(super) fn part(caught: &Caught<'_>, day: Option<&(From, i64)>, code: Option<usize>) -> Option<Sense> {
    let said = caught.value(w::PART).or_else(|| caught.value(w::NOON)).map(|part| part as usize);
    let part = code.or(said)?;
    let Some((from, amount)) = day else {
        return Some(Sense::Part(part));
    };
    let mut point =
        Point::new(Spot::Shift { from: from.clone(), amount: *amount, unit: Unit::Day, keep: false });
    point.part = Some(part);
    Some(Sense::Point(point))
}
