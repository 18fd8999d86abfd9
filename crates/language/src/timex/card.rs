//! Grammar cards: what a time expression looks like and what it means, with examples and counterexamples.
//!
//! ```text
//! published 2024-03-20
//!
//! card     last-unit
//! find     the previous {unit} | last {unit}
//! unless   at _
//! means    shift now -1 unit
//! makes    Date
//! example  Sales fell ‹last month›.    = DATE 2024-02
//! not      They last months.
//! ```
//!
//! `find` may stand on several lines. `only` and `unless` look at the neighbours: words, {classes} or tags, `^` for the
//! edge of the sentence, around `_`; `without` names a class of which no word may stand in the sentence. `makes` names the class under which later files see the finding; `makes X fragment`
//! says that it counts for nothing by itself. A card without an example and a counterexample does not load.

use super::atom::{Atoms, bit};
use super::construct::Construct;
use super::pattern::{Automaton, Match};
use super::words::{Class, Tags, Words, read_tags};
use crate::Error;
use compact_str::CompactString;
use variorum_model::Document;

/// A card, ready for use.
#[derive(Debug)]
pub(super) struct Card {
    pub(super) name: CompactString,
    pub(super) means: Construct,
    pub(super) makes: Class,
    pub(super) fragment: bool,
    /// A class of which no word may stand in the sentence.
    pub(super) without: Option<Class>,
    only: Vec<Context>,
    unless: Vec<Context>,
}

/// A file of cards, compiled.
#[derive(Debug, Default)]
pub(super) struct Cards {
    pub(super) automaton: Automaton,
    pub(super) list: Vec<Card>,
}

/// An example or counterexample of a card.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(test), allow(dead_code, reason = "only the tests run examples; loading counts them"))]
pub(crate) struct Example<'a> {
    pub(crate) card: &'a str,
    pub(crate) line: usize,
    pub(crate) published: &'a str,
    /// The text, its time expressions in ‹marks›, and their types and values; `None` for a counterexample.
    pub(crate) text: &'a str,
    pub(crate) expected: Option<&'a str>,
}

/// What must stand, or must not stand, around a finding.
#[derive(Debug)]
struct Context {
    before: Option<Side>,
    after: Option<Side>,
}

#[derive(Debug, Default)]
struct Side {
    classes: Vec<Class>,
    mask: u64,
    tags: Tags,
    edge: bool,
}

/// The lines of a card as they are read.
#[derive(Default)]
struct Draft<'a> {
    name: &'a str,
    line: usize,
    find: Vec<(usize, &'a str)>,
    only: Vec<(usize, &'a str)>,
    unless: Vec<(usize, &'a str)>,
    without: Option<(usize, &'a str)>,
    means: Option<(usize, &'a str)>,
    makes: Option<&'a str>,
    examples: usize,
    counterexamples: usize,
}

/// Reads a file of cards and compiles it; `examples` sees every example and counterexample.
pub(super) fn read<'a>(
    file: &'static str,
    text: &'a str,
    words: &mut Words,
    mut examples: impl FnMut(Example<'a>),
) -> Result<Cards, Error> {
    let mut cards = Cards::default();
    let mut draft: Option<Draft<'a>> = None;
    let mut published = "";
    let error = |line: usize, message: String| Error { file, line, message };
    for (idx, full) in text.lines().enumerate() {
        let line = idx + 1;
        let trimmed = full.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let (key, rest) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
        let rest = rest.trim();
        if key == "published" {
            published = rest;
            continue;
        }
        if key == "card" {
            if let Some(done) = draft.take() {
                finish(done, &mut cards, words).map_err(|(line, message)| error(line, message))?;
            }
            draft = Some(Draft { name: rest, line, ..Draft::default() });
            continue;
        }
        let Some(card) = draft.as_mut() else {
            return Err(error(line, format!("“{key}” stands before any card; hint: begin with “card NAME”")));
        };
        match key {
            "find" => card.find.push((line, rest)),
            "only" => card.only.push((line, rest)),
            "unless" => card.unless.push((line, rest)),
            "without" => card.without = Some((line, rest)),
            "means" => card.means = Some((line, rest)),
            "makes" => card.makes = Some(rest),
            "example" | "not" => {
                let (text, expected) = match rest.rsplit_once(" = ") {
                    Some((text, expected)) => (text.trim(), Some(expected.trim())),
                    None => (rest, None),
                };
                if (key == "example") != expected.is_some() {
                    let hint = "an example ends in “ = TYPE VALUE”, a counterexample does not";
                    return Err(error(line, format!("“{key}” is not complete; hint: {hint}")));
                }
                card.examples += usize::from(key == "example");
                card.counterexamples += usize::from(key == "not");
                examples(Example { card: card.name, line, published, text, expected });
            }
            _ => {
                let known = "find, only, unless, without, means, makes, example, not";
                return Err(error(line, format!("“{key}” is no line of a card; hint: one of {known}")));
            }
        }
    }
    if let Some(done) = draft {
        finish(done, &mut cards, words).map_err(|(line, message)| error(line, message))?;
    }
    cards.automaton.finish();
    Ok(cards)
}

fn finish(draft: Draft<'_>, cards: &mut Cards, words: &mut Words) -> Result<(), (usize, String)> {
    let here = |message: &str| (draft.line, format!("card {}: {message}", draft.name));
    if draft.name.is_empty() || draft.name.contains(char::is_whitespace) {
        return Err((draft.line, "a card needs a name of one word; hint: card month-and-day".into()));
    }
    if cards.list.iter().any(|card| card.name == draft.name) {
        return Err(here("the name is taken; hint: names are unique in a file"));
    }
    if draft.find.is_empty() {
        return Err(here("it finds nothing; hint: add a line “find …”"));
    }
    if draft.examples == 0 {
        return Err(here("it has no example; hint: example  It rained ‹today›.  = DATE 2024-03-20"));
    }
    if draft.counterexamples == 0 {
        return Err(here("it has no counterexample; hint: not  A text in which it finds nothing."));
    }
    let Some((line, means)) = draft.means else {
        return Err(here("it means nothing; hint: add a line “means …”"));
    };
    let means = Construct::read(means).map_err(|message| (line, message))?;
    let (makes, fragment) = match draft.makes {
        Some(makes) => match makes.split_once(char::is_whitespace) {
            Some((name, rest)) if rest.trim() == "fragment" => (name, true),
            Some(_) => return Err(here("“makes” takes one name; hint: makes Date, or makes Clock fragment")),
            None => (makes, false),
        },
        None => ("Finding", false),
    };
    let makes = words.class(makes);
    let without = match draft.without {
        Some((line, name)) => match words.find(name) {
            Some(class) => Some(class),
            None => return Err((line, format!("“{name}” is no class; hint: a class of the word list"))),
        },
        None => None,
    };
    let contexts = |lines: &[(usize, &str)], words: &mut Words| -> Result<Vec<Context>, (usize, String)> {
        lines
            .iter()
            .map(|&(line, text)| Context::read(text, words).map_err(|message| (line, message)))
            .collect()
    };
    let (only, unless) = (contexts(&draft.only, words)?, contexts(&draft.unless, words)?);
    for (line, pattern) in &draft.find {
        cards.automaton.add(pattern, cards.list.len(), words).map_err(|message| (*line, message))?;
    }
    cards.list.push(Card { name: draft.name.into(), means, makes, fragment, without, only, unless });
    Ok(())
}

impl Cards {
    /// The longest match at an atom.
    pub(super) fn longest(&self, atoms: &Atoms, start: usize, document: &Document, best: &mut Match) -> bool {
        self.automaton.longest(atoms, start, document, best, |card, end| {
            let card = &self.list[card];
            let holds = |context: &Context| context.holds(atoms, start, end, document);
            (card.only.is_empty() || card.only.iter().any(holds)) && !card.unless.iter().any(holds)
        })
    }
}

impl Context {
    fn read(text: &str, words: &mut Words) -> Result<Context, String> {
        let (before, after) =
            text.split_once('_').ok_or("there is no “_” for the finding itself; hint: only  in|since _")?;
        Ok(Context { before: Side::read(before, words)?, after: Side::read(after, words)? })
    }

    fn holds(&self, atoms: &Atoms, start: usize, end: usize, document: &Document) -> bool {
        self.before.as_ref().is_none_or(|side| side.before(atoms, start, document))
            && self.after.as_ref().is_none_or(|side| side.after(atoms, end, document))
    }
}

impl Side {
    fn read(text: &str, words: &mut Words) -> Result<Option<Side>, String> {
        let mut side = Side::default();
        let mut some = false;
        for item in text.split([' ', '|']).filter(|item| !item.is_empty()) {
            some = true;
            if item == "^" {
                side.edge = true;
            } else if let Some(name) = item.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                let class = words.find(name).ok_or_else(|| format!("{{{name}}} is no class"))?;
                side.classes.push(class);
            } else if item.starts_with(|c: char| c.is_ascii_uppercase()) {
                let tags = read_tags(item)?;
                side.tags = side.tags.join(tags);
            } else {
                side.classes.push(words.literal(item));
            }
        }
        side.mask = side.classes.iter().fold(0, |mask, &class| mask | bit(class));
        Ok(some.then_some(side))
    }

    fn before(&self, atoms: &Atoms, start: usize, document: &Document) -> bool {
        let Some(first) = atoms.list.get(start) else { return false };
        let neighbour = if first.joined { start.checked_sub(1) } else { None };
        let at_edge = document
            .sentence_of(variorum_model::TokenId(first.first))
            .is_some_and(|id| document.sentences[id.0 as usize].tokens.start == first.first);
        let token = if at_edge { None } else { first.first.checked_sub(1) };
        self.meets(atoms, neighbour, token, document) || self.edge && at_edge
    }

    fn after(&self, atoms: &Atoms, end: usize, document: &Document) -> bool {
        let Some(last) = end.checked_sub(1).and_then(|at| atoms.list.get(at)) else { return false };
        let neighbour = atoms.list.get(end).filter(|next| next.joined).map(|_| end);
        let at_edge = document
            .sentence_of(variorum_model::TokenId(last.last))
            .is_some_and(|id| document.sentences[id.0 as usize].tokens.end == last.last + 1);
        let token = if at_edge { None } else { Some(last.last + 1) };
        self.meets(atoms, neighbour, token, document) || self.edge && at_edge
    }

    fn meets(
        &self,
        atoms: &Atoms,
        neighbour: Option<usize>,
        token: Option<u32>,
        document: &Document,
    ) -> bool {
        let word = neighbour.is_some_and(|at| {
            let atom = &atoms.list[at];
            atom.mask & self.mask != 0 && self.classes.iter().any(|&class| atoms.value(atom, class).is_some())
        });
        word || token
            .and_then(|token| document.tokens.get(token as usize))
            .is_some_and(|token| self.tags.has(token))
    }
}
