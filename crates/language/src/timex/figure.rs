//! What the shape of a figure can stand for.
//!
//! ```text
//! 22          a number, a day of a month, an hour      22:15       a time of day
//! 1998        a number, a year                         2024-03-22  a date
//! 22nd        an ordinal, a day of a month             22/03/2024  a date
//! 1990s       a decade                                 '98         a year
//! ```

use super::words::{
    AMOUNT, ANYYEAR, CLOCK, Class, DAY, DECADE, DOTTED, FRACTION, HHMM, HOUR, ISO, NTH, NUMBER, Reading,
    SHORT_YEAR, SLASHED, Tags, YEAR,
};

/// The readings of a figure, few and in a fixed room.
pub(super) type Readings = smallest::Few;

/// A list of a few readings that needs no heap.
mod smallest {
    use super::Reading;

    /// At most six readings.
    #[derive(Clone, Copy, Debug)]
    pub(in super::super) struct Few {
        list: [Reading; 6],
        len: usize,
        at: usize,
    }

    impl Few {
        pub(super) fn new() -> Few {
            let none = Reading { class: 0, value: 0, tags: super::Tags::default() };
            Few { list: [none; 6], len: 0, at: 0 }
        }

        pub(super) fn push(&mut self, class: super::Class, value: i64) {
            if self.len < self.list.len() {
                self.list[self.len] = Reading { class, value, tags: super::Tags::default() };
                self.len += 1;
            }
        }

        pub(in super::super) fn is_empty(&self) -> bool {
            self.len == 0
        }
    }

    impl Iterator for Few {
        type Item = Reading;

        fn next(&mut self) -> Option<Reading> {
            let reading = self.list[..self.len].get(self.at).copied();
            self.at += 1;
            reading
        }
    }
}

/// The readings of a figure; none where it is of no known shape.
pub(super) fn read(norm: &str) -> Readings {
    let mut readings = Readings::new();
    shape(norm, &mut readings);
    readings
}

fn shape(norm: &str, readings: &mut Readings) -> Option<()> {
    if norm.len() > 20 {
        return None;
    }
    if let Some(rest) = norm.strip_prefix('\'') {
        if let Some(tens) = rest.strip_suffix('s') {
            let tens = digits(tens).filter(|tens| rest.len() == 3 && tens % 10 == 0)?;
            readings.push(DECADE, tens);
        } else {
            readings.push(SHORT_YEAR, digits(rest).filter(|_| rest.len() == 2)?);
        }
        return Some(());
    }
    if let Some(value) = fraction(norm) {
        readings.push(FRACTION, value);
        readings.push(AMOUNT, value);
        return Some(());
    }
    if let Some(number) = digits(norm) {
        plain(norm, number, readings);
        return Some(());
    }
    if let Some((whole, part)) = norm.rsplit_once(['½', '¼', '¾']).filter(|(_, rest)| rest.is_empty()) {
        let _ = part;
        let value = digits(whole)? * 1000 + fraction(norm.get(whole.len()..)?)?;
        readings.push(NUMBER, value);
        readings.push(AMOUNT, value);
        return Some(());
    }
    let suffix = norm.len().checked_sub(2).and_then(|cut| norm.split_at_checked(cut));
    if let Some((number, "st" | "nd" | "rd" | "th")) = suffix {
        let nth = digits(number)?;
        readings.push(NTH, nth);
        if (1..=31).contains(&nth) {
            readings.push(DAY, nth);
        }
        return Some(());
    }
    if let Some(number) = norm.strip_suffix('s').or_else(|| norm.strip_suffix("'s")) {
        let value = digits(number).filter(|value| value % 10 == 0)?;
        if number.len() == 4 && (1000..2200).contains(&value) || number.len() == 2 {
            readings.push(DECADE, value);
        }
        return Some(());
    }
    if let Some((hours, minutes)) = norm.split_once(':') {
        let (minutes, seconds) = minutes.split_once(':').unwrap_or((minutes, "00"));
        readings.push(CLOCK, clock(hours, minutes, seconds)?);
        return Some(());
    }
    if norm.contains(',') {
        let grouped = norm.split(',').skip(1).all(|group| group.len() == 3);
        let number = digits(&norm.replace(',', "")).filter(|_| grouped)?;
        readings.push(NUMBER, number.checked_mul(1000)?);
        readings.push(AMOUNT, number * 1000);
        return Some(());
    }
    if let Some((whole, part)) = norm.split_once('-') {
        // "2-1/2".
        if let (Some(whole), Some(part)) = (digits(whole), fraction(part)) {
            readings.push(NUMBER, whole * 1000 + part);
            readings.push(AMOUNT, whole * 1000 + part);
            return Some(());
        }
    }
    if let Some(packed) = dashed(norm) {
        readings.push(ISO, packed);
        return Some(());
    }
    if let Some(packed) = slashed(norm) {
        readings.push(SLASHED, packed);
        return Some(());
    }
    let (whole, part) = norm.split_once('.')?;
    let (whole_value, part_value) = (digits(whole)?, digits(part).filter(|_| part.len() <= 3)?);
    let value = whole_value.checked_mul(1000)? + part_value * 10_i64.pow(3 - part.len() as u32);
    readings.push(NUMBER, value);
    readings.push(AMOUNT, value);
    if let Some(time) = clock(whole, part, "00") {
        readings.push(DOTTED, time);
    }
    Some(())
}

/// A figure of nothing but digits.
fn plain(norm: &str, number: i64, readings: &mut Readings) {
    let thousandths = number.saturating_mul(1000);
    readings.push(NUMBER, thousandths);
    readings.push(AMOUNT, thousandths);
    match norm.len() {
        1 | 2 => {
            if (1..=31).contains(&number) {
                readings.push(DAY, number);
            }
            if number <= 24 {
                readings.push(HOUR, number);
            }
        }
        4 => {
            if (1000..2200).contains(&number) {
                readings.push(ANYYEAR, number);
            }
            if (1900..2100).contains(&number) {
                readings.push(YEAR, number);
            }
            if let Some(time) = clock(&norm[..2], &norm[2..], "00") {
                readings.push(HHMM, time);
            }
        }
        _ => {}
    }
}

/// Digits and nothing else, at most fifteen.
fn digits(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The seconds since midnight.
fn clock(hours: &str, minutes: &str, seconds: &str) -> Option<i64> {
    let hours = digits(hours).filter(|value| hours.len() <= 2 && *value <= 24)?;
    let minutes = digits(minutes).filter(|value| minutes.len() == 2 && *value < 60)?;
    let seconds = digits(seconds).filter(|value| seconds.len() == 2 && *value < 60)?;
    Some(hours * 3600 + minutes * 60 + seconds).filter(|time| *time <= 86_400)
}

/// "1/2", "½", in thousandths.
fn fraction(norm: &str) -> Option<i64> {
    match norm {
        "½" => return Some(500),
        "¼" => return Some(250),
        "¾" => return Some(750),
        _ => {}
    }
    let (above, below) = norm.split_once('/')?;
    let (above, below) = (digits(above)?, digits(below)?);
    (above > 0 && above < below && below <= 8).then(|| above * 1000 / below)
}

/// "2024-03-22", as year, month, day in one number.
fn dashed(norm: &str) -> Option<i64> {
    let mut parts = norm.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    packed(digits(year)?, digits(month)?, digits(day)?)
}

/// "22/03/2024", "3/22/24", "22.03.2024". Where both readings are possible, month and day stay open (zero).
fn slashed(norm: &str) -> Option<i64> {
    let mark = ['/', '.'].into_iter().find(|mark| norm.contains(*mark))?;
    let mut parts = norm.split(mark);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || first.len() > 2 || second.len() > 2 {
        return None;
    }
    let short = digits(year)?;
    let year = match year.len() {
        4 => short,
        2 if short < 50 => 2000 + short,
        2 => 1900 + short,
        _ => return None,
    };
    let (first, second) = (digits(first)?, digits(second)?);
    match (packed(year, first, second), packed(year, second, first)) {
        (Some(_), Some(_)) if first != second && mark == '/' => Some(year * 10_000),
        (Some(_), Some(day_first)) => Some(day_first),
        (one, other) => one.or(other),
    }
}

fn packed(year: i64, month: i64, day: i64) -> Option<i64> {
    let real =
        jiff::civil::Date::new(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?).is_ok();
    real.then_some(year * 10_000 + month * 100 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(norm: &str, expected: &[(Class, i64)]) {
        let found: Vec<(Class, i64)> = read(norm).map(|reading| (reading.class, reading.value)).collect();
        assert_eq!(found, expected, "{norm}");
    }

    #[test]
    fn shapes_have_their_readings() {
        check("22", &[(NUMBER, 22_000), (AMOUNT, 22_000), (DAY, 22), (HOUR, 22)]);
        check("45", &[(NUMBER, 45_000), (AMOUNT, 45_000)]);
        check("1998", &[(NUMBER, 1_998_000), (AMOUNT, 1_998_000), (ANYYEAR, 1998), (YEAR, 1998)]);
        check("0735", &[(NUMBER, 735_000), (AMOUNT, 735_000), (HHMM, 27_300)]);
        check("22nd", &[(NTH, 22), (DAY, 22)]);
        check("101st", &[(NTH, 101)]);
        check("1990s", &[(DECADE, 1990)]);
        check("'90s", &[(DECADE, 90)]);
        check("'98", &[(SHORT_YEAR, 98)]);
        check("10:35", &[(CLOCK, 38_100)]);
        check("10:35:07", &[(CLOCK, 38_107)]);
        check("7.30", &[(NUMBER, 7_300), (AMOUNT, 7_300), (DOTTED, 27_000)]);
        check("2.5", &[(NUMBER, 2_500), (AMOUNT, 2_500)]);
        check("1,200", &[(NUMBER, 1_200_000), (AMOUNT, 1_200_000)]);
        check("2024-03-22", &[(ISO, 20_240_322)]);
        check("22/03/2024", &[(SLASHED, 20_240_322)]);
        check("3/22/24", &[(SLASHED, 20_240_322)]);
        check("05/03/2024", &[(SLASHED, 20_240_000)]);
        check("22.03.2024", &[(SLASHED, 20_240_322)]);
        check("2-1/2", &[(NUMBER, 2_500), (AMOUNT, 2_500)]);
        check("1342", &[(NUMBER, 1_342_000), (AMOUNT, 1_342_000), (ANYYEAR, 1342), (HHMM, 49_320)]);
        check("1/2", &[(FRACTION, 500), (AMOUNT, 500)]);
        check("2½", &[(NUMBER, 2_500), (AMOUNT, 2_500)]);
    }

    #[test]
    fn other_shapes_have_none() {
        for norm in [
            "",
            "'",
            "24:61",
            "2024-13-01",
            "10:5",
            "1,20",
            "x22",
            "32/13/2024",
            "9/11",
            "1.2.3.4",
            "٣",
            "½½",
            "22th.",
        ] {
            check(norm, &[]);
        }
    }
}
