//! Names, descriptions and pronouns, and the entities that they are about.
//!
//! ```text
//! Foreign Minister ‹Ana Ruiz› said the ‹Northern Relief Council› (‹NRC›) had … ‹She› told ‹reporters› that the ‹council› …
//!   Ana Ruiz                  person, role "Foreign Minister"; also "She"
//!   Northern Relief Council   organisation; also "NRC", "council"
//!   reporters                 persons without a name
//! ```
//!
//! [`run`] joins capitalised words to names and parts titles from them; [`kind`] lets every place where a name stands vote
//! on what it names; [`entity`] finds the names of one entity; [`nominal`] adds descriptions and pronouns where it is safe to
//! say whom they mean. Precision goes before recall: what is not safe stays an entity of its own, or none. Spellings of one
//! name that differ ("Aleksandr", "Alexander") are left to those who compare reports.

mod draft;
mod entity;
mod form;
mod kind;
mod lexicon;
mod nominal;
mod run;
mod text;

#[cfg(test)]
mod tests;

pub(crate) use lexicon::Lexicon;

use crate::Language;
use crate::phrase::Map;
use compact_str::CompactString;
use entity::Entities;
use kind::Votes;
use nominal::Actors;
use run::Run;
use text::{Casing, Text, classes::THE};
use variorum_model::Document;
use variorum_model::document::{Entity, EntityKind, Mention, SentenceId, Upos};

/// The mentions and entities of a document that has its groups, times and figures.
pub(crate) fn names(document: &Document, language: &Language) -> (Vec<Mention>, Vec<Entity>) {
    let text = Text::new(document, &language.name);
    let runs = find(&text);
    let votes = count(&text, &runs);
    let mut entities = Entities::default();
    let mut actors = Actors::new(&text);
    let mut next = 0;
    for (idx, sentence) in document.sentences.iter().enumerate() {
        let first = next;
        while next < runs.len() && runs[next].sentence.0 as usize == idx {
            next += 1;
        }
        actors.sentence(sentence, idx);
        let mut named: Vec<u32> = Vec::new();
        for (nth, run) in runs[first..next].iter().enumerate() {
            let votes = votes.get(run.key.as_str()).copied().unwrap_or_default();
            let id = entities.name(&text, run, votes.winner(), &votes);
            named.push(id);
            if nth > 0
                && let Some(full) =
                    definition(&text, &runs[first + nth - 1], run, &entities, named[nth - 1], votes.winner())
            {
                let (full, short) = if full { (named[nth - 1], id) } else { (id, named[nth - 1]) };
                entities.define(full, short);
            }
        }
        actors.read(&text, sentence, idx, &runs[first..next], &named, &mut entities);
    }
    entities.finish()
}

/// All names, in order. Headlines come last, since running text has to confirm what is a name there.
fn find(text: &Text) -> Vec<Run> {
    let mut runs = Vec::new();
    let sentences = || text.document.sentences.iter().enumerate().zip(&text.casing);
    for ((idx, sentence), casing) in sentences() {
        if *casing != Casing::Title {
            run::runs(text, SentenceId(idx as u32), sentence, &mut runs);
        }
    }
    if text.casing.contains(&Casing::Title) {
        let confirmed: Map<CompactString, ()> =
            runs.iter().map(|run| (text.key(run.tokens.clone()), ())).collect();
        for ((idx, sentence), casing) in sentences() {
            if *casing == Casing::Title {
                run::headline(text, SentenceId(idx as u32), sentence, &confirmed, &mut runs);
            }
        }
        runs.sort_by_key(|run| run.tokens.start);
    }
    for run in &mut runs {
        run.key = text.key(run.tokens.clone());
    }
    runs
}

/// The votes of all places of each name.
fn count(text: &Text, runs: &[Run]) -> Map<CompactString, Votes> {
    let mut around: Map<CompactString, Votes> = Map::default();
    for run in runs {
        let idx = run.sentence.0 as usize;
        let sum = around.entry(run.key.clone()).or_default();
        if text.casing[idx] != Casing::Title {
            sum.join(&kind::place_votes(text, run, &text.document.sentences[idx]));
        }
    }
    let mut votes: Map<CompactString, Votes> = Map::default();
    for run in runs {
        let key = run.key.clone();
        if let Some(around) = around.remove(&key) {
            let mut sum = kind::own_votes(text, run);
            sum.join(&around.clamped());
            votes.insert(key, sum);
        }
    }
    // "Brand" in a text that has an "Ivo Brand".
    for run in runs.iter().filter(|run| run.tokens.len() > 1) {
        let person = votes.get(&run.key).is_some_and(|votes| votes.winner() == EntityKind::Person);
        if person && let Some(surname) = votes.get_mut(text.norm(run.tokens.end - 1)) {
            surname.raise(EntityKind::Person, 4);
        }
    }
    // "Saltmarsh, Norland": what stands behind a place, set off by a comma, is the place around it.
    for pair in runs.windows(2) {
        let [inner, outer] = pair else { continue };
        let (end, start) = (inner.tokens.end, outer.tokens.start);
        let joined = start == end + 1 && text.norm(end) == "," && inner.sentence == outer.sentence;
        let is_place = |run: &Run| {
            votes
                .get(&run.key)
                .is_some_and(|votes| votes.of(EntityKind::Place) >= 3 && votes.winner() == EntityKind::Place)
        };
        if joined && outer.title.is_none() && is_place(inner) && text.upos(outer.tokens.end) == Upos::Punct {
            votes.entry(outer.key.clone()).or_default().join(&Votes::one(EntityKind::Place, 5));
        }
    }
    votes
}

/// Whether words between two names say that the second is another name of the first: "the Norland Front (also known as Red
/// Orchard)", "Ivo Brand, nicknamed Moss,". In "a part of Saltmarsh, known as Lund," they speak of the part.
fn introduced(text: &Text, left: &Run, right: &Run, left_kind: EntityKind, right_kind: EntityKind) -> bool {
    let (from, to) = (left.tokens.end, right.tokens.start);
    let words = crate::phrase::Words { tokens: &text.document.tokens, start: from, end: to };
    let quote = |at: usize| matches!(text.norm(at), "\"" | "“" | "'" | "‘" | "``");
    let said = to - from <= 8
        && text
            .lexicon
            .second
            .at(&words, from + 1)
            .is_some_and(|(end, ())| (end..to).all(|at| text.is(at, THE) || quote(at)));
    if !said {
        return false;
    }
    let bracket = matches!(text.norm(from), "(" | "[");
    let mut before = left.tokens.start;
    while before > 0 && text.is(before - 1, THE) {
        before -= 1;
    }
    let of_other = before > 0 && text.upos(before - 1) == Upos::Adp;
    let nation = |kind: EntityKind| kind == EntityKind::Nationality;
    let alike = left_kind == right_kind || matches!(right_kind, EntityKind::Other);
    !nation(left_kind)
        && !nation(right_kind)
        && (bracket || (text.norm(from) == "," && alike && !of_other))
        && !(of_other && left_kind == EntityKind::Place)
}

/// Whether one of two names defines the other: `Some(true)` where the first is the full one.
fn definition(
    text: &Text,
    left: &Run,
    right: &Run,
    entities: &Entities,
    left_id: u32,
    right_kind: EntityKind,
) -> Option<bool> {
    let (from, to) = (left.tokens.end, right.tokens.start);
    let between: Vec<&str> = (from..to)
        .map(|at| text.norm(at))
        .filter(|norm| !matches!(*norm, "\"" | "'" | "``" | "''"))
        .collect();
    let open = |word: &str| matches!(word, "(" | "[");
    let words = crate::phrase::Words { tokens: &text.document.tokens, start: from, end: to };
    let bracket = between.first().is_some_and(|word| open(word))
        && between.len() <= 2
        && matches!(text.norm(right.tokens.end), ")" | "]" | "," | "\"" | "''" | ";");
    let comma = usize::from(between.first() == Some(&","));
    let aka = between.len() <= 6
        && text
            .lexicon
            .aka
            .at(&words, from + comma)
            .is_some_and(|(end, ())| (end..to).all(|at| text.is(at, THE) || text.norm(at) == "\""));
    // "EASTPORT (Norland News) –": the agency behind the place of a dateline.
    if bracket && matches!(text.norm(right.tokens.end + 1), "-" | "--" | "—" | "–") {
        return None;
    }
    let left_kind = entities.list[entities.find(left_id) as usize].kind;
    if introduced(text, left, right, left_kind, right_kind) {
        return Some(true);
    }
    if !bracket && !aka {
        return None;
    }
    if form::abbreviates(text, left, right, bracket, left_kind) {
        return Some(true);
    }
    // "NRC (Northern Relief Council)": the full name has to read like that of a body.
    let body =
        matches!(right_kind, EntityKind::Organisation | EntityKind::Publication | EntityKind::Facility);
    let reversed = (bracket || aka) && form::abbreviates(text, right, left, bracket && body, right_kind);
    reversed.then_some(false)
}
