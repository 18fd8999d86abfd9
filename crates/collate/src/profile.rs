//! What a text is about, as weighted words: the ground on which reports of one event are found.
//!
//! ```text
//! "Two people died when the ferry Solveig burnt off Eastport"    solveig ▮▮▮▮  eastport ▮▮▮▮  ferry ▮▮  burnt ▮▮  people ▯
//! ```
//!
//! A word weighs by its rarity among the reports of the case. Few reports tell little of rarity, so each word starts with
//! what its shape tells: names and figures are rarer than other words, long words rarer than short ones. That is true of
//! many languages, and it needs no list of any.

use std::collections::{BTreeMap, HashMap};
use variorum_model::Report;
use xxhash_rust::xxh3::xxh3_64;

/// A word of a text by its hash.
pub(crate) type WordKey = u64;

/// The words of one text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    /// The words with how much they count here (occurrences, the head of the text counting double) and whether they are
    /// names or figures here; sorted by word.
    pub(crate) words: Vec<(WordKey, Usage)>,
}

/// How a text uses a word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Usage {
    /// Occurrences.
    pub(crate) count: f32,
    /// Whether it stands with a capital wherever its place in the sentence does not ask for one, or is a figure.
    pub(crate) name: bool,
    /// Its number of letters, at most 255.
    pub(crate) letters: u8,
}

/// How many bytes of a text are its head, which mostly tells what it is about.
const HEAD: usize = 600;
/// How many bytes of a text are read at all: what a report is about stands in its first pages.
const READ: usize = 20_000;

impl Profile {
    /// The words of a report: its title and its prose without furniture.
    pub(crate) fn of_report(report: &Report) -> Profile {
        let mut counting = Counting::default();
        if let Some(title) = &report.title {
            counting.read(title, 2.0, true);
        }
        let mut start = 0;
        let mut read = 0;
        let ends = report.furniture.iter().map(|piece| (piece.span.start as usize, piece.span.end as usize));
        for (from, to) in ends.chain([(report.text.len(), report.text.len())]) {
            let piece = report.text.get(start..from.max(start)).unwrap_or_default();
            start = to.max(start);
            let (head, rest) = piece.split_at(boundary(piece, HEAD.saturating_sub(read)));
            counting.read(head, 2.0, false);
            counting.read(&rest[..boundary(rest, READ.saturating_sub(read))], 1.0, false);
            read += piece.len();
        }
        counting.finish()
    }
}

/// The last boundary between characters at or before a byte.
fn boundary(text: &str, byte: usize) -> usize {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

#[derive(Default)]
struct Counting {
    words: BTreeMap<WordKey, Seen>,
    lower: String,
}

#[derive(Default)]
struct Seen {
    count: f32,
    lower: bool,
    capital: bool,
    letters: u8,
}

impl Counting {
    /// Counts the words of a text. In a title capitals tell nothing.
    fn read(&mut self, text: &str, weight: f32, title: bool) {
        let mut opens = true;
        let mut at = 0;
        for piece in text.split(|letter: char| !letter.is_alphanumeric()) {
            let between =
                text[at..].get(..piece.as_ptr() as usize - text.as_ptr() as usize - at).unwrap_or_default();
            opens |= between.contains(['.', '!', '?', '\n', ':', '“', '"']);
            at = piece.as_ptr() as usize - text.as_ptr() as usize + piece.len();
            let Some(first) = piece.chars().next() else { continue };
            if piece.len() < 2 && !first.is_numeric() {
                continue;
            }
            self.lower.clear();
            self.lower.extend(piece.chars().flat_map(char::to_lowercase));
            let seen = self.words.entry(xxh3_64(self.lower.as_bytes())).or_default();
            seen.count += weight;
            seen.letters = self.lower.chars().count().min(255) as u8;
            seen.lower |= first.is_lowercase();
            seen.capital |= (first.is_uppercase() && !opens && !title) || first.is_numeric();
            opens = false;
        }
    }

    fn finish(self) -> Profile {
        let usage = |seen: Seen| Usage {
            count: seen.count,
            name: seen.capital && !seen.lower,
            letters: seen.letters,
        };
        Profile { words: self.words.into_iter().map(|(key, seen)| (key, usage(seen))).collect() }
    }
}

/// How rare each word is among the texts, or groups of texts, of the case.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rarity {
    /// All words, sorted; a word's number is its place here.
    words: Vec<WordKey>,
    frequencies: Vec<Frequency>,
    units: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Frequency {
    /// In how many units it stands.
    units: u32,
    /// In how many texts, and in how many of them as a name.
    texts: u32,
    as_name: u32,
    letters: u8,
}

/// How often each word stands in the texts and in the groups of texts of a case that grows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    frequencies: HashMap<WordKey, Frequency>,
    units: u32,
}

impl Counts {
    /// Counts a text.
    pub(crate) fn add_text(&mut self, profile: &Profile) {
        for &(word, usage) in &profile.words {
            let frequency = self.frequencies.entry(word).or_default();
            frequency.texts += 1;
            frequency.as_name += u32::from(usage.name);
            frequency.letters = usage.letters;
        }
    }

    /// Takes a text back.
    pub(crate) fn remove_text(&mut self, profile: &Profile) {
        for &(word, usage) in &profile.words {
            if let Some(frequency) = self.frequencies.get_mut(&word) {
                frequency.texts = frequency.texts.saturating_sub(1);
                frequency.as_name = frequency.as_name.saturating_sub(u32::from(usage.name));
            }
        }
    }

    /// Counts one more group with these words, each given once.
    pub(crate) fn add_group(&mut self, words: impl Iterator<Item = WordKey>) {
        self.units += 1;
        words.for_each(|word| self.frequencies.entry(word).or_default().units += 1);
    }

    /// Takes a group back.
    pub(crate) fn remove_group(&mut self, words: impl Iterator<Item = WordKey>) {
        self.units = self.units.saturating_sub(1);
        for word in words {
            if let Some(frequency) = self.frequencies.get_mut(&word) {
                frequency.units = frequency.units.saturating_sub(1);
            }
        }
    }

    /// Counts further words of a group that is counted already.
    pub(crate) fn extend_group(&mut self, words: impl Iterator<Item = WordKey>) {
        words.for_each(|word| self.frequencies.entry(word).or_default().units += 1);
    }
}

/// A text, or several, as weights of words by their numbers, sorted.
pub(crate) type Vector = Vec<(u32, f32)>;

/// How many units the shape of a word is worth as evidence of its rarity.
const PRIOR: f32 = 300.0;
/// The least weight of a name. In a case of one event its names stand in all reports, and tell of it all the same.
const NAMED: f32 = 2.0;
/// The heaviest words of a text that make up its vector: the others change its likeness to others by little.
const WORDS: usize = 160;

impl Rarity {
    /// The words of all texts, each text a unit of its own.
    pub(crate) fn of(profiles: &[&Profile]) -> Rarity {
        let mut words: Vec<WordKey> =
            profiles.iter().flat_map(|profile| profile.words.iter().map(|word| word.0)).collect();
        words.sort_unstable();
        words.dedup();
        let mut rarity = Rarity { frequencies: vec![Frequency::default(); words.len()], words, units: 0 };
        for profile in profiles {
            for &(key, usage) in &profile.words {
                if let Some(frequency) =
                    rarity.number(key).map(|number| &mut rarity.frequencies[number as usize])
                {
                    frequency.texts += 1;
                    frequency.as_name += u32::from(usage.name);
                    frequency.letters = usage.letters;
                }
            }
        }
        rarity
    }

    /// The words of some texts, with the rarity that they have in a whole case.
    pub(crate) fn known(profiles: &[&Profile], counts: &Counts) -> Rarity {
        let mut words: Vec<WordKey> =
            profiles.iter().flat_map(|profile| profile.words.iter().map(|word| word.0)).collect();
        words.sort_unstable();
        words.dedup();
        let frequencies =
            words.iter().map(|word| counts.frequencies.get(word).copied().unwrap_or_default()).collect();
        Rarity { frequencies, words, units: counts.units }
    }

    /// The word of a number.
    pub(crate) fn word(&self, number: u32) -> WordKey {
        self.words[number as usize]
    }

    fn number(&self, key: WordKey) -> Option<u32> {
        self.words.binary_search(&key).ok().map(|number| number as u32)
    }

    /// Counts the units anew: `units` gives the texts of each.
    pub(crate) fn count<'u>(&mut self, profiles: &[&Profile], units: impl Iterator<Item = &'u [u32]>) {
        self.frequencies.iter_mut().for_each(|frequency| frequency.units = 0);
        self.units = 0;
        let mut last = vec![0_u32; self.words.len()];
        for texts in units {
            self.units += 1;
            for &(key, _) in texts.iter().flat_map(|&text| &profiles[text as usize].words) {
                let Some(number) = self.number(key).map(|number| number as usize) else { continue };
                if last[number] != self.units {
                    last[number] = self.units;
                    self.frequencies[number].units += 1;
                }
            }
        }
    }

    /// The number of units in which the word stands.
    pub(crate) fn units(&self, number: u32) -> u32 {
        self.frequencies[number as usize].units
    }

    /// The weight of a word: the logarithm of its rarity.
    fn weight(&self, frequency: &Frequency) -> f32 {
        let name = frequency.as_name as f32 / frequency.texts.max(1) as f32;
        let plain = match frequency.letters {
            0..=3 => 0.5,
            4 => 0.2,
            5 => 0.1,
            6..=7 => 0.05,
            _ => 0.03,
        };
        let share = name * 0.01 + (1.0 - name) * plain;
        let units = self.units as f32 + PRIOR;
        (units / (frequency.units as f32 + share * PRIOR)).ln().max(name * NAMED)
    }

    /// A text as a vector of length 1.
    pub(crate) fn vector(&self, profile: &Profile) -> Vector {
        let weigh = |&(key, usage): &(WordKey, Usage)| {
            let number = self.number(key)?;
            let weight = self.weight(&self.frequencies[number as usize]);
            Some((number, (1.0 + usage.count.ln().max(0.0)) * weight)).filter(|&(_, weight)| weight > 0.0)
        };
        let mut vector: Vector = profile.words.iter().filter_map(weigh).collect();
        heaviest(&mut vector, WORDS);
        let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
        vector
    }
}

/// Keeps the heaviest words of a vector.
pub(crate) fn heaviest(vector: &mut Vector, keep: usize) {
    if vector.len() > keep {
        vector.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        vector.truncate(keep);
        vector.sort_unstable_by_key(|word| word.0);
    }
}

/// The product of two vectors: for vectors of length 1 the cosine of their angle.
pub(crate) fn product(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.0 == y.0 {
            sum += x.1 * y.1;
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum
}

/// The sum of two vectors.
pub(crate) fn sum(a: &[(u32, f32)], b: &[(u32, f32)]) -> Vector {
    let mut both = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                both.push((x.0, x.1 + y.1));
                i += 1;
                j += 1;
            }
            (Some(x), y) if y.is_none_or(|y| x.0 < y.0) => {
                both.push(*x);
                i += 1;
            }
            (_, Some(y)) => {
                both.push(*y);
                j += 1;
            }
            _ => return both,
        }
    }
}
