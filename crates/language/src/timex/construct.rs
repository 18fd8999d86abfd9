//! Constructions: how the pieces that a card caught make a meaning.
//!
//! ```text
//! date                 March + 22 + 2024          shift now -1 unit      last + week
//! date last now        last + May                 shift there + length   three days + later
//! join                 Friday + the evening       length                 about + two + hours
//! ```

use super::sense::{Clock, Every, From, Length, Point, Sense, Spot, Way, What, YearOf};
use super::unit::{PART_CODES, Unit};
use super::words::{self as w, Class, UNKNOWN};

/// What a card makes of its pieces.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Construct {
    /// Nothing, so that no other card finds anything there.
    Nothing,
    /// A named day, month, season, quarter, holiday or year.
    Date(Way, From),
    /// The weekend that {way} or the tense points to.
    Weekend,
    /// The quarter that a report on quarters is about, so many years off, or that of the year that was
    /// caught; `None`: only if it has spoken of one.
    Quarter(Option<i64>),
    /// A decade by its name.
    Decade,
    /// A century by its number.
    Century,
    /// So many units from somewhere.
    Shift { from: Option<From>, amount: Amount, unit: Option<Unit>, keep: bool },
    /// A length of time.
    Length,
    /// What recurs.
    Every,
    /// A reference without a calendar.
    Vague(&'static str),
    /// A time of day; with so many minutes after (before) the hour, where a card says so.
    Clock(i64),
    /// A part of the day, on a day so many from now where a card says so.
    Part(Option<(From, i64)>, Option<usize>),
    /// Pieces that complete each other.
    Join,
    /// A piece with TimeML's `mod`.
    Modify(&'static str),
}

/// How far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    Fixed(i64),
    /// As far as the length or amount that was caught says, onwards or back.
    Caught(i64),
    /// As {way} says: back, here, onwards.
    Way,
    /// As {dayshift} says.
    DayShift,
}

const VAGUE: [&str; 3] = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"];
const MODIFIERS: [&str; 9] =
    ["START", "MID", "END", "APPROX", "BEFORE", "AFTER", "LESS_THAN", "MORE_THAN", "EQUAL_OR_MORE"];

impl Construct {
    /// Reads the line `means` of a card.
    pub(super) fn read(text: &str) -> Result<Construct, String> {
        let items: Vec<&str> = text.split_whitespace().collect();
        let unknown = |item: &str, hint: &str| format!("“{item}” has no meaning here; hint: {hint}");
        let of = |item: &str, list: &[&'static str]| {
            list.iter().copied().find(|known| *known == item).ok_or_else(|| unknown(item, &list.join(", ")))
        };
        Ok(match *items.as_slice() {
            ["nothing"] => Construct::Nothing,
            ["date"] => Construct::Date(Way::Near, From::Now),
            ["date", way, from] => {
                let way = match way {
                    "near" => Way::Near,
                    "last" => Way::Last,
                    "this" => Way::This,
                    "next" => Way::Next,
                    _ => return Err(unknown(way, "near, last, this or next")),
                };
                Construct::Date(way, read_from(from)?.ok_or_else(|| unknown(from, "now or there"))?)
            }
            ["weekend", "near"] => Construct::Weekend,
            ["quarter", "there" | "year"] => Construct::Quarter(None),
            ["quarter", years] => Construct::Quarter(Some(
                years.parse().map_err(|_| unknown(years, "there, 0, or -1 for the year before"))?,
            )),
            ["decade"] => Construct::Decade,
            ["century"] => Construct::Century,
            ["shift", from, amount, unit, ref rest @ ..] => {
                let amount = match amount {
                    "+" => Amount::Caught(1),
                    "-" => Amount::Caught(-1),
                    "way" => Amount::Way,
                    "dayshift" => Amount::DayShift,
                    _ => Amount::Fixed(
                        amount.parse().map_err(|_| unknown(amount, "+, -, way, dayshift or a number"))?,
                    ),
                };
                let code = Unit::from_code(unit);
                if code.is_none() && !matches!(unit, "unit" | "length") {
                    return Err(unknown(unit, "unit, length or a code such as D, W, M, Y"));
                }
                let keep = match rest {
                    [] => false,
                    ["keep"] => true,
                    [other, ..] => return Err(unknown(other, "keep, or nothing")),
                };
                Construct::Shift { from: read_from(from)?, amount, unit: code, keep }
            }
            ["length"] => Construct::Length,
            ["every"] => Construct::Every,
            ["vague", name] => Construct::Vague(of(name, &VAGUE)?),
            ["clock"] => Construct::Clock(0),
            ["clock", minutes] => {
                Construct::Clock(minutes.parse().map_err(|_| unknown(minutes, "minutes after the hour"))?)
            }
            ["part"] => Construct::Part(None, None),
            ["part", code] => Construct::Part(None, Some(part_code(code)?)),
            ["part", from, shift, ref code @ ..] => {
                let from = read_from(from)?.ok_or_else(|| unknown(from, "now or there"))?;
                let shift = shift.parse().map_err(|_| unknown(shift, "days from there"))?;
                let code = code.first().map(|code| part_code(code)).transpose()?;
                Construct::Part(Some((from, shift)), code)
            }
            ["join"] => Construct::Join,
            ["modify", name] => Construct::Modify(of(name, &MODIFIERS)?),
            _ => {
                let known =
                    "nothing, date, decade, century, shift, length, every, vague, clock, part, join, modify";
                return Err(unknown(text, known));
            }
        })
    }

    /// The meaning of what was caught; `None` where it makes none.
    pub(super) fn build(&self, caught: &Caught<'_>) -> Option<Sense> {
        Some(match self {
            Construct::Nothing => Sense::Nothing,
            Construct::Date(way, from) => Sense::Point(Point::new(date(caught, *way, from)?)),
            Construct::Weekend => {
                let way = caught.way().unwrap_or(Way::Near);
                Sense::Point(Point::new(Spot::Named {
                    what: What::Weekend,
                    way,
                    from: From::Now,
                    year: None,
                }))
            }
            Construct::Quarter(years) => {
                let nth = caught.small(w::NTH).filter(|nth| (1..=4).contains(nth));
                let year = caught.value(w::YEAR).and_then(|year| i16::try_from(year).ok());
                Sense::Point(Point::new(Spot::Quarter {
                    years: years.unwrap_or(0),
                    nth,
                    year,
                    spoken: years.is_none(),
                }))
            }
            Construct::Decade => Sense::Point(Point::new(decade(caught)?)),
            Construct::Century => {
                let nth = i16::try_from(caught.value(w::NTH)?).ok().filter(|nth| (1..=99).contains(nth))?;
                Sense::Point(Point::new(Spot::Century(nth - 1)))
            }
            Construct::Shift { from, amount, unit, keep } => {
                shift(caught, from.as_ref(), *amount, *unit, *keep)?
            }
            Construct::Length => Sense::Length(length(caught)?),
            Construct::Every => Sense::Every(every(caught)?),
            Construct::Vague(name) => Sense::Vague(name),
            Construct::Clock(minutes) => Sense::Clock(clock(caught, *minutes)?),
            Construct::Part(day, code) => part(caught, day.as_ref(), *code)?,
            Construct::Join => join(caught)?,
            Construct::Modify(name) => modify(caught, name)?,
        })
    }
}

fn part_code(code: &str) -> Result<usize, String> {
    let place = PART_CODES.iter().position(|known| *known == code);
    place.ok_or_else(|| format!("“{code}” is no part of the day; hint: {}", PART_CODES.join(", ")))
}

fn read_from(text: &str) -> Result<Option<From>, String> {
    match text {
        "now" => Ok(Some(From::Now)),
        "there" => Ok(Some(From::There)),
        "piece" => Ok(None),
        _ => Err(format!("“{text}” has no meaning here; hint: now, there or piece")),
    }
}

/// The words and pieces at the positions of a match, in order.
#[derive(Debug, Default)]
pub(super) struct Caught<'a> {
    pub(super) values: Vec<(Class, i64)>,
    pub(super) pieces: Vec<&'a Sense>,
}

impl Caught<'_> {
    fn value(&self, class: Class) -> Option<i64> {
        self.values.iter().find(|(known, _)| *known == class).map(|(_, value)| *value)
    }

    fn small(&self, class: Class) -> Option<i8> {
        self.value(class).and_then(|value| i8::try_from(value).ok())
    }

    fn month(&self) -> Option<i8> {
        self.small(w::MONTH).or_else(|| self.small(w::SHORTMONTH))
    }

    fn unit(&self) -> Option<Unit> {
        let classes = [w::UNIT, w::UNITS, w::DAYUNIT, w::THISUNIT, w::LONGUNIT, w::FREQUENCY];
        classes.iter().find_map(|&class| self.value(class)).and_then(Unit::from_number)
    }

    fn way(&self) -> Option<Way> {
        Some(match self.value(w::WAY).or_else(|| self.value(w::OTHERWAY))? {
            ..0 => Way::Last,
            0 => Way::This,
            1.. => Way::Next,
        })
    }

    fn point(&self) -> Option<&Point> {
        self.pieces.iter().find_map(|piece| if let Sense::Point(point) = piece { Some(point) } else { None })
    }
}

fn date(caught: &Caught<'_>, way: Way, from: &From) -> Option<Spot> {
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
    } else if let Some(quarter) = caught.value(w::QUARTER) {
        What::Quarter(if quarter > 0 { quarter as i8 } else { nth()? })
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

fn decade(caught: &Caught<'_>) -> Option<Spot> {
    let year = caught.value(w::YEAR).filter(|year| year % 10 == 0);
    let value = i16::try_from(caught.value(w::DECADE).or(year)?).ok()?;
    Some(match value {
        100.. => Spot::Decade { digits: value / 10, whole: true },
        _ => Spot::Decade { digits: value / 10, whole: false },
    })
}

fn shift(
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

fn length(caught: &Caught<'_>) -> Option<Length> {
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

fn every(caught: &Caught<'_>) -> Option<Every> {
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

fn clock(caught: &Caught<'_>, minutes: i64) -> Option<Clock> {
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

/// "four in the afternoon": the part of the day settles the half.
fn within_part(clock: Clock, part: usize) -> Clock {
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

fn part(caught: &Caught<'_>, day: Option<&(From, i64)>, code: Option<usize>) -> Option<Sense> {
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

/// Pieces that complete each other: a weekday and a date, a month and a year, a day and a time of day.
fn join(caught: &Caught<'_>) -> Option<Sense> {
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

fn modify(caught: &Caught<'_>, name: &'static str) -> Option<Sense> {
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
