//! Time expressions, with values by TIMEX3.
//!
//! ```text
//! published 2024-03-20
//! The talks, planned for ‹May›, broke down ‹late on Friday›, ‹two years› after the truce of ‹March 2022›.
//!                     2024-05            2024-03-15       P2Y                       2022-03
//! ```
//!
//! The words that can speak of time become [atoms](atom); everything else is skipped. Grammar [cards](card), data of the
//! language, find pieces among the atoms, file by file: the second file sees the findings of the first, so that "5 p.m."
//! and "Friday" become one. What a card caught gets its meaning by a [construction](construct), and the meanings are
//! [reckoned out](resolve) in the order of the text, since "the following day" needs what was spoken of before.

mod atom;
mod build;
mod calendar;
mod card;
mod construct;
mod figure;
mod holiday;
mod join;
mod named;
mod pattern;
mod resolve;
mod sense;
mod tense;
mod unit;
mod words;

#[cfg(test)]
mod tests;

use crate::{Error, Language};
use atom::Atoms;
use calendar::Stamp;
use card::Cards;
use construct::Caught;
use pattern::Match;
use resolve::{Context, Spoken};
use sense::{From, Point, Sense, Spot, What};
use std::cmp::Ordering;
use variorum_model::document::{Anchor, Sentence, SentenceId, Tense, Timex, TimexType, Upos};
use variorum_model::{Document, TokenRange};
use words::{Class, Reading, Tags, Words};

/// The words and cards, compiled.
#[derive(Debug, Default)]
pub(crate) struct Times {
    words: Words,
    files: Vec<Cards>,
    /// Words that put a length of time before or after something, and those that join two times.
    before: Class,
    after: Class,
    joining: Class,
}

impl Times {
    /// Reads the words and cards.
    ///
    /// # Errors
    /// The first line that is not what it should be.
    pub(crate) fn load(words: &str, cards: &'static [(&'static str, &'static str)]) -> Result<Times, Error> {
        let mut words = Words::read("times/words.list", words)?;
        let mut files = Vec::with_capacity(cards.len());
        for (file, text) in cards {
            files.push(card::read(file, text, &mut words, |_| ())?);
        }
        let (before, after, joining) = (words.class("before"), words.class("after"), words.class("joining"));
        Ok(Times { words, files, before, after, joining })
    }
}

/// A finding: what a card made of a run of atoms.
#[derive(Clone, Debug)]
struct Piece {
    sense: Sense,
    file: usize,
    card: usize,
}

/// The time expressions of a document that has its tokens, tags and groups.
pub(crate) fn times(document: &Document, language: &Language) -> Vec<Timex> {
    find(document, &language.times)
}

fn find(document: &Document, times: &Times) -> Vec<Timex> {
    let mut found: Vec<Timex> = Vec::new();
    let mut context = Context {
        published: document.published,
        spoken: [None; 3],
        quarter: None,
        sentence: 0,
        tense: Tense::None,
        holidays: &times.words.holidays,
    };
    let mut atoms = Atoms::default();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut searched: Vec<(Class, bool)> = Vec::new();
    for (idx, sentence) in document.sentences.iter().enumerate() {
        atom::atoms(document, sentence, &times.words, &mut atoms);
        pieces.clear();
        for (file, cards) in times.files.iter().enumerate() {
            apply(document, cards, file, &mut atoms, &mut pieces);
        }
        if pieces.is_empty() {
            continue;
        }
        searched.clear();
        lend_years(&atoms, &mut pieces, times);
        lend_months(document, &mut atoms, &mut pieces, times);
        context.sentence = idx as u32;
        for at in 0..atoms.list.len() {
            finish(
                document,
                sentence,
                idx,
                times,
                &atoms,
                at,
                &pieces,
                &mut context,
                &mut searched,
                &mut found,
            );
        }
    }
    found
}

/// Runs the cards of one file over the atoms; each finding takes the place of its run.
fn apply(document: &Document, cards: &Cards, file: usize, atoms: &mut Atoms, pieces: &mut Vec<Piece>) {
    let mut kept = Vec::with_capacity(atoms.list.len());
    let mut at = 0;
    let mut best = Match::default();
    while at < atoms.list.len() {
        let mut atom = atoms.list[at];
        let mut end = at + 1;
        if cards.longest(atoms, at, document, &mut best)
            && let Some(sense) = build(cards, atoms, &best, pieces)
        {
            let card = &cards.list[best.card];
            let nothing = sense == Sense::Nothing;
            let reading = Reading { class: card.makes, value: pieces.len() as i64, tags: Tags::default() };
            if let Some(mut whole) = atoms.replace(at..best.end, (!nothing).then_some(reading)) {
                whole.piece = (!nothing).then_some(pieces.len() as u32);
                end = best.end;
                pieces.push(Piece { sense, file, card: best.card });
                atom = whole;
            }
        }
        kept.push(atom);
        at = end;
    }
    // The neighbours that cards look at are those that the file found, not what it made of them: hence a second list.
    atoms.list = kept;
}

fn build(cards: &Cards, atoms: &Atoms, found: &Match, pieces: &[Piece]) -> Option<Sense> {
    let mut caught = Caught::default();
    for &(position, at) in &found.path {
        let atom = atoms.list.get(at as usize)?;
        match atom.piece.and_then(|piece| pieces.get(piece as usize)) {
            Some(piece) => caught.pieces.push(&piece.sense),
            None => {
                let class = cards.automaton.class(position);
                caught.values.push((class, atoms.value(atom, class)?));
            }
        }
    }
    cards.list[found.card].means.build(&caught)
}

/// "from April to June 2022": the first month is of that year too.
fn lend_years(atoms: &Atoms, pieces: &mut [Piece], times: &Times) {
    for run in atoms.list.windows(3) {
        let [one, middle, other] = run else { continue };
        let (Some(one), Some(other), true) = (one.piece, other.piece, middle.joined && other.joined) else {
            continue;
        };
        if atoms.value(middle, times.joining).is_none() {
            continue;
        }
        let Some(Piece { sense: Sense::Point(other), .. }) = pieces.get(other as usize) else { continue };
        let Spot::Named { what: What::Month(_) | What::Day(..), year: Some(year), .. } = &other.spot else {
            continue;
        };
        let lent = year.clone();
        if let Some(Piece { sense: Sense::Point(one), .. }) = pieces.get_mut(one as usize)
            && let Spot::Named {
                what: What::Month(_) | What::Day(..),
                year: year @ None,
                from: From::Now,
                ..
            } = &mut one.spot
        {
            *year = Some(lent);
        }
    }
}

/// "between 3 and 5 March", "April 24 and 25": the bare day is of that month too.
fn lend_months(document: &Document, atoms: &mut Atoms, pieces: &mut Vec<Piece>, times: &Times) {
    for at in 1..atoms.list.len().saturating_sub(1) {
        let middle = &atoms.list[at];
        if !middle.joined || !atoms.list[at + 1].joined || atoms.value(middle, times.joining).is_none() {
            continue;
        }
        for (bare, dated, order) in [(at - 1, at + 1, Ordering::Less), (at + 1, at - 1, Ordering::Greater)] {
            let (atom, other) = (&atoms.list[bare], &atoms.list[dated]);
            let Some(of) = other.piece.and_then(|piece| pieces.get(piece as usize)) else { continue };
            let Sense::Point(Point { spot: Spot::Named { what: What::Day(month, known), .. }, .. }) =
                of.sense
            else {
                continue;
            };
            let day = atoms.value(atom, words::DAY).or_else(|| atoms.value(atom, words::NTH));
            let day = day.and_then(|day| i8::try_from(day).ok()).filter(|day| day.cmp(&known) == order);
            // "from March 3 to 12 people", "March 3 and 4 men"
            let counts = order == Ordering::Greater
                && document.tokens.get(atom.last as usize + 1).is_some_and(|token| {
                    token.upos.is_nominal() || matches!(token.upos, Upos::Adj | Upos::Num | Upos::Sym)
                });
            let (Some(day), None, false) = (day, atom.piece, counts) else { continue };
            if jiff::civil::Date::new(2000, month, day).is_err() {
                continue;
            }
            let mut lent = of.clone();
            if let Sense::Point(Point { spot: Spot::Named { what, .. }, .. }) = &mut lent.sense {
                *what = What::Day(month, day);
            }
            atoms.list[bare].piece = Some(pieces.len() as u32);
            pieces.push(lent);
        }
    }
}

/// Turns the finding at an atom, if there is one, into a time expression.
#[allow(clippy::too_many_arguments)]
fn finish(
    document: &Document,
    sentence: &Sentence,
    idx: usize,
    times: &Times,
    atoms: &Atoms,
    at: usize,
    pieces: &[Piece],
    context: &mut Context<'_>,
    searched: &mut Vec<(Class, bool)>,
    found: &mut Vec<Timex>,
) {
    let atom = atoms.list[at];
    let Some(piece) = atom.piece.and_then(|piece| pieces.get(piece as usize)) else { return };
    let Some(card) = times.files.get(piece.file).and_then(|file| file.list.get(piece.card)) else { return };
    if card.fragment {
        return;
    }
    if let Some(class) = card.without {
        // A sentence is searched once, however many findings it has.
        let known = searched.iter().find(|(known, _)| *known == class).map(|(_, there)| *there);
        let there = known.unwrap_or_else(|| has_word(document, sentence, &times.words, class));
        if known.is_none() {
            searched.push((class, there));
        }
        if there {
            return;
        }
    }
    let tokens = TokenRange::new(atom.first as usize, atom.last as usize + 1);
    context.tense = match &piece.sense {
        Sense::Point(Point { spot, .. }) => {
            let weekday = matches!(spot, Spot::Named { what: What::Weekday(_), year: None, .. });
            tense::tense(document, sentence, tokens, weekday, &times.words)
        }
        _ => Tense::None,
    };
    let Some(mut value) = resolve::resolve(&piece.sense, context) else { return };
    let next = atoms.list.get(at + 1).filter(|next| next.joined);
    if value.kind == TimexType::Duration && value.anchor == Anchor::Absolute {
        let side = |class| next.is_some_and(|next| atoms.value(next, class).is_some());
        if side(times.before) || side(times.after) {
            // What follows is a time of its own, or the event itself.
            let dated = atoms.list.get(at + 2).is_some_and(|point| point.joined && point.piece.is_some());
            value.anchor = if dated { Anchor::Timex(found.len() as u32 + 1) } else { Anchor::Event };
            value.modifier = if side(times.before) { "BEFORE" } else { "AFTER" };
        }
    }
    remember(&piece.sense, value.stamp, found.len() as u32, idx as u32, context);
    found.push(Timex {
        span: atom.span,
        tokens,
        sentence: SentenceId(idx as u32),
        kind: value.kind,
        value: value.text.into(),
        anchor: value.anchor,
        inferred: value.inferred,
        modifier: value.modifier.into(),
        rule: card.name.clone(),
    });
}

/// Keeps in mind what was spoken of. A comparison ("a year earlier") is an excursion, to which nothing refers back.
fn remember(sense: &Sense, stamp: Option<Stamp>, timex: u32, sentence: u32, context: &mut Context<'_>) {
    let Some(stamp) = stamp else { return };
    let excursion = matches!(
        sense,
        Sense::Point(Point { spot: Spot::Shift { keep: true, .. } | Spot::Quarter { .. }, .. })
    );
    if let Stamp::Quarter(..) = stamp {
        let earlier = context.quarter.is_some_and(|known| known.stamp.first_day() > stamp.first_day());
        if let (true, Some(known)) = (earlier || excursion, &mut context.quarter) {
            known.sentence = sentence;
        } else if !excursion {
            context.quarter = Some(Spoken { stamp, timex, sentence });
        }
    }
    if !excursion {
        let from = match stamp {
            _ if stamp.is_day() => 0,
            Stamp::Week(_) | Stamp::Weekend(_) | Stamp::Month(..) | Stamp::Quarter(..) => 1,
            _ => 2,
        };
        context.spoken[from..].fill(Some(Spoken { stamp, timex, sentence }));
    }
}

/// Whether a word of a class stands in the sentence.
fn has_word(document: &Document, sentence: &Sentence, words: &Words, class: Class) -> bool {
    let tokens = document.tokens.get(sentence.tokens.range()).unwrap_or_default();
    let mut entries = tokens.iter().filter_map(|token| words.get(&token.norm));
    entries.any(|entry| entry.readings.iter().any(|reading| reading.class == class))
}
