//! Properties and the words of events, checked.

use super::Trigger;
use super::choice::{choose, unknown};
use super::error::OntologyError;
use super::error::Source;
use super::file::{KindEntry, PropertyEntry, TriggerEntry};
use super::load::Placed;
use super::words::{Named, resolve_words};
use crate::card::Phrase;
use std::collections::BTreeMap;
use toml::Spanned;
use variorum_model::Ontology;
use variorum_model::ontology::{Movement, Property, PropertyGroup, ValueType};

pub(super) const GROUPS: &[(&str, PropertyGroup)] = &[
    ("counts", PropertyGroup::Counts),
    ("actors", PropertyGroup::Actors),
    ("circumstances", PropertyGroup::Circumstances),
    ("warnings", PropertyGroup::Warnings),
];
pub(super) const VALUES: &[(&str, ValueType)] = &[
    ("count", ValueType::Count),
    ("duration", ValueType::Duration),
    ("measure", ValueType::Measure),
    ("money", ValueType::Money),
    ("time", ValueType::Time),
    ("place", ValueType::Place),
    ("actor", ValueType::Actor),
    ("text", ValueType::Text),
];
pub(super) const MOVEMENTS: &[(&str, Movement)] = &[
    ("stands", Movement::Stands),
    ("grows", Movement::Grows),
    ("shrinks", Movement::Shrinks),
    ("free", Movement::Free),
];

/// A property, its names checked.
pub(super) fn property(
    source: Source<'_>,
    entry: &PropertyEntry,
    kinds: &BTreeMap<String, Placed<'_, KindEntry>>,
) -> Result<Property, OntologyError> {
    let tolerance = entry.tolerance.as_ref().map_or(0.0, |tolerance| *tolerance.get_ref());
    if let Some(written) = &entry.tolerance
        && !(0.0..=1.0).contains(&tolerance)
    {
        let message = format!("tolerance is a share from 0 to 1, not {tolerance}");
        return Err(source.error(
            written.span().start,
            message,
            "0.05 takes values within 5 % of each other as one".to_owned(),
        ));
    }
    for kind in &entry.kinds {
        if !kinds.contains_key(kind.get_ref()) {
            return Err(unknown(source, "kind of event", kind, kinds.keys()));
        }
    }
    if let Some(counts) = &entry.counts {
        choose(source, "sort of thing to count", counts, &[("persons", ())])?;
    }
    let value = choose(source, "type of value", &entry.value, VALUES)?;
    let group = match &entry.group {
        Some(group) => choose(source, "group of properties", group, GROUPS)?,
        None if value == ValueType::Count => PropertyGroup::Counts,
        None if value == ValueType::Actor => PropertyGroup::Actors,
        None => PropertyGroup::Circumstances,
    };
    let movement = entry.movement.as_ref().map(|movement| choose(source, "movement", movement, MOVEMENTS));
    let names = |list: &[Spanned<String>]| list.iter().map(|name| name.get_ref().as_str().into()).collect();
    Ok(Property {
        name: entry.name.get_ref().as_str().into(),
        question: entry.question.trim().to_owned(),
        about: entry.about.trim().to_owned(),
        group,
        value,
        movement: movement.transpose()?.unwrap_or(Movement::Stands),
        several: entry.several,
        tolerance,
        scopes: names(&entry.scopes),
        roles: names(&entry.roles),
        kinds: names(&entry.kinds),
    })
}

/// The words that mention events of a kind.
pub(super) fn trigger(
    placed: &Placed<'_, TriggerEntry>,
    ontology: &Ontology,
    named: &Named,
) -> Result<Trigger, OntologyError> {
    let (source, entry) = (placed.source, &placed.entry);
    if ontology.kind(entry.kind.get_ref()).is_none() {
        let known: Vec<String> = ontology.kinds.iter().map(|kind| kind.name.to_string()).collect();
        return Err(unknown(source, "kind of event", &entry.kind, &known));
    }
    if entry.example.is_empty() || entry.not.is_empty() {
        let kind = entry.kind.get_ref();
        let hint = "add example = [\"…\"] with a sentence that tells of one, and not = [\"…\"] with one that does not";
        let message = format!("the words of \"{kind}\" have no example or no counterexample");
        return Err(source.error(placed.byte, message, hint.to_owned()));
    }
    let phrases = |words: &[String]| -> Result<Vec<Phrase>, OntologyError> {
        let words = resolve_words(source, placed.byte, words, named)?;
        Ok(words.iter().filter_map(|word| Phrase::parse(word)).collect())
    };
    Ok(Trigger {
        kind: entry.kind.get_ref().as_str().into(),
        at: format!("{}:{}", source.name, source.line(placed.byte)),
        examples: entry.example.iter().map(|text| text.get_ref().clone()).collect(),
        counterexamples: entry.not.iter().map(|text| text.get_ref().clone()).collect(),
        nouns: phrases(&entry.nouns)?,
        verbs: phrases(&entry.verbs)?,
    })
}
