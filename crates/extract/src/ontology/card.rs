//! Cards, checked and with their lists resolved.

use super::choice::{choose, unknown};
use super::error::{OntologyError, Source};
use super::file::CardEntry;
use super::words::{Named, spanned_words};
use crate::card::{Card, Example, Phrase, Place, WordClass, WordForm, WordSet};
use compact_str::CompactString;
use std::collections::BTreeMap;
use toml::Spanned;
use variorum_model::document::EntityKind;
use variorum_model::{Certainty, Ontology, Stance};

/// A card of a file. `target` is the property of a file that is for one.
pub(super) fn card(
    source: Source<'_>,
    entry: &CardEntry,
    target: Option<&str>,
    ontology: &Ontology,
    named: &Named,
) -> Result<Card, OntologyError> {
    let at = entry.name.span().start;
    let name = entry.name.get_ref();
    let Some(yields) = entry.yields.as_ref().map(|yields| yields.get_ref().as_str()).or(target) else {
        let hint = "write yields = \"…\" in the card, or for = \"…\" at the top of the file".to_owned();
        return Err(source.error(
            at,
            format!("the card \"{name}\" does not say which property it yields"),
            hint,
        ));
    };
    let Some(property) = ontology.property(yields) else {
        let known: Vec<String> =
            ontology.properties.iter().map(|property| property.name.to_string()).collect();
        let written = entry.yields.clone().unwrap_or_else(|| Spanned::new(at..at, yields.to_owned()));
        return Err(unknown(source, "property", &written, &known));
    };
    if entry.example.is_empty() || entry.not.is_empty() {
        let missing = if entry.example.is_empty() { "example" } else { "counterexample" };
        let hint = "add example = [{ text = \"… ‹value› …\", value = \"…\" }] and not = [\"…\"]; \
                    the best counterexample differs from the example by one word"
            .to_owned();
        return Err(source.error(at, format!("the card \"{name}\" has no {missing}"), hint));
    }
    let place = place(source, &entry.place)?;
    let class = entry.class.as_ref().map(|class| choose(source, "class of words", class, WordClass::ALL));
    let prepositions: WordSet = match &entry.prepositions {
        Some(written) => spanned_words(source, written, named)?.into_iter().collect(),
        None => WordSet::default(),
    };
    if place == Place::Phrase && prepositions.is_empty() {
        let hint = "add prepositions = [\"of\"]".to_owned();
        return Err(source.error(entry.place.span().start, "a phrase needs its prepositions", hint));
    }
    let words = spanned_words(source, &entry.words, named)?;
    let words: Vec<Phrase> = words.iter().filter_map(|word| Phrase::parse(word)).collect();
    if words.is_empty() {
        let hint = "give dictionary forms: words = [\"evacuate\"]".to_owned();
        return Err(source.error(
            entry.words.span().start,
            format!("the card \"{name}\" has no words"),
            hint,
        ));
    }
    if words.iter().any(|word| word.to_string() == "*") {
        let hint = "\"*\" stands in needs, lacks and counted; give dictionary forms in words".to_owned();
        let message = format!("the card \"{name}\" looks for any word");
        return Err(source.error(entry.words.span().start, message, hint));
    }
    let form = entry.form.as_ref().map(|form| choose(source, "form", form, WordForm::ALL));
    if let Some(unless) = &entry.unless
        && ontology.property(unless.get_ref()).is_none()
    {
        let known: Vec<String> = ontology.properties.iter().map(|it| it.name.to_string()).collect();
        return Err(unknown(source, "property", unless, &known));
    }
    let mut roles = Vec::new();
    for (role, written) in &entry.roles {
        if !property.roles.contains(&CompactString::from(role.get_ref().as_str())) {
            let known: Vec<String> = property.roles.iter().map(ToString::to_string).collect();
            return Err(unknown(source, &format!("role of {}", property.name), role, &known));
        }
        roles.push((role.get_ref().as_str().into(), self::place(source, written)?));
    }
    let stances = [("asserted", Stance::Asserted), ("denied", Stance::Denied), ("doubted", Stance::Doubted)];
    let certainties = [("stated", Certainty::Stated), ("hedged", Certainty::Hedged)];
    let stance = entry.stance.as_ref().map(|stance| choose(source, "stance", stance, &stances));
    let certainty =
        entry.certainty.as_ref().map(|certainty| choose(source, "certainty", certainty, &certainties));
    let examples: Result<Vec<Example>, OntologyError> = entry
        .example
        .iter()
        .map(|example| Example::parse(source, example.span().start, example.get_ref()))
        .collect();
    Ok(Card {
        name: name.as_str().into(),
        about: entry.about.as_deref().unwrap_or_default().trim().to_owned(),
        property: property.name.clone(),
        file: source.name.to_owned(),
        line: source.line(at),
        place,
        examples: examples?,
        counterexamples: entry.not.iter().map(|text| text.get_ref().clone()).collect(),
        words,
        class: class.transpose()?,
        prepositions,
        needs: conditions(source, &entry.needs, named)?,
        lacks: conditions(source, &entry.lacks, named)?,
        counted: match &entry.counted {
            Some(written) => Some(spanned_words(source, written, named)?.into_iter().collect()),
            None => None,
        },
        entities: match &entry.names {
            Some(written) => Some(kinds_of_names(source, written)?),
            None => None,
        },
        form: form.transpose()?,
        plans: entry.plans,
        again: entry.again,
        partial: entry.partial,
        figures: entry.figures,
        unless: entry.unless.as_ref().map(|unless| unless.get_ref().as_str().into()),
        stance: stance.transpose()?,
        certainty: certainty.transpose()?,
        scope: entry.scope.as_ref().map(|scope| scope.get_ref().as_str().into()),
        roles,
        source: entry.source.as_ref().map(|written| self::place(source, written)).transpose()?,
    })
}

/// The kinds of names that an actor can have, as files write them.
const NAMES: &[(&str, EntityKind)] = &[
    ("person", EntityKind::Person),
    ("organisation", EntityKind::Organisation),
    ("place", EntityKind::Place),
    ("people", EntityKind::Nationality),
];

fn kinds_of_names(
    source: Source<'_>,
    written: &Spanned<Vec<Spanned<String>>>,
) -> Result<Vec<EntityKind>, OntologyError> {
    written.get_ref().iter().map(|name| choose(source, "kind of name", name, NAMES)).collect()
}

fn place(source: Source<'_>, written: &Spanned<String>) -> Result<Place, OntologyError> {
    let known: Vec<(&str, Place)> = Place::ALL.iter().map(|place| (place.label(), *place)).collect();
    choose(source, "place", written, &known)
}

fn conditions(
    source: Source<'_>,
    written: &BTreeMap<Spanned<String>, Spanned<Vec<String>>>,
    named: &Named,
) -> Result<Vec<(Place, WordSet)>, OntologyError> {
    let mut conditions = Vec::new();
    for (label, words) in written {
        let words = spanned_words(source, words, named)?;
        conditions.push((place(source, label)?, words.into_iter().collect()));
    }
    Ok(conditions)
}
