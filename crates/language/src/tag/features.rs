//! What the tagger looks at: each token's word, its neighbours and the two tags before it, as 32-bit keys.
//!
//! ```text
//! Blast Kills 12 in Eastport        a headline: capitals say little, so the keys of shape carry "headline"
//! ```
//!
//! The templates are those of the study behind the tagger: the word (digits as 0), its written form, suffixes of 1 to 5
//! and prefixes of 1 to 4 bytes, its shape, the two words and tags around it, and the *look-ahead lexicon*: the most
//! frequent tag of the next words.

use super::Openness;

/// How many keys a token has.
pub const KEYS: usize = 48;
/// "No tag": before the first token.
pub const NO_TAG: u8 = 0xFF;

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As prose does.
    Prose = 0,
    /// On nearly every long word.
    Headline = 1,
    /// Everywhere.
    Capitals = 2,
}

/// What a token shows of itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    folded: u32,
    raw: u32,
    suffixes: [u32; 5],
    prefixes: [u32; 4],
    shape: u32,
    flags: u32,
    /// The lexicon's guess.
    pub guess: u8,
    /// The tag, where the lexicon knows only one.
    pub certain: Option<u8>,
    /// The lexicon's tag for the form itself, not for its ending.
    pub known: u8,
    /// How open its part of speech is at least.
    pub least: Openness,
    /// Whether the lexicon guesses a finite verb among the words to come, before the next edge of a clause.
    pub verb_ahead: bool,
}

/// What a tag says about clauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A finite verb or a modal.
    Finite,
    /// A comma, a conjunction, a relative pronoun: the edge of a clause.
    Edge,
    /// Anything else.
    Inner,
}

/// What a joint tag ("VERB|VBD") says about clauses.
pub fn part(label: &str) -> Part {
    let (upos, xpos) = label.split_once('|').unwrap_or((label, ""));
    match xpos {
        "VBD" | "VBZ" | "VBP" | "MD" => Part::Finite,
        "," | "." | ":" | "``" | "''" | "CC" | "WDT" | "WP" | "WRB" => Part::Edge,
        _ if upos == "SCONJ" => Part::Edge,
        _ => Part::Inner,
    }
}

/// Marks the words after which a finite verb is to be expected, given what each tag says about clauses.
pub fn look_ahead(words: &mut [Word], parts: &[Part]) {
    let mut ahead = false;
    for word in words.iter_mut().rev() {
        word.verb_ahead = ahead;
        ahead = match parts.get(usize::from(word.guess)) {
            Some(Part::Finite) => true,
            Some(Part::Edge) => false,
            _ => ahead,
        };
    }
}

/// Whether a finite verb stands before the next word in its clause, after a word with this tag.
#[inline]
pub fn verb_before(before: bool, class: u8, parts: &[Part]) -> bool {
    match parts.get(usize::from(class)) {
        Some(Part::Finite) => true,
        Some(Part::Edge) => false,
        _ => before,
    }
}

/// The kinds of keys that are no features of the tagger.
#[derive(Clone, Copy, Debug)]
pub enum Lookup {
    /// The most frequent tag of a word.
    Lexicon = 100,
    /// The only tag of a word.
    Certain = 101,
    /// The most frequent tag of words with this end and these flags.
    Ending = 102,
    /// The way from a word's form to its lemma.
    Lemma = 103,
}

/// The key of a template filled with three values.
#[inline]
fn mix(template: u32, a: u32, b: u32, c: u32) -> u32 {
    let mut x = u64::from(a) | u64::from(b) << 32;
    x ^= u64::from(c).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ u64::from(template).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^= x >> 31;
    x = x.wrapping_mul(0x94D0_49BB_1331_11EB);
    (x >> 32) as u32
}

/// The key of a look-up.
#[inline]
pub fn lookup(kind: Lookup, value: u32, extra: u32) -> u32 {
    mix(kind as u32, value, extra, 0)
}

/// A number for a run of bytes.
#[inline]
pub fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |hash, &byte| step(hash, byte))
}

#[inline]
fn step(hash: u32, byte: u8) -> u32 {
    let mut hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    hash ^= hash >> 15;
    hash
}

/// How the sentence of these words uses capitals.
pub fn case<'t>(words: impl Iterator<Item = &'t str>) -> Case {
    let (mut long, mut capitalised, mut shouting, mut letters) = (0, 0, 0_usize, 0);
    for word in words {
        if word.as_bytes().first().is_some_and(u8::is_ascii_lowercase) && word.is_ascii() {
            // The same as below, for nearly all words.
            letters += 1 + if word.len() == 1 { 2 } else { 0 };
            long += usize::from(word.len() > 3);
            shouting = shouting.saturating_sub(2);
            continue;
        }
        let mut chars = word.chars();
        let Some(first) = chars.next() else { continue };
        if !first.is_alphabetic() {
            continue;
        }
        let small = word.chars().take(40).any(char::is_lowercase);
        let count = word.chars().take(40).count();
        letters += 1;
        shouting += usize::from(!small && count > 1);
        if small && count == 1 {
            letters += 2;
        }
        if count > 3 {
            long += 1;
            capitalised += usize::from(first.is_uppercase());
        }
        if small {
            shouting = shouting.saturating_sub(2);
        }
    }
    if shouting >= 2 && shouting * 10 >= letters * 8 {
        Case::Capitals
    } else if long >= 3 && capitalised * 10 >= long * 9 {
        Case::Headline
    } else {
        Case::Prose
    }
}

impl Word {
    /// What a token shows: its form, its form for look-ups, whether it is the first of its sentence.
    pub fn new(form: &str, norm: &str, first: bool, case: Case) -> Word {
        let mut word = Word { guess: NO_TAG, ..Word::default() };
        let bytes = norm.as_bytes();
        let digit = |byte: &u8| if byte.is_ascii_digit() { b'0' } else { *byte };
        let mut running = hash(b"");
        for (idx, byte) in bytes.iter().map(digit).enumerate() {
            running = step(running, byte);
            if let Some(prefix) = word.prefixes.get_mut(idx) {
                *prefix = running;
            }
        }
        word.folded = running;
        for idx in bytes.len()..4 {
            word.prefixes[idx] = running ^ 0x5555_5555;
        }
        running = hash(b"<");
        let mut last = bytes.iter().rev().map(digit);
        for suffix in &mut word.suffixes {
            running = step(running, last.next().unwrap_or(b'^'));
            *suffix = running;
        }
        let (mut shape, mut previous, mut length) = (hash(b"s"), ' ', 0);
        let (mut upper, mut lower, mut digits, mut other) = (false, false, false, false);
        for c in form.chars().take(64) {
            let kind = if c.is_ascii_lowercase() {
                lower = true;
                'x'
            } else if c.is_ascii_digit() {
                digits = true;
                'd'
            } else if c.is_uppercase() {
                upper = true;
                'X'
            } else if c.is_alphabetic() {
                lower = true;
                'x'
            } else {
                other = true;
                c
            };
            length = if kind == previous { length + 1 } else { 1 };
            previous = kind;
            if length <= 2 {
                shape = step(shape, kind as u32 as u8);
            }
        }
        let initial = form.starts_with(char::is_uppercase);
        word.raw = if case == Case::Prose && upper { hash(form.as_bytes()) ^ 1 } else { word.folded };
        word.shape = shape ^ (case as u32).wrapping_mul(0x9E37_79B9);
        word.flags = u32::from(initial)
            | u32::from(upper && !lower) << 1
            | u32::from(digits) << 2
            | u32::from(other) << 3
            | u32::from(!upper && !lower && !digits) << 4
            | u32::from(first) << 5
            | (case as u32) << 6
            | u32::from(upper && initial && !form.chars().skip(1).take(63).any(char::is_uppercase)) << 8;
        word
    }

    /// Whether a certain tag of the folded form holds for the form as it is written.
    pub fn is_plain(&self) -> bool {
        let (upper, capitalised_only) = (self.flags & 1 != 0, self.flags & (1 << 8) != 0);
        let (first, prose) = (self.flags & (1 << 5) != 0, self.flags & (3 << 6) == 0);
        let inner_capital = self.flags & (1 << 1) != 0;
        (!upper && !inner_capital) || (prose && first && capitalised_only && self.flags & 2 == 0)
    }

    /// The key of the word in the lexicon.
    pub fn lexicon_key(&self) -> u32 {
        lookup(Lookup::Lexicon, self.folded, 0)
    }

    /// The key of the word among those with one tag.
    pub fn certain_key(&self) -> u32 {
        lookup(Lookup::Certain, self.folded, 0)
    }

    /// The key of the word's ending.
    pub fn ending_key(&self) -> u32 {
        lookup(Lookup::Ending, self.suffixes[2], self.flags & 0b1_1101_1111)
    }
}

/// Fills in the keys of token `at`. `before` are the tags of the two tokens before it, the nearer one first; `verb` says
/// whether its clause has had a finite verb.
#[inline]
pub fn keys(words: &[Word], at: usize, before: [u8; 2], verb: bool, keys: &mut [u32; KEYS]) {
    const EDGE: Word = Word {
        folded: 0x1234_5678,
        raw: 0,
        suffixes: [0x1234_5678; 5],
        prefixes: [0; 4],
        shape: 0x1234_5678,
        flags: 0,
        guess: 0xFE,
        known: 0xFE,
        least: Openness::Closed,
        certain: None,
        verb_ahead: false,
    };
    let word = &words[at];
    let near = |offset: isize| at.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&EDGE);
    let (p1, p2, n1, n2) = (near(-1), near(-2), near(1), near(2));
    let (t1, t2) = (u32::from(before[0]), u32::from(before[1]));
    let tags = t1 | t2 << 8;
    let (l0, l1, l2) = (u32::from(word.guess), u32::from(n1.guess), u32::from(n2.guess));
    let [s1, s2, s3, s4, s5] = word.suffixes;
    let [f1, f2, f3, f4] = word.prefixes;
    let first = word.flags >> 5 & 1;
    let verbs = u32::from(verb) | u32::from(word.verb_ahead) << 1;
    *keys = [
        mix(1, word.folded, 0, 0),
        mix(2, word.raw, word.flags >> 6 & 3, 0),
        mix(3, s1, 0, 0),
        mix(4, s2, 0, 0),
        mix(5, s3, 0, 0),
        mix(6, s4, 0, 0),
        mix(7, s5, 0, 0),
        mix(8, f1, 0, 0),
        mix(9, f2, 0, 0),
        mix(10, f3, 0, 0),
        mix(11, f4, 0, 0),
        mix(12, word.shape, 0, 0),
        mix(13, word.shape, s2, first),
        mix(14, word.flags, t1, 0),
        mix(15, t1, 0, 0),
        mix(16, tags, 0, 0),
        mix(17, t1, word.folded, 0),
        mix(18, t1, s3, 0),
        mix(19, t2, word.folded, 0),
        mix(20, p1.folded, 0, 0),
        mix(21, p1.folded, word.folded, 0),
        mix(22, p2.folded, 0, 0),
        mix(23, p2.folded, p1.folded, 0),
        mix(24, p1.suffixes[2], s2, 0),
        mix(25, n1.folded, 0, 0),
        mix(26, n1.folded, word.folded, 0),
        mix(27, n2.folded, 0, 0),
        mix(28, n1.folded, n2.folded, 0),
        mix(29, n1.suffixes[2], 0, 0),
        mix(30, n1.suffixes[2], s2, t1),
        mix(31, p1.shape, word.shape, n1.shape),
        mix(32, l1, l0, t1),
        mix(33, l1 | l2 << 8, s2, 0),
        mix(34, l1, word.folded, 0),
        mix(35, t1, l0, 0),
        mix(36, tags, l0, 0),
        mix(37, l1, t1, 0),
        mix(38, l0, l1, l2),
        mix(39, word.flags, l0, 0),
        mix(40, p1.folded, l0, l1),
        mix(41, tags, word.folded, 0),
        mix(42, t1, n1.folded, 0),
        mix(43, word.shape, l1, t1),
        mix(44, p1.folded, s3, 0),
        mix(45, verbs, s2, t1),
        mix(46, verbs, word.folded, 0),
        mix(47, verbs, l0, l1),
        mix(48, verbs, tags, l1),
    ];
}
