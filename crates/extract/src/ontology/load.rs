//! Files to an ontology with its cards: parse, resolve lists, check.

use super::error::{OntologyError, Source, did_you_mean};
use super::file::{CardEntry, KindEntry, PropertyEntry, RuleFile, ScopeEntry, TriggerEntry};
use super::lexicon::Lists;
use super::{Lexicon, Trigger};
use crate::card::{Card, CardIndex, Example, Phrase, Place, WordClass, WordSet};
use compact_str::CompactString;
use std::collections::BTreeMap;
use toml::Spanned;
use variorum_model::ontology::{EventKind, Movement, Property, PropertyGroup, ValueType};
use variorum_model::{Certainty, Ontology, Stance};

/// What the files say, ready for use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) ontology: Ontology,
    pub(crate) cards: Vec<Card>,
    pub(crate) index: CardIndex,
    pub(crate) lexicon: Lexicon,
    /// The names of properties whose figures count persons.
    pub(crate) persons: WordSet,
}

/// A definition with the place where it stands.
struct Placed<'t, T> {
    source: Source<'t>,
    layer: usize,
    byte: usize,
    entry: T,
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

fn read<'t>(source: Source<'t>, layer: usize, all: &mut Definitions<'t>) -> Result<(), OntologyError> {
    let file: RuleFile = toml::from_str(source.text).map_err(|error| {
        let message = error.message().replace('`', "\"");
        let hint =
            message.starts_with("unknown field").then(|| "a key that is not known is not ignored".to_owned());
        source.error(error.span().map_or(0, |span| span.start), message, hint)
    })?;
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
        kinds.push(EventKind {
            name: name.as_str().into(),
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
    Ok(Loaded { ontology, cards, index, lexicon: Lexicon::new(&named.all, scopes, triggers), persons })
}

fn unknown<'k>(
    source: Source<'_>,
    what: &str,
    written: &Spanned<String>,
    known: impl IntoIterator<Item = &'k String>,
) -> OntologyError {
    let known: Vec<&str> = known.into_iter().map(String::as_str).collect();
    let hint = did_you_mean(written.get_ref(), known.iter().copied())
        .unwrap_or_else(|| format!("known are: {}", known.join(", ")));
    source.error(written.span().start, format!("there is no {what} \"{}\"", written.get_ref()), hint)
}

fn choose<T: Copy>(
    source: Source<'_>,
    what: &str,
    written: &Spanned<String>,
    known: &[(&str, T)],
) -> Result<T, OntologyError> {
    let found = known.iter().find(|(name, _)| *name == written.get_ref()).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let names: Vec<String> = known.iter().map(|(name, _)| (*name).to_owned()).collect();
        unknown(source, what, written, &names)
    })
}

/// The lists of words by name, with the lists that they name put in their place ("@kill").
#[derive(Default)]
struct Named {
    /// What a file sees of its own: (file, list).
    own: BTreeMap<(String, CompactString), Vec<CompactString>>,
    /// What all files see; of a name that several files use, the last layer's.
    all: BTreeMap<CompactString, Vec<CompactString>>,
}

impl Named {
    fn get(&self, source: Source<'_>, name: &str) -> Option<&[CompactString]> {
        let own = self.own.get(&(source.name.to_owned(), name.into()));
        own.or_else(|| self.all.get(name)).map(Vec::as_slice)
    }
}

/// Of the lists of one name the one that a file sees: its own, else that of the last layer.
fn seen_from<'a, 't>(
    source: Source<'_>,
    lists: &'a [Placed<'t, Vec<String>>],
) -> Option<&'a Placed<'t, Vec<String>>> {
    let own = lists.iter().find(|list| list.source.name == source.name);
    own.or_else(|| lists.iter().max_by_key(|list| (list.layer, std::cmp::Reverse(list.source.name))))
}

fn word_lists(lists: &BTreeMap<String, Vec<Placed<'_, Vec<String>>>>) -> Result<Named, OntologyError> {
    let mut named = Named::default();
    for (name, same_name) in lists {
        for list in same_name {
            let words = expanded(list, lists)?;
            named.own.insert((list.source.name.to_owned(), name.as_str().into()), words);
        }
        let outside = Source { name: "", text: "" };
        if let Some(list) = seen_from(outside, same_name) {
            named.all.insert(name.as_str().into(), expanded(list, lists)?);
        }
    }
    Ok(named)
}

fn expanded<'t>(
    list: &Placed<'t, Vec<String>>,
    lists: &BTreeMap<String, Vec<Placed<'t, Vec<String>>>>,
) -> Result<Vec<CompactString>, OntologyError> {
    let mut words = Vec::new();
    let mut open = vec![list];
    let mut seen = vec![(list.source.name, list.byte)];
    while let Some(list) = open.pop() {
        for word in &list.entry {
            let Some(reference) = word.strip_prefix('@') else {
                words.push(CompactString::from(word.trim()));
                continue;
            };
            let Some(found) = lists.get(reference).and_then(|same_name| seen_from(list.source, same_name))
            else {
                return Err(no_list(list.source, list.byte, reference, lists.keys().map(String::as_str)));
            };
            // A list that was put in already, by whatever way, adds nothing; so a circle ends as well.
            let at = (found.source.name, found.byte);
            if !seen.contains(&at) {
                seen.push(at);
                open.push(found);
            }
        }
    }
    Ok(words)
}

fn no_list<'k>(
    source: Source<'_>,
    byte: usize,
    written: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> OntologyError {
    let hint = did_you_mean(written, known)
        .unwrap_or_else(|| format!("define it under [words]: {written} = [\"…\"]"));
    source.error(byte, format!("there is no list of words \"{written}\""), hint)
}

fn resolve_words(
    source: Source<'_>,
    byte: usize,
    written: &[String],
    named: &Named,
) -> Result<Vec<CompactString>, OntologyError> {
    let mut words = Vec::new();
    for word in written {
        match word.strip_prefix('@') {
            None => words.push(word.trim().into()),
            Some(reference) => match named.get(source, reference) {
                Some(list) => words.extend(list.iter().cloned()),
                None => {
                    return Err(no_list(
                        source,
                        byte,
                        reference,
                        named.all.keys().map(CompactString::as_str),
                    ));
                }
            },
        }
    }
    Ok(words)
}

fn spanned_words(
    source: Source<'_>,
    written: &Spanned<Vec<String>>,
    named: &Named,
) -> Result<Vec<CompactString>, OntologyError> {
    resolve_words(source, written.span().start, written.get_ref(), named)
}

/// The lists that stand for the nouns and verbs of all kinds of events.
const EVENT_NOUNS: &str = "event-nouns";
const EVENT_VERBS: &str = "event-verbs";

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

fn property(
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

fn trigger(
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

fn card(
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
    if let Some(form) = &entry.form {
        choose(source, "form", form, &[("superlative", ())])?;
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
        superlative: entry.form.is_some(),
        plans: entry.plans,
        stance: stance.transpose()?,
        certainty: certainty.transpose()?,
        scope: entry.scope.as_ref().map(|scope| scope.get_ref().as_str().into()),
        roles,
    })
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

/// The names of the lists that the program itself asks for, with what they are for.
pub(super) fn fixed_lists() -> &'static [(&'static str, &'static str)] {
    Lists::NAMES
}
