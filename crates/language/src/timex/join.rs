//! The constructions that join findings: what one leaves open, the other says.
//!
//! ```text
//! Friday + March 22        the date knows more           Friday + the evening     a part of that day
//! June + last year         the month of that year        four + the afternoon     16:00
//! ```

use super::construct::Caught;
use super::sense::{Clock, Point, Sense, Spot, What, YearOf};
use super::unit::Unit;
use super::words::{self as w, UNKNOWN};

/// Pieces that complete each other: a weekday and a date, a month and a year, a day and a time of day.
pub(super) fn join(caught: &Caught<'_>) -> Option<Sense> {
    let mut pieces = caught.pieces.iter().map(|piece| (*piece).clone());
    let mut whole = pieces.next()?;
    if let Some(part) = caught.value(w::PART) {
        whole = two(whole, Sense::Part(part as usize))?;
    }
    for piece in pieces {
        whole = two(whole, piece)?;
    }
    Some(whole)
}

fn two(one: Sense, other: Sense) -> Option<Sense> {
    Some(match (one, other) {
        (Sense::Point(one), Sense::Point(other)) => Sense::Point(points(one, other)?),
        (Sense::Point(mut point), Sense::Clock(clock)) | (Sense::Clock(clock), Sense::Point(mut point)) => {
            point.clock = Some(point.part.map_or(clock, |part| within_part(clock, part)));
            Sense::Point(point)
        }
        (Sense::Point(mut point), Sense::Part(part)) | (Sense::Part(part), Sense::Point(mut point)) => {
            point.part = Some(part);
            point.clock = point.clock.map(|clock| within_part(clock, part));
            Sense::Point(point)
        }
        (Sense::Clock(clock), Sense::Part(part)) | (Sense::Part(part), Sense::Clock(clock)) => {
            Sense::Clock(within_part(clock, part))
        }
        // The same time in another zone.
        (Sense::Clock(clock), Sense::Clock(_)) => Sense::Clock(clock),
        (Sense::Length(mut one), Sense::Length(other)) => {
            let (&(large, last), &(small, first)) = (one.parts.last()?, other.parts.first()?);
            if first >= last || large == UNKNOWN || small == UNKNOWN {
                return None;
            }
            one.parts.extend(other.parts);
            Sense::Length(one)
        }
        _ => return None,
    })
}

/// Two points of which one says what the other leaves open.
fn points(one: Point, other: Point) -> Option<Point> {
    let rank = |spot: &Spot| match spot {
        Spot::Named { what: What::Weekday(_), .. } => 2,
        Spot::Named { what: What::Whole, .. } | Spot::Shift { unit: Unit::Year, .. } => 1,
        Spot::Named { .. } => 0,
        Spot::Shift { unit: Unit::Day, .. } => 3,
        _ => 4,
    };
    let (mut main, aside) = if rank(&one.spot) <= rank(&other.spot) { (one, other) } else { (other, one) };
    main.part = main.part.or(aside.part);
    main.clock = main.clock.or(aside.clock);
    if main.modifier.is_empty() {
        main.modifier = aside.modifier;
    }
    match (&mut main.spot, aside.spot) {
        // "Friday, March 22", "yesterday, March 22": the date knows more than the weekday.
        (
            Spot::Named { what: What::Day(..) | What::Holiday(_), .. },
            Spot::Named { what: What::Weekday(_), .. },
        ) => {}
        (Spot::Named { what: What::Day(..) | What::Weekday(_), .. }, Spot::Shift { unit: Unit::Day, .. }) => {
        }
        // "June last year", "the third quarter of 2023".
        (Spot::Named { year: year @ None, .. }, Spot::Named { what: What::Whole, year: of, .. }) => {
            *year = of
        }
        (Spot::Named { year: year @ None, .. }, spot @ Spot::Shift { unit: Unit::Year, .. }) => {
            *year = Some(YearOf::Spot(Box::new(spot)));
        }
        _ => return None,
    }
    Some(main)
}

pub(super) fn modify(caught: &Caught<'_>, name: &'static str) -> Option<Sense> {
    let mut piece = (*caught.pieces.first()?).clone();
    match &mut piece {
        Sense::Point(point) => point.modifier = name,
        Sense::Length(length) => length.modifier = name,
        _ => {}
    }
    if let (Sense::Point(point), Some(part)) = (&mut piece, caught.value(w::PART)) {
        point.part = Some(part as usize);
    }
    Some(piece)
}

/// "four in the afternoon": the part of the day settles the half.
pub(super) fn within_part(clock: Clock, part: usize) -> Clock {
    const LATE: [usize; 2] = [2, 3];
    const NIGHT: usize = 4;
    let hour = clock.seconds / 3600;
    let later = hour < 12 && (LATE.contains(&part) || part == NIGHT && hour > 5);
    let midnight = hour == 12 && part == NIGHT;
    let seconds = match (clock.settled, later, midnight) {
        (false, true, _) => clock.seconds + 12 * 3600,
        (false, _, true) => clock.seconds - 12 * 3600,
        _ => clock.seconds,
    };
    Clock { seconds, settled: true, ..clock }
}
