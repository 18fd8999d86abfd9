//! Tables of phrases that are looked up at a token, forwards or backwards, longest first.
//!
//! ```text
//! at ‹least› 139 people        `ending_at` the figure finds "at least" (and not "least")
//! 139 ‹or more› people         `at` the token behind the figure finds "or more"
//! ```
//!
//! A phrase is given as words with blanks between them. One with a hyphen, a slash or a stop inside is known in both
//! tokenizations, whole and split.

use compact_str::CompactString;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use variorum_model::document::Token;

/// A hash map whose behaviour does not depend on the run.
pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

/// A small, fast hash of short words, eight bytes at a time. It has no seed: nearly all tables hold words of our own, and
/// those that hold words of a report have as many entries as the report has words.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordHasher(u64);

impl WordHasher {
    #[inline]
    fn add(&mut self, word: u64) {
        let product = u128::from(self.0.rotate_left(5) ^ word) * 0x9E37_79B9_7F4A_7C15;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

impl Hasher for WordHasher {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((first, after)) = rest.split_first_chunk::<8>() {
            self.add(u64::from_le_bytes(*first));
            rest = after;
        }
        // The length keeps words apart that end in zeros.
        let tail = match rest {
            [] => 0,
            [one] => u64::from(*one),
            [one, two] => u64::from(*one) | u64::from(*two) << 8,
            [one, two, three] => u64::from(*one) | u64::from(*two) << 8 | u64::from(*three) << 16,
            _ => {
                let mut word = [0; 8];
                word[..rest.len()].copy_from_slice(rest);
                u64::from_le_bytes(word)
            }
        };
        self.add(tail ^ (bytes.len() as u64) << 56);
    }

    /// The byte that ends a string adds nothing here.
    #[inline]
    fn write_u8(&mut self, _: u8) {}

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

/// The tokens of one sentence, by their index in the document. Outside of the sentence every word is empty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'d> {
    pub(crate) tokens: &'d [Token],
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl<'d> Words<'d> {
    /// The token, if it belongs to the sentence.
    pub(crate) fn get(&self, idx: usize) -> Option<&'d Token> {
        if (self.start..self.end).contains(&idx) { self.tokens.get(idx) } else { None }
    }

    /// The token's form for look-ups.
    pub(crate) fn norm(&self, idx: usize) -> &'d str {
        self.get(idx).map_or("", |token| token.norm.as_str())
    }

    /// The form of the token before this one.
    pub(crate) fn before(&self, idx: usize) -> &'d str {
        if idx == 0 { "" } else { self.norm(idx - 1) }
    }

    /// Whether no white space stands between this token and the one before it.
    pub(crate) fn glued(&self, idx: usize) -> bool {
        idx > 0
            && match (self.get(idx - 1), self.get(idx)) {
                (Some(left), Some(right)) => left.span.end == right.span.start,
                _ => false,
            }
    }
}

/// Phrases with a value each.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<T> {
    by_first: Map<CompactString, Vec<(Vec<CompactString>, T)>>,
    by_last: Map<CompactString, Vec<(Vec<CompactString>, T)>>,
    firsts: Vec<CompactString>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { by_first: Map::default(), by_last: Map::default(), firsts: Vec::new() }
    }
}

impl<T: Clone> Phrases<T> {
    /// The phrases of a list, all with the same value.
    pub(crate) fn of(phrases: &[String], value: T) -> Phrases<T> {
        let mut table = Phrases::default();
        for phrase in phrases {
            table.insert(phrase, value.clone());
        }
        table
    }

    /// Adds a phrase. One that is there already keeps its first value.
    pub(crate) fn insert(&mut self, phrase: &str, value: T) {
        let whole: Vec<CompactString> = phrase.split_whitespace().map(CompactString::new).collect();
        let split: Vec<CompactString> = phrase.split_whitespace().flat_map(pieces).collect();
        if split != whole {
            self.insert_words(split, value.clone());
        }
        self.insert_words(whole, value);
    }

    fn insert_words(&mut self, words: Vec<CompactString>, value: T) {
        let (Some(first), Some(last)) = (words.first().cloned(), words.last().cloned()) else { return };
        self.firsts.push(first.clone());
        for (table, key) in [(&mut self.by_first, first), (&mut self.by_last, last)] {
            let list = table.entry(key).or_default();
            if !list.iter().any(|(known, _)| *known == words) {
                let at = list.partition_point(|(known, _)| known.len() >= words.len());
                list.insert(at, (words.clone(), value.clone()));
            }
        }
    }

    /// The longest phrase that starts at this token: the token after it and its value.
    pub(crate) fn at(&self, words: &Words, start: usize) -> Option<(usize, &T)> {
        let first = words.norm(start);
        if first.is_empty() {
            return None;
        }
        let list = self.by_first.get(first)?;
        list.iter()
            .find(|(phrase, _)| phrase.iter().enumerate().all(|(n, word)| words.norm(start + n) == word))
            .map(|(phrase, value)| (start + phrase.len(), value))
    }

    /// The longest phrase that ends right before this token and starts at `floor` or later: its first token and its value.
    pub(crate) fn ending_at(&self, words: &Words, end: usize, floor: usize) -> Option<(usize, &T)> {
        let last = words.before(end);
        if last.is_empty() {
            return None;
        }
        let list = self.by_last.get(last)?;
        list.iter()
            .filter(|(phrase, _)| phrase.len() <= end.saturating_sub(floor))
            .find(|(phrase, _)| {
                phrase.iter().enumerate().all(|(n, word)| words.norm(end - phrase.len() + n) == word)
            })
            .map(|(phrase, value)| (end - phrase.len(), value))
    }

    /// The first words of all phrases, with repetitions.
    pub(crate) fn firsts(&self) -> &[CompactString] {
        &self.firsts
    }
}

/// The word cut before and after hyphens, slashes and before a closing stop: "no-one" is "no", "-", "one".
fn pieces(word: &str) -> Vec<CompactString> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while let Some(at) = rest.find(['-', '/']) {
        if at > 0 {
            pieces.push(CompactString::new(&rest[..at]));
        }
        pieces.push(CompactString::new(&rest[at..at + 1]));
        rest = &rest[at + 1..];
    }
    match rest.strip_suffix('.') {
        Some(stem) if !stem.is_empty() && !stem.contains('.') => {
            pieces.push(CompactString::new(stem));
            pieces.push(CompactString::const_new("."));
        }
        _ if rest.is_empty() => {}
        _ => pieces.push(CompactString::new(rest)),
    }
    pieces
}
