//! Files to an ontology with its cards: parse, put the layers over each other, resolve lists, check.

use super::Lexicon;
use super::card::card;
use super::choice::unknown;
use super::error::{OntologyError, Source, did_you_mean};
use super::file::{CardEntry, KindEntry, PropertyEntry, RuleFile, ScopeEntry, TriggerEntry};
use super::lexicon::Lists;
use super::property::{property, trigger};
use super::words::{resolve_words, word_lists};
use crate::card::{Card, CardIndex, WordSet};
use crate::event::Kinds;
use compact_str::CompactString;
use std::collections::BTreeMap;
use toml::Spanned;
use variorum_model::Ontology;
use variorum_model::ontology::EventKind;

/// What the files say, ready for use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) ontology: Ontology,
    /// How the kinds of events stand to each other.
    pub(crate) kinds: Kinds,
    pub(crate) cards: Vec<Card>,
    pub(crate) index: CardIndex,
    pub(crate) lexicon: Lexicon,
    /// The names of properties whose figures count persons.
    pub(crate) persons: WordSet,
    /// From a property to the one that its claims are of where those who are said to have done it say so themselves.
    pub(crate) by_itself: BTreeMap<CompactString, CompactString>,
}

/// A definition with the place where it stands.
pub(super) struct Placed<'t, T> {
    pub(super) source: Source<'t>,
    pub(super) layer: usize,
    pub(super) byte: usize,
    pub(super) entry: T,
}

/// What all files define, by name. A later layer replaces what an earlier one defines under the same name; within a
/// layer a name stands once.
#[derive(Default)]
struct Definitions<'t> {
    properties: BTreeMap<String, Placed<'t, PropertyEntry>>,
    kinds: BTreeMap<String, Placed<'t, KindEntry>>,
    /// By name, of all files; a file sees its own list of a name before those of others.
    words: BTreeMap<String, Vec<Placed<'t, Vec<String>>>>,
    scopes: BTreeMap<String, Placed<'t, ScopeEntry>>,
    homes: BTreeMap<CompactString, CompactString>,
    triggers: Vec<Placed<'t, TriggerEntry>>,
    cards: BTreeMap<String, Placed<'t, (CardEntry, Option<String>)>>,
}

fn insert<'t, T>(
    map: &mut BTreeMap<String, Placed<'t, T>>,
    what: &str,
    name: &str,
    placed: Placed<'t, T>,
) -> Result<(), OntologyError> {
    if let Some(earlier) = map.get(name)
        && earlier.layer == placed.layer
    {
        let at = format!("{}:{}", earlier.source.name, earlier.source.line(earlier.byte));
        let message = format!("{what} \"{name}\" is defined twice");
        return Err(placed.source.error(
            placed.byte,
            message,
            format!("the first one stands at {at}; rename one"),
        ));
    }
    map.insert(name.to_owned(), placed);
    Ok(())
}

/// Reads files in layers; each layer adds to the ones before it and overrides them by name.
pub(crate) fn load(layers: &[&[(&str, &str)]]) -> Result<Loaded, OntologyError> {
    let mut definitions = Definitions::default();
    for (layer, files) in layers.iter().enumerate() {
        for (name, text) in *files {
            read(Source { name, text }, layer, &mut definitions)?;
        }
    }
    resolve(definitions)
}

/// What is wrong with the form of a file: no TOML, a key that nobody knows, a value of another type.
fn malformed(source: Source<'_>, error: &toml::de::Error) -> OntologyError {
    let at = error.span().map_or(0, |span| span.start);
    // "unknown field `count`, expected one of `name`, `about`"
    let mut names = error.message().split('`').skip(1).step_by(2);
    if error.message().starts_with("unknown field")
        && let Some(written) = names.next()
    {
        let known: Vec<&str> = names.collect();
        let hint = did_you_mean(written, known.iter().copied())
            .unwrap_or_else(|| format!("known are: {}", known.join(", ")));
        return source.error(at, format!("there is no key \"{written}\" here"), hint);
    }
    source.error(at, error.message().replace('`', "\""), None)
}

fn read<'t>(source: Source<'t>, layer: usize, all: &mut Definitions<'t>) -> Result<(), OntologyError> {
    let file: RuleFile = toml::from_str(source.text).map_err(|error| malformed(source, &error))?;
    let mut target = file.target.map(Spanned::into_inner);
    if let Some(property) = file.property {
        let byte = property.span().start;
        let entry = property.into_inner();
        let name = entry.name.get_ref().clone();
        target.get_or_insert_with(|| name.clone());
        insert(&mut all.properties, "the property", &name, Placed { source, layer, byte, entry })?;
    }
    if let Some(kind) = file.kind {
        let byte = kind.span().start;
        let entry = kind.into_inner();
        let name = entry.name.get_ref().clone();
        insert(&mut all.kinds, "the kind of event", &name, Placed { source, layer, byte, entry })?;
    }
    for (name, words) in file.words {
        let byte = name.span().start;
        let entry = words.into_inner();
        all.words.entry(name.into_inner()).or_default().push(Placed { source, layer, byte, entry });
    }
    for (adjective, country) in file.home {
        all.homes.insert(adjective.into(), country.into());
    }
    for scope in file.scope {
        let byte = scope.span().start;
        let entry = scope.into_inner();
        let name = entry.name.get_ref().clone();
        insert(&mut all.scopes, "the scope", &name, Placed { source, layer, byte, entry })?;
    }
    for trigger in file.trigger {
        let byte = trigger.span().start;
        all.triggers.push(Placed { source, layer, byte, entry: trigger.into_inner() });
    }
    for card in file.card {
        let byte = card.get_ref().name.span().start;
        let entry = card.into_inner();
        let name = entry.name.get_ref().clone();
        insert(
            &mut all.cards,
            "the card",
            &name,
            Placed { source, layer, byte, entry: (entry, target.clone()) },
        )?;
    }
    Ok(())
}

fn resolve(mut all: Definitions<'_>) -> Result<Loaded, OntologyError> {
    for (list, nouns) in [(EVENT_NOUNS, true), (EVENT_VERBS, false)] {
        let words =
            all.triggers.iter().map(|placed| if nouns { &placed.entry.nouns } else { &placed.entry.verbs });
        let entry = words.flatten().cloned().collect();
        let source = Source { name: "", text: "" };
        all.words.insert(list.to_owned(), vec![Placed { source, layer: 0, byte: usize::from(nouns), entry }]);
    }
    let named = word_lists(&all.words)?;
    let mut kinds = Vec::new();
    for (name, placed) in &all.kinds {
        if let Some(parent) = &placed.entry.parent
            && !all.kinds.contains_key(parent.get_ref())
        {
            return Err(unknown(placed.source, "kind of event", parent, all.kinds.keys()));
        }
        for also in &placed.entry.also {
            if !all.kinds.contains_key(also.get_ref()) {
                return Err(unknown(placed.source, "kind of event", also, all.kinds.keys()));
            }
        }
        kinds.push(EventKind {
            name: name.as_str().into(),
            also: placed.entry.also.iter().map(|also| also.get_ref().as_str().into()).collect(),
            parent: placed.entry.parent.as_ref().map(|parent| parent.get_ref().as_str().into()),
            about: placed.entry.about.trim().to_owned(),
        });
    }
    let mut properties = Vec::new();
    for placed in all.properties.values() {
        let property = property(placed.source, &placed.entry, &all.kinds)?;
        properties.push((property.group, placed.entry.order.unwrap_or(u32::MAX), property));
    }
    properties.sort_by(|a, b| (a.0, a.1, &a.2.name).cmp(&(b.0, b.1, &b.2.name)));
    let mut by_itself = BTreeMap::new();
    for (name, placed) in &all.properties {
        let Some(other) = &placed.entry.said_by_itself else { continue };
        if !all.properties.contains_key(other.get_ref()) {
            return Err(unknown(placed.source, "property", other, all.properties.keys()));
        }
        by_itself.insert(name.as_str().into(), other.get_ref().as_str().into());
    }
    let persons = all.properties.values().filter(|placed| placed.entry.counts.is_some());
    let persons: WordSet = persons.map(|placed| placed.entry.name.get_ref()).collect();
    let ontology =
        Ontology { properties: properties.into_iter().map(|(_, _, property)| property).collect(), kinds };

    let mut scopes = BTreeMap::new();
    for (name, placed) in &all.scopes {
        for word in resolve_words(placed.source, placed.byte, &placed.entry.words, &named)? {
            scopes.insert(word, CompactString::from(name.as_str()));
        }
    }
    let mut triggers = Vec::new();
    for placed in &all.triggers {
        triggers.push(trigger(placed, &ontology, &named)?);
    }
    let mut placed_cards: Vec<_> = all.cards.values().collect();
    placed_cards.sort_by(|a, b| (a.layer, a.source.name, a.byte).cmp(&(b.layer, b.source.name, b.byte)));
    let mut cards = Vec::new();
    for placed in placed_cards {
        cards.push(card(placed.source, &placed.entry.0, placed.entry.1.as_deref(), &ontology, &named)?);
    }
    let index = CardIndex::new(cards.iter().map(|card: &Card| card.words.as_slice()));
    let kinds = Kinds::new(&ontology.kinds);
    Ok(Loaded {
        ontology,
        kinds,
        cards,
        index,
        lexicon: Lexicon::new(&named.all, scopes, all.homes, triggers),
        persons,
        by_itself,
    })
}

/// The lists that stand for the nouns and verbs of all kinds of events.
const EVENT_NOUNS: &str = "event-nouns";
const EVENT_VERBS: &str = "event-verbs";

/// The names of the lists that the program itself asks for, with what they are for.
pub(super) fn fixed_lists() -> &'static [(&'static str, &'static str)] {
    Lists::NAMES
}
