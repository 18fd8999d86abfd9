//! The words that speak of time, each with what it stands for.
//!
//! ```text
//! month    january=1 jan=1 jan.=1 may/PROPN=5
//! unit     day=D days=D hour=TH
//! holiday  christmas=12-25 thanksgiving=11-thu4 good_friday=easter-2
//! ```
//!
//! A line is the name of a class and its words. A word may demand a tag, stand for several words (joined by `_`), and
//! carry a value: a number, a code of TIMEX3, or the rule of a holiday.

use super::holiday::Holiday;
use super::unit::{PART_CODES, SEASON_CODES, Unit};
use crate::Error;
use crate::phrase::Map;
use compact_str::CompactString;
use variorum_model::document::{Token, Upos, Xpos};

/// The number of a class of words or of findings.
pub(super) type Class = u16;

/// The value of a number that is not known ("several").
pub(super) const UNKNOWN: i64 = i64::MIN;

/// One of the things that a word can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) class: Class,
    pub(super) value: i64,
    pub(super) tags: Tags,
}

/// Tags of which a word must have one; without any, all will do. Words without a tag pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tags {
    upos: u32,
    xpos: u64,
    /// Whether the word must begin with a capital letter.
    capital: bool,
}

impl Tags {
    /// Adds the tag of this name, universal or Penn; `None` for a name that is no tag.
    pub(super) fn with(self, label: &str) -> Option<Tags> {
        match (Upos::from_label(label), Xpos::from_label(label)) {
            _ if label == "CAP" => Some(Tags { capital: true, ..self }),
            (Some(upos), _) => Some(Tags { upos: self.upos | 1 << upos as u32, ..self }),
            (None, Some(xpos)) => Some(Tags { xpos: self.xpos | 1 << xpos as u64, ..self }),
            (None, None) => None,
        }
    }

    /// The tags of both.
    pub(super) fn join(self, other: Tags) -> Tags {
        Tags {
            upos: self.upos | other.upos,
            xpos: self.xpos | other.xpos,
            capital: self.capital || other.capital,
        }
    }

    /// Whether no tag is demanded.
    pub(super) fn is_open(self) -> bool {
        self.upos == 0 && self.xpos == 0
    }

    /// Whether the token has one of the tags.
    pub(super) fn has(self, token: &Token) -> bool {
        self.upos >> token.upos as u32 & 1 == 1 || self.xpos >> token.xpos as u64 & 1 == 1
    }

    /// Whether a token with this form may pass.
    pub(super) fn pass(self, token: &Token, form: &str) -> bool {
        if self.capital && !form.starts_with(char::is_uppercase) {
            return false;
        }
        self.is_open() || (token.upos == Upos::X && token.xpos == Xpos::Fw) || self.has(token)
    }
}

/// What a word stands for, and the longer phrases that it opens.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) readings: Vec<Reading>,
    /// The further words of a phrase with what the whole stands for, longest first.
    pub(super) phrases: Vec<(Vec<CompactString>, Reading)>,
}

/// All words that speak of time.
#[derive(Debug, Default)]
pub(super) struct Words {
    entries: Map<CompactString, Entry>,
    classes: Map<CompactString, Class>,
    pub(super) holidays: Vec<Holiday>,
    longest: usize,
}

impl Words {
    /// Reads a list of words.
    pub(super) fn read(file: &'static str, text: &str) -> Result<Words, Error> {
        let mut words = Words::default();
        for class in BUILT_IN {
            words.class(class);
        }
        let hyphen = Reading { class: HYPHEN, value: 0, tags: Tags::default() };
        words.entries.entry("-".into()).or_default().readings.push(hyphen);
        for (idx, line) in text.lines().enumerate() {
            let line = line.split_once("# ").map_or(line, |(before, _)| before);
            let mut items = line.split_whitespace();
            let Some(name) = items.next() else { continue };
            if name.starts_with('#') {
                continue;
            }
            let class = words.class(name);
            for item in items {
                words.add(name, class, item).map_err(|message| Error { file, line: idx + 1, message })?;
            }
        }
        Ok(words)
    }

    fn add(&mut self, name: &str, class: Class, item: &str) -> Result<(), String> {
        let (form, value) = match item.split_once('=') {
            Some((form, value)) => (form, Some(value)),
            None => (item, None),
        };
        let (form, tags) = match form.split_once('/') {
            Some((form, labels)) if !form.is_empty() => (form, read_tags(labels)?),
            _ => (form, Tags::default()),
        };
        let value = match value {
            None => 0,
            Some(value) if name == "holiday" => {
                let holiday = Holiday::read(value).ok_or_else(|| {
                    format!("“{value}” is no rule of a holiday; hint: 12-25, 11-thu4, 11-mon1+1 or easter-2")
                })?;
                self.holidays.push(holiday);
                self.holidays.len() as i64 - 1
            }
            Some(value) => read_value(name, value).ok_or_else(|| {
                format!("“{value}” is no value; hint: a whole number, X, or a code of TIMEX3 such as D, TH, MO, SP")
            })?,
        };
        let reading = Reading { class, value, tags };
        let mut parts = form.split('_').map(CompactString::from);
        let Some(first) = parts.next().filter(|first| !first.is_empty()) else {
            return Err(format!("“{item}” has no word; hint: word=value"));
        };
        self.longest = self.longest.max(first.len());
        let rest: Vec<CompactString> = parts.collect();
        for word in &rest {
            self.longest = self.longest.max(word.len());
            self.entries.entry(word.clone()).or_default();
        }
        let entry = self.entries.entry(first).or_default();
        if rest.is_empty() {
            entry.readings.push(reading);
        } else {
            let place = entry.phrases.partition_point(|(known, _)| known.len() >= rest.len());
            entry.phrases.insert(place, (rest, reading));
        }
        Ok(())
    }

    /// The number of the class of this name, new or known.
    pub(super) fn class(&mut self, name: &str) -> Class {
        let next = self.classes.len() as Class;
        *self.classes.entry(name.into()).or_insert(next)
    }

    /// The number of a known class.
    pub(super) fn find(&self, name: &str) -> Option<Class> {
        self.classes.get(name).copied()
    }

    /// The class of exactly this word, as cards write it without braces.
    pub(super) fn literal(&mut self, word: &str) -> Class {
        let name = format!("={word}");
        if let Some(class) = self.find(&name) {
            return class;
        }
        let class = self.class(&name);
        self.longest = self.longest.max(word.len());
        let reading = Reading { class, value: 0, tags: Tags::default() };
        self.entries.entry(word.into()).or_default().readings.push(reading);
        class
    }

    /// What a word stands for, if it is one of the list.
    pub(super) fn get(&self, norm: &str) -> Option<&Entry> {
        if norm.len() > self.longest { None } else { self.entries.get(norm) }
    }
}

/// Reads "NOUN/PROPN".
pub(super) fn read_tags(labels: &str) -> Result<Tags, String> {
    labels.split('/').try_fold(Tags::default(), |tags, label| {
        tags.with(label).ok_or_else(|| {
            format!("“{label}” is no part of speech; hint: UPOS or XPOS in capitals, such as PROPN, or CAP for a capital letter")
        })
    })
}

/// Numbers of amounts count thousandths, so that halves are whole.
fn read_value(class: &str, value: &str) -> Option<i64> {
    if value == "X" {
        return Some(UNKNOWN);
    }
    if matches!(class, "amount" | "small" | "tens" | "scale") {
        let amount: f64 = value.parse().ok()?;
        return (amount.abs() < 1e12).then_some((amount * 1000.0) as i64);
    }
    let code = |codes: &[&str]| codes.iter().position(|code| *code == value).map(|idx| idx as i64);
    match class {
        "unit" | "units" | "frequency" | "dayunit" | "longunit" | "thisunit" => {
            Unit::from_code(value).map(|unit| unit as i64)
        }
        "part" | "parts" | "noon" => code(&PART_CODES),
        "season" | "seasons" => code(&SEASON_CODES),
        _ => value.parse().ok(),
    }
}

/// The classes that the reading of figures gives, in the order of the constants.
const BUILT_IN: [&str; 46] = [
    "number",
    "amount",
    "day",
    "nth",
    "year",
    "short-year",
    "decade",
    "hour",
    "clock",
    "hhmm",
    "dotted",
    "iso",
    "slashed",
    "fraction",
    "small",
    "tens",
    "scale",
    "=-",
    "month",
    "weekday",
    "weekdays",
    "unit",
    "units",
    "part",
    "parts",
    "season",
    "seasons",
    "holiday",
    "way",
    "dayshift",
    "halfday",
    "quarter",
    "half",
    "frequency",
    "expecting",
    "dayunit",
    "longunit",
    "noon",
    "shortmonth",
    "midday",
    "thisunit",
    "otherway",
    "anyyear",
    "quartername",
    "behind",
    "deadline",
];
pub(super) const NUMBER: Class = 0;
pub(super) const AMOUNT: Class = 1;
pub(super) const DAY: Class = 2;
pub(super) const NTH: Class = 3;
pub(super) const YEAR: Class = 4;
pub(super) const SHORT_YEAR: Class = 5;
pub(super) const DECADE: Class = 6;
pub(super) const HOUR: Class = 7;
pub(super) const CLOCK: Class = 8;
pub(super) const HHMM: Class = 9;
pub(super) const DOTTED: Class = 10;
pub(super) const ISO: Class = 11;
pub(super) const SLASHED: Class = 12;
pub(super) const FRACTION: Class = 13;
pub(super) const SMALL: Class = 14;
pub(super) const TENS: Class = 15;
pub(super) const SCALE: Class = 16;
pub(super) const HYPHEN: Class = 17;
pub(super) const MONTH: Class = 18;
pub(super) const WEEKDAY: Class = 19;
pub(super) const WEEKDAYS: Class = 20;
pub(super) const UNIT: Class = 21;
pub(super) const UNITS: Class = 22;
pub(super) const PART: Class = 23;
pub(super) const PARTS: Class = 24;
pub(super) const SEASON: Class = 25;
pub(super) const SEASONS: Class = 26;
pub(super) const HOLIDAY: Class = 27;
pub(super) const WAY: Class = 28;
pub(super) const DAYSHIFT: Class = 29;
pub(super) const HALFDAY: Class = 30;
pub(super) const QUARTER: Class = 31;
pub(super) const HALF: Class = 32;
pub(super) const FREQUENCY: Class = 33;
pub(super) const EXPECTING: Class = 34;
pub(super) const DAYUNIT: Class = 35;
pub(super) const LONGUNIT: Class = 36;
pub(super) const NOON: Class = 37;
pub(super) const SHORTMONTH: Class = 38;
pub(super) const MIDDAY: Class = 39;
pub(super) const THISUNIT: Class = 40;
pub(super) const OTHERWAY: Class = 41;
pub(super) const ANYYEAR: Class = 42;
pub(super) const QUARTERNAME: Class = 43;
pub(super) const BEHIND: Class = 44;
pub(super) const DEADLINE: Class = 45;
