//! The units of the calendar and the codes that TIMEX3 has for them.

/// A unit of time, by its code in a TIMEX3 duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    const ALL: [(Unit, &'static str); 13] = [
        (Unit::Second, "TS"),
        (Unit::Minute, "TM"),
        (Unit::Hour, "TH"),
        (Unit::Day, "D"),
        (Unit::Week, "W"),
        (Unit::Weekend, "WE"),
        (Unit::Fortnight, "2W"),
        (Unit::Month, "M"),
        (Unit::Quarter, "Q"),
        (Unit::Year, "Y"),
        (Unit::Decade, "DE"),
        (Unit::Century, "CE"),
        (Unit::Millennium, "ML"),
    ];

    /// The unit with this code ("TH" for hours, as "M" alone is months).
    pub(super) fn from_code(code: &str) -> Option<Unit> {
        Unit::ALL.iter().find(|(_, known)| *known == code).map(|(unit, _)| *unit)
    }

    /// The unit with this number.
    pub(super) fn from_number(number: i64) -> Option<Unit> {
        Unit::ALL.get(usize::try_from(number).ok()?).map(|(unit, _)| *unit)
    }

    /// The code.
    pub(super) fn code(self) -> &'static str {
        Unit::ALL[self as usize].1
    }

    /// Whether it is shorter than a day.
    pub(super) fn is_clock(self) -> bool {
        self < Unit::Day
    }
}

/// The parts of the day, as TIMEX3 writes them after `T`.
pub(super) const PART_CODES: [&str; 6] = ["MO", "MI", "AF", "EV", "NI", "DT"];

/// The seasons.
pub(super) const SEASON_CODES: [&str; 4] = ["SP", "SU", "FA", "WI"];

/// The month in which each season begins.
pub(super) const SEASON_MONTHS: [i8; 4] = [3, 6, 9, 12];
