//! Patterns of cards, and how they are matched.
//!
//! ```text
//! [the] {day} [of] {month} [[,] {year}]      words, {classes}, [what may be missing], (one | or another)
//! {month/PROPN}                              a class, if the word is tagged so
//! ```
//!
//! A pattern becomes a position automaton: each word or class in it is a position, and positions know which may follow.
//! There are no loops, so a match is as short as its pattern and the whole is linear in the text. All patterns of a file
//! are tried together, dispatched by the classes of the first atom; the longest match wins, then the earlier card.

use super::atom::{Atom, Atoms, bit};
use super::words::{Class, Tags, Words, read_tags};
use variorum_model::Document;

/// A position of a pattern: what stands there.
#[derive(Clone, Copy, Debug)]
struct Item {
    class: Class,
    tags: Tags,
}

/// All patterns of one file, compiled.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    items: Vec<Item>,
    /// The positions that may follow each position.
    follow: Vec<Vec<u16>>,
    /// The folded classes of those, for a quick no.
    follow_mask: Vec<u64>,
    accepts: Vec<bool>,
    card: Vec<u16>,
    /// The first positions by class.
    starts: Vec<Vec<u16>>,
    start_mask: u64,
}

/// A match: the card, the atom after the last one, and which atom stands at which position.
#[derive(Clone, Debug, Default)]
pub(super) struct Match {
    pub(super) card: usize,
    pub(super) end: usize,
    pub(super) path: Vec<(u16, u32)>,
    /// The path of the search under way; kept for its memory.
    trail: Vec<(u16, u32)>,
}

impl Automaton {
    /// Adds a pattern of a card.
    pub(super) fn add(&mut self, pattern: &str, card: usize, words: &mut Words) -> Result<(), String> {
        let symbols = symbols(pattern);
        let mut parser = Parser { symbols: &symbols, at: 0, automaton: self, card, words };
        let part = parser.alternatives(0)?;
        if let Some(left) = symbols.get(parser.at) {
            return Err(format!("“{left}” closes nothing; hint: each bracket needs its partner"));
        }
        if part.nullable {
            return Err(
                "the pattern can match nothing at all; hint: leave a word outside the brackets".into()
            );
        }
        for last in part.last {
            self.accepts[usize::from(last)] = true;
        }
        for first in part.first {
            let class = self.items[usize::from(first)].class;
            if self.starts.len() <= usize::from(class) {
                self.starts.resize(usize::from(class) + 1, Vec::new());
            }
            self.starts[usize::from(class)].push(first);
            self.start_mask |= bit(class);
        }
        Ok(())
    }

    /// Prepares what speeds the search up, when all patterns are in.
    pub(super) fn finish(&mut self) {
        for (mask, follow) in self.follow_mask.iter_mut().zip(&self.follow) {
            *mask = follow.iter().fold(0, |mask, &next| mask | bit(self.items[usize::from(next)].class));
        }
    }

    /// The class that stands at a position.
    pub(super) fn class(&self, position: u16) -> Class {
        self.items[usize::from(position)].class
    }

    /// The longest match that begins at an atom and that `allowed` lets pass.
    pub(super) fn longest(
        &self,
        atoms: &Atoms,
        start: usize,
        document: &Document,
        best: &mut Match,
        allowed: impl Fn(usize, usize) -> bool,
    ) -> bool {
        let atom = &atoms.list[start];
        if atom.mask & self.start_mask == 0 {
            return false;
        }
        let path = std::mem::take(&mut best.trail);
        let mut search = Search { automaton: self, atoms, document, allowed, path, best, found: false };
        for reading in atoms.readings(atom) {
            let Some(starts) = self.starts.get(usize::from(reading.class)) else { continue };
            for &position in starts {
                search.step(position, start);
            }
        }
        let Search { path, found, best, .. } = search;
        best.trail = path;
        found
    }
}

struct Search<'a, F> {
    automaton: &'a Automaton,
    atoms: &'a Atoms,
    document: &'a Document,
    allowed: F,
    path: Vec<(u16, u32)>,
    best: &'a mut Match,
    found: bool,
}

impl<F: Fn(usize, usize) -> bool> Search<'_, F> {
    /// The atom stands at the position; goes on from there.
    fn step(&mut self, position: u16, at: usize) {
        let idx = usize::from(position);
        let tags = self.automaton.items[idx].tags;
        if !tags.is_open() && !self.tagged(tags, &self.atoms.list[at]) {
            return;
        }
        let next = self.atoms.list.get(at + 1).filter(|next| next.joined);
        let more = next.is_some_and(|next| next.mask & self.automaton.follow_mask[idx] != 0);
        if !more && !self.automaton.accepts[idx] {
            return;
        }
        self.path.push((position, at as u32));
        if self.automaton.accepts[idx] {
            self.offer(idx, at + 1);
        }
        if let (true, Some(next)) = (more, next) {
            for &follower in &self.automaton.follow[idx] {
                let class = self.automaton.items[usize::from(follower)].class;
                if self.atoms.value(next, class).is_some() {
                    self.step(follower, at + 1);
                }
            }
        }
        self.path.pop();
    }

    fn tagged(&self, tags: Tags, atom: &Atom) -> bool {
        (atom.first..=atom.last).any(|token| {
            self.document
                .tokens
                .get(token as usize)
                .is_some_and(|token| tags.pass(token, self.document.words(token.span)))
        })
    }

    fn offer(&mut self, position: usize, end: usize) {
        let card = usize::from(self.automaton.card[position]);
        let better = !self.found || end > self.best.end || (end == self.best.end && card < self.best.card);
        if better && (self.allowed)(card, end) {
            self.found = true;
            self.best.card = card;
            self.best.end = end;
            self.best.path.clone_from(&self.path);
        }
    }
}

/// What a part of a pattern begins and ends with.
struct Part {
    nullable: bool,
    first: Vec<u16>,
    last: Vec<u16>,
}

struct Parser<'a> {
    symbols: &'a [&'a str],
    at: usize,
    automaton: &'a mut Automaton,
    card: usize,
    words: &'a mut Words,
}

impl Parser<'_> {
    fn alternatives(&mut self, depth: usize) -> Result<Part, String> {
        if depth > 8 {
            return Err("brackets are nested more than eight deep".into());
        }
        let mut whole = self.sequence(depth)?;
        while self.symbols.get(self.at) == Some(&"|") {
            self.at += 1;
            let other = self.sequence(depth)?;
            whole.nullable |= other.nullable;
            whole.first.extend(other.first);
            whole.last.extend(other.last);
        }
        Ok(whole)
    }

    fn sequence(&mut self, depth: usize) -> Result<Part, String> {
        let mut whole = Part { nullable: true, first: Vec::new(), last: Vec::new() };
        while let Some(&symbol) = self.symbols.get(self.at) {
            if matches!(symbol, "|" | ")" | "]") {
                break;
            }
            let part = self.part(symbol, depth)?;
            for &last in &whole.last {
                self.automaton.follow[usize::from(last)].extend(&part.first);
            }
            if whole.nullable {
                whole.first.extend(&part.first);
            }
            if part.nullable {
                whole.last.extend(part.last);
            } else {
                whole.last = part.last;
            }
            whole.nullable &= part.nullable;
        }
        Ok(whole)
    }

    fn part(&mut self, symbol: &str, depth: usize) -> Result<Part, String> {
        self.at += 1;
        let close = match symbol {
            "(" => ")",
            "[" => "]",
            _ => return self.item(symbol),
        };
        let mut part = self.alternatives(depth + 1)?;
        if self.symbols.get(self.at) != Some(&close) {
            return Err(format!("“{symbol}” is not closed; hint: “{close}” is missing"));
        }
        self.at += 1;
        part.nullable |= symbol == "[";
        Ok(part)
    }

    fn item(&mut self, symbol: &str) -> Result<Part, String> {
        let inner = symbol.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let (name, tags) = match inner.unwrap_or(symbol).split_once('/') {
            Some((name, labels)) if !name.is_empty() => (name, read_tags(labels)?),
            _ => (inner.unwrap_or(symbol), Tags::default()),
        };
        let class = match inner {
            None => self.words.literal(name),
            Some(_) => self.words.find(name).ok_or_else(|| {
                format!("{{{name}}} is no class; hint: a class of the word list, or what a card above makes")
            })?,
        };
        let position =
            u16::try_from(self.automaton.items.len()).map_err(|_| "too many patterns".to_string())?;
        self.automaton.items.push(Item { class, tags });
        self.automaton.follow.push(Vec::new());
        self.automaton.follow_mask.push(0);
        self.automaton.accepts.push(false);
        self.automaton.card.push(self.card as u16);
        Ok(Part { nullable: false, first: vec![position], last: vec![position] })
    }
}

/// Cuts a pattern at spaces and brackets.
fn symbols(pattern: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for chunk in pattern.split_whitespace() {
        let mut rest = chunk;
        while let Some(at) = rest.find(['(', ')', '[', ']', '|']) {
            if at > 0 {
                found.push(&rest[..at]);
            }
            found.push(&rest[at..=at]);
            rest = &rest[at + 1..];
        }
        if !rest.is_empty() {
            found.push(rest);
        }
    }
    found
}
