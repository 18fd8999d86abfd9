//! Constructions: how the pieces that a card caught make a meaning.
//!
//! ```text
//! date                 March + 22 + 2024          shift now -1 unit      last + week
//! date last now        last + May                 shift there + length   three days + later
//! join                 Friday + the evening       length                 about + two + hours
//! ```

use super::build::{clock, date, decade, every, length, part, shift};
use super::join::{join, modify};
use super::sense::{From, Point, Sense, Spot, Way, What};
use super::unit::{PART_CODES, Unit};
use super::words::{self as w, Class};

/// What a card makes of its pieces.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Construct {
    /// Nothing, so that no other card finds anything there.
    Nothing,
    /// A named day, month, season, quarter, holiday or year.
    Date(Way, From),
    /// The {nth} of a month that is so many off.
    DayOfMonth,
    /// The weekday before or after now, and so many weeks further; `None`: as many back as the amount says.
    WeeksOff(Way, Option<i64>),
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
            ["day", "of"] => Construct::DayOfMonth,
            ["weekday", "last", "amount"] => Construct::WeeksOff(Way::Last, None),
            ["weekday", "last", "-1"] => Construct::WeeksOff(Way::Last, Some(-1)),
            ["weekday", "next", "1"] => Construct::WeeksOff(Way::Next, Some(1)),
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
                let known = "nothing, date, day, weekday, weekend, quarter, decade, century, shift, length, every, vague, clock, part, \
                             join or modify";
                return Err(unknown(text, known));
            }
        })
    }

    /// The meaning of what was caught; `None` where it makes none.
    pub(super) fn build(&self, caught: &Caught<'_>) -> Option<Sense> {
        Some(match self {
            Construct::Nothing => Sense::Nothing,
            Construct::Date(way, from) => Sense::Point(Point::new(date(caught, *way, from)?)),
            Construct::DayOfMonth => {
                let day = caught.small(w::NTH).or_else(|| caught.small(w::DAY))?;
                let amount = caught.value(w::WAY).unwrap_or(0);
                let month = Spot::Shift { from: From::Now, amount, unit: Unit::Month, keep: false };
                Sense::Point(Point::new(Spot::DayOf { month: Box::new(month), day }))
            }
            Construct::WeeksOff(way, weeks) => {
                let weekday = caught.small(w::WEEKDAYS).or_else(|| caught.small(w::WEEKDAY))?;
                let weeks = match weeks {
                    Some(weeks) => *weeks,
                    None => {
                        caught.value(w::AMOUNT).filter(|amount| (1000..60_000).contains(amount))? / -1000 + 1
                    }
                };
                let named =
                    Spot::Named { what: What::Weekday(weekday), way: *way, from: From::Now, year: None };
                let from = From::Spot(Box::new(named));
                Sense::Point(Point::new(Spot::Shift {
                    from,
                    amount: 7 * weeks,
                    unit: Unit::Day,
                    keep: false,
                }))
            }
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
    /// The value of the first word of a class.
    pub(super) fn value(&self, class: Class) -> Option<i64> {
        self.values.iter().find(|(known, _)| *known == class).map(|(_, value)| *value)
    }

    /// The same, where it is small.
    pub(super) fn small(&self, class: Class) -> Option<i8> {
        self.value(class).and_then(|value| i8::try_from(value).ok())
    }

    /// The month.
    pub(super) fn month(&self) -> Option<i8> {
        self.small(w::MONTH).or_else(|| self.small(w::SHORTMONTH))
    }

    /// The unit of whichever class.
    pub(super) fn unit(&self) -> Option<Unit> {
        let classes = [w::UNIT, w::UNITS, w::DAYUNIT, w::THISUNIT, w::LONGUNIT, w::FREQUENCY];
        classes.iter().find_map(|&class| self.value(class)).and_then(Unit::from_number)
    }

    /// Back, here or onwards.
    pub(super) fn way(&self) -> Option<Way> {
        Some(match self.value(w::WAY).or_else(|| self.value(w::OTHERWAY))? {
            ..0 => Way::Last,
            0 => Way::This,
            1.. => Way::Next,
        })
    }

    /// The first finding that is a point.
    pub(super) fn point(&self) -> Option<&Point> {
        self.pieces.iter().find_map(|piece| if let Sense::Point(point) = piece { Some(point) } else { None })
    }
}
