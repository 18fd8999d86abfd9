//! Atoms: the words and figures that can be part of a time expression.
//!
//! ```text
//! The two-day talks begin on 22 March at 7.30pm .
//! the two - day           on 22 March at 7.30pm .        every other word is none
//! ```
//!
//! Words with hyphens are taken apart, words of numbers are joined, phrases become one atom. All other words of the text
//! leave nothing behind but a gap.

use super::figure;
use super::words::{AMOUNT, ANYYEAR, HYPHEN, NUMBER, Reading, SCALE, SMALL, TENS, Tags, Words, YEAR};
use std::ops::Range;
use variorum_model::document::{Sentence, Token};
use variorum_model::{Document, Span};

/// A word, a part of a word, or several that make one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Atom {
    pub(super) span: Span,
    /// The first token that it has part in.
    pub(super) first: u32,
    /// The last one.
    pub(super) last: u32,
    /// Whether nothing stands between the atom before and this one.
    pub(super) joined: bool,
    /// Its readings, in the list beside the atoms.
    from: u32,
    to: u32,
    /// The classes of its readings, folded to 64 bits: a quick no.
    pub(super) mask: u64,
    /// The finding that it became.
    pub(super) piece: Option<u32>,
}

/// The atoms of a stretch of text with their readings.
#[derive(Debug, Default)]
pub(super) struct Atoms {
    pub(super) list: Vec<Atom>,
    readings: Vec<Reading>,
}

/// The bit of a class in a mask.
pub(super) fn bit(class: u16) -> u64 {
    1 << (class & 63)
}

impl Atoms {
    /// What the atom can stand for.
    pub(super) fn readings(&self, atom: &Atom) -> &[Reading] {
        &self.readings[atom.from as usize..atom.to as usize]
    }

    /// The value of the atom as one of a class.
    pub(super) fn value(&self, atom: &Atom, class: u16) -> Option<i64> {
        if atom.mask & bit(class) == 0 {
            return None;
        }
        self.readings(atom).iter().find(|reading| reading.class == class).map(|reading| reading.value)
    }

    fn clear(&mut self) {
        self.list.clear();
        self.readings.clear();
    }

    /// Adds an atom with readings; without any it is left out.
    pub(super) fn push(&mut self, mut atom: Atom, readings: impl IntoIterator<Item = Reading>) -> bool {
        atom.from = self.readings.len() as u32;
        self.readings.extend(readings);
        atom.to = self.readings.len() as u32;
        atom.mask =
            self.readings[atom.from as usize..].iter().fold(0, |mask, reading| mask | bit(reading.class));
        let some = atom.to > atom.from;
        if some {
            self.list.push(atom);
        }
        some
    }

    /// Puts one atom in the place of a run. Its readings may be any; the old ones stay unused in the list.
    pub(super) fn replace(
        &mut self,
        run: Range<usize>,
        readings: impl IntoIterator<Item = Reading>,
    ) -> Option<Atom> {
        let (first, last) = (*self.list.get(run.start)?, *self.list.get(run.end.checked_sub(1)?)?);
        let from = self.readings.len();
        self.readings.extend(readings);
        Some(Atom {
            span: first.span.join(last.span),
            first: first.first,
            last: last.last,
            joined: first.joined,
            from: from as u32,
            to: self.readings.len() as u32,
            mask: self.readings[from..].iter().fold(0, |mask, reading| mask | bit(reading.class)),
            piece: None,
        })
    }
}

/// Fills `atoms` with those of a sentence.
pub(super) fn atoms(document: &Document, sentence: &Sentence, words: &Words, atoms: &mut Atoms) {
    atoms.clear();
    let range = sentence.tokens.range();
    let Some(tokens) = document.tokens.get(range.clone()) else { return };
    let mut joined = false;
    let mut skip = 0;
    for (at, token) in tokens.iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let place = (range.start + at) as u32;
        let atom = Atom { span: token.span, first: place, last: place, joined, ..Atom::default() };
        let first = token.norm.as_bytes().first().copied().unwrap_or(b' ');
        if let Some(year) = tokens.get(at + 1).and_then(|next| short_year(token, next)) {
            let span = Span::new(token.span.start as usize, token.span.end as usize + 2);
            joined = atoms.push(Atom { span, last: place + 1, ..atom }, year);
            skip = 1;
        } else if let Some(entry) = words.get(&token.norm) {
            if let Some((len, reading)) = phrase(&entry.phrases, &tokens[at + 1..]) {
                let last = &tokens[at + len];
                let whole = Atom { span: token.span.join(last.span), last: place + len as u32, ..atom };
                skip = len;
                joined = atoms.push(whole, [reading]);
                continue;
            }
            joined = atoms.push(
                atom,
                entry
                    .readings
                    .iter()
                    .copied()
                    .filter(|reading| reading.tags.pass(token, document.words(token.span))),
            );
        } else if first.is_ascii_digit() || first == b'\'' || !first.is_ascii() {
            joined = figures(token, atom, document, words, atoms);
        } else if token.norm.len() > 4 && token.norm.contains('-') {
            joined = parts(token, atom, document, words, atoms);
        } else {
            joined = false;
        }
    }
    numbers(atoms);
}

/// "'98", where the mark was cut off.
fn short_year(mark: &Token, digits: &Token) -> Option<figure::Readings> {
    let touching = mark.norm == "'" && mark.span.end == digits.span.start && digits.norm.len() == 2;
    let readings = figure::read(&format!("'{}", touching.then_some(digits.norm.as_str())?));
    (!readings.is_empty()).then_some(readings)
}

/// The longest phrase whose further words follow.
fn phrase(
    phrases: &[(Vec<compact_str::CompactString>, Reading)],
    rest: &[Token],
) -> Option<(usize, Reading)> {
    let fits = |words: &[compact_str::CompactString]| {
        rest.len() >= words.len() && words.iter().zip(rest).all(|(word, token)| *word == token.norm)
    };
    let (words, reading) = phrases.iter().find(|(words, reading)| {
        fits(words) && (reading.tags.is_open() || reading.tags.pass(&rest[words.len() - 1], ""))
    })?;
    Some((words.len(), *reading))
}

/// A token that begins like a figure: as a whole, or with a unit or half of the day glued to it, or with hyphens.
fn figures(token: &Token, atom: Atom, document: &Document, words: &Words, atoms: &mut Atoms) -> bool {
    let norm = token.norm.as_str();
    let whole = figure::read(norm);
    if !whole.is_empty() {
        return atoms.push(atom, whole);
    }
    if norm.len() > 2 && norm.contains('-') {
        return parts(token, atom, document, words, atoms);
    }
    glued(norm, atom, words, atoms).is_some()
}

/// "7pm", "10:30am", "5min": a figure and a word of the list without a space.
fn glued(norm: &str, atom: Atom, words: &Words, atoms: &mut Atoms) -> Option<()> {
    let cut = norm.find(|c: char| c.is_ascii_alphabetic())?;
    let (digits, word) = norm.split_at_checked(cut)?;
    let entry = words.get(word)?;
    let readings = figure::read(digits);
    if readings.is_empty() || entry.readings.is_empty() {
        return None;
    }
    let middle = atom.span.start as usize + cut;
    atoms.push(Atom { span: Span::new(atom.span.start as usize, middle), ..atom }, readings);
    let rest = Span::new(middle, atom.span.end as usize);
    atoms.push(Atom { span: rest, joined: true, ..atom }, entry.readings.iter().copied());
    Some(())
}

/// The parts of a token with hyphens; those that say nothing leave a gap.
fn parts(token: &Token, atom: Atom, document: &Document, words: &Words, atoms: &mut Atoms) -> bool {
    // The form for look-ups may differ in length from the text (dashes become ASCII): then the parts have no place.
    if token.norm.len() != token.span.len() {
        return false;
    }
    let mut start = 0;
    let mut joined = atom.joined;
    for (idx, part) in token.norm.split('-').enumerate() {
        if idx >= 8 {
            return false;
        }
        let begin = atom.span.start as usize + start;
        if idx > 0 {
            let span = Span::new(begin - 1, begin);
            let hyphen = Reading { class: HYPHEN, value: 0, tags: Tags::default() };
            joined = atoms.push(Atom { span, joined, ..atom }, [hyphen]);
        }
        let place = Atom { span: Span::new(begin, begin + part.len()), joined, ..atom };
        joined = match words.get(part) {
            // Tags are those of the whole token and say little about a part: only open readings count.
            Some(entry) => atoms.push(
                place,
                entry.readings.iter().copied().filter(|reading| {
                    reading.tags.is_open() || reading.tags.pass(token, document.words(token.span))
                }),
            ),
            None => {
                let readings = figure::read(part);
                !readings.is_empty() && atoms.push(place, readings)
                    || readings_glued(part, place, words, atoms)
            }
        };
        start += part.len() + 1;
    }
    joined
}

fn readings_glued(part: &str, place: Atom, words: &Words, atoms: &mut Atoms) -> bool {
    part.starts_with(|c: char| c.is_ascii_digit()) && glued(part, place, words, atoms).is_some()
}

/// Joins the words of a number: "twenty-two", "two hundred and five", "3 1/2", "1.5 million".
fn numbers(atoms: &mut Atoms) {
    let mut kept = 0;
    let mut at = 0;
    while at < atoms.list.len() {
        let atom = atoms.list[at];
        let opens = atom.mask & (bit(SMALL) | bit(TENS) | bit(SCALE) | bit(NUMBER)) != 0;
        let found = if opens { number(atoms, at) } else { None };
        let (end, next) = match found {
            Some((end, value)) if end > at + 1 || atoms.value(&atom, NUMBER).is_none() => {
                let reading = |class| Reading { class, value, tags: Tags::default() };
                let year = value / 1000;
                let spelled =
                    (1100..2100).contains(&year) && value % 1000 == 0 && atoms.value(&atom, NUMBER).is_none();
                // A single word keeps its other readings ("one", "a").
                let old: Vec<Reading> =
                    if end == at + 1 { atoms.readings(&atom).to_vec() } else { Vec::new() };
                let day = value % 1000 == 0 && (1000..=31_000).contains(&value);
                let extra = spelled.then(|| Reading { value: year, ..reading(YEAR) });
                let any = spelled.then(|| Reading { value: year, ..reading(ANYYEAR) });
                let hour = day.then(|| Reading { value: year, ..reading(super::words::HOUR) });
                let all = old
                    .into_iter()
                    .chain([reading(NUMBER), reading(AMOUNT)])
                    .chain(extra)
                    .chain(any)
                    .chain(hour);
                (end, atoms.replace(at..end, all).unwrap_or(atom))
            }
            _ => (at + 1, atom),
        };
        atoms.list[kept] = next;
        kept += 1;
        at = end;
    }
    atoms.list.truncate(kept);
}

/// The longest number that begins at an atom: its end and its value in thousandths.
fn number(atoms: &Atoms, start: usize) -> Option<(usize, i64)> {
    let joined = |at: usize| atoms.list.get(at).filter(|atom| atom.joined);
    let (mut at, mut value) = simple(atoms, start)?;
    let digits = atoms.value(&atoms.list[start], NUMBER).is_some();
    // "nineteen ninety-seven", "twenty twenty-four".
    if !digits
        && (11_000..=20_000).contains(&value)
        && joined(at).is_some()
        && let Some((end, rest)) = simple(atoms, at).filter(|(_, rest)| (10_000..100_000).contains(rest))
        && atoms.value(&atoms.list[at], NUMBER).is_none()
    {
        return Some((end, value * 100 + rest));
    }
    if digits {
        // "3 1/2".
        if let Some(fraction) = joined(at).and_then(|atom| atoms.value(atom, super::words::FRACTION)) {
            return Some((at + 1, value + fraction));
        }
    }
    let mut total = 0_i64;
    while let Some(scale) = joined(at).and_then(|atom| atoms.value(atom, SCALE)) {
        let Some(product) = value.checked_mul(scale / 1000).filter(|product| *product < 1 << 60) else {
            break;
        };
        value = product;
        at += 1;
        // "two hundred and five", "two thousand five hundred".
        let rest = if joined(at).is_some_and(|atom| atom.mask & bit(SMALL) != 0 || atom.mask & bit(TENS) != 0)
        {
            simple(atoms, at)
        } else {
            None
        };
        if let Some((end, rest)) = rest.filter(|(_, rest)| *rest < scale) {
            if scale == 100_000 {
                value += rest;
            } else {
                total += value;
                value = rest;
            }
            at = end;
        }
    }
    Some((at, total.checked_add(value)?))
}

/// A number below a hundred, or one in figures.
fn simple(atoms: &Atoms, at: usize) -> Option<(usize, i64)> {
    let atom = atoms.list.get(at)?;
    if let Some(value) = atoms.value(atom, NUMBER) {
        return Some((at + 1, value));
    }
    if let Some(tens) = atoms.value(atom, TENS) {
        let hyphen = atoms.list.get(at + 1).is_some_and(|next| next.joined && next.mask & bit(HYPHEN) != 0);
        let next = at + 1 + usize::from(hyphen);
        let small = atoms.list.get(next).filter(|atom| atom.joined).and_then(|atom| atoms.value(atom, SMALL));
        return match small {
            Some(small) if small < 10_000 => Some((next + 1, tens + small)),
            _ => Some((at + 1, tens)),
        };
    }
    let value = atoms.value(atom, SMALL).or_else(|| atoms.value(atom, SCALE))?;
    Some((at + 1, value))
}
