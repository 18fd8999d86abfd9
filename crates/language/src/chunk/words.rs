//! The words of `groups.toml`, as classes: one look-up a token answers every question of the walks.

use crate::Error;
use crate::phrase::Map;
use crate::tag::Possible;
use compact_str::CompactString;
use serde::Deserialize;
use variorum_model::document::Token;

pub(crate) const BE: u64 = 1;
pub(crate) const HAVE: u64 = 1 << 1;
pub(crate) const DO: u64 = 1 << 2;
pub(crate) const GET: u64 = 1 << 3;
pub(crate) const SEEM: u64 = 1 << 4;
pub(crate) const LIKELY: u64 = 1 << 5;
pub(crate) const UNLIKELY: u64 = 1 << 6;
pub(crate) const GOING: u64 = 1 << 7;
pub(crate) const POSSIBLE: u64 = 1 << 8;
pub(crate) const CONDITIONAL: u64 = 1 << 9;
pub(crate) const FUTURE: u64 = 1 << 10;
pub(crate) const OBLIGATION: u64 = 1 << 11;
pub(crate) const ABILITY: u64 = 1 << 12;
pub(crate) const VERB_NEGATOR: u64 = 1 << 13;
pub(crate) const NOUN_NEGATOR: u64 = 1 << 14;
pub(crate) const ARTICLE: u64 = 1 << 15;
pub(crate) const AMOUNT: u64 = 1 << 16;
pub(crate) const HEDGE: u64 = 1 << 17;
pub(crate) const CALENDAR: u64 = 1 << 18;
pub(crate) const DEICTIC: u64 = 1 << 19;
pub(crate) const TIME: u64 = 1 << 20;
pub(crate) const BINDING: u64 = 1 << 21;
pub(crate) const BELONGING: u64 = 1 << 22;
pub(crate) const BELONGING_PREPOSITION: u64 = 1 << 23;
pub(crate) const CONJUNCTION: u64 = 1 << 24;
pub(crate) const NOMINATIVE: u64 = 1 << 25;
pub(crate) const AGENT: u64 = 1 << 26;
pub(crate) const COMPLEMENTIZER: u64 = 1 << 27;
pub(crate) const SUBSTANTIVE: u64 = 1 << 28;
pub(crate) const SUBSTANTIVE_PREPOSITION: u64 = 1 << 29;
/// It begins an entry of several words.
pub(crate) const OPENS_PHRASE: u64 = 1 << 30;
/// A place or a state that one is taken to.
pub(crate) const AFTER_TO: u64 = 1 << 31;
/// Its figure belongs to it.
pub(crate) const SCALE: u64 = 1 << 32;
/// A verb's form that is no noun.
pub(crate) const THIRD_PERSON: u64 = 1 << 33;
/// A noun that is also a past tense.
pub(crate) const LOOKALIKE: u64 = 1 << 34;
/// The state that such a verb leaves somebody in.
pub(crate) const RESULTING: u64 = 1 << 35;
/// A verb of saying that opens exclamations.
pub(crate) const EXCLAIMED: u64 = 1 << 36;
/// A noun of the singular form that takes a plural verb.
pub(crate) const COLLECTIVE: u64 = 1 << 37;
/// An amount of several.
pub(crate) const SEVERAL: u64 = 1 << 38;
/// A pronoun for what somebody owns that is a noun as well.
pub(crate) const OWNED: u64 = 1 << 47;
/// A verb whose past looks like the present.
pub(crate) const UNCHANGING: u64 = 1 << 46;
/// A past form of a verb without a passive.
pub(crate) const INTRANSITIVE: u64 = 1 << 39;
/// A word of a closed part of speech.
pub(crate) const FUNCTION: u64 = 1 << 40;
/// An adverb that does not end like one.
pub(crate) const ADVERB: u64 = 1 << 41;
/// A form of a verb by which somebody gives himself a name.
pub(crate) const NAMING: u64 = 1 << 42;
/// A participle that tells somebody's name, and what may stand behind it.
pub(crate) const NAMED: u64 = 1 << 43;
pub(crate) const NAMED_AS: u64 = 1 << 44;
/// A pronoun that leads back to the subject.
pub(crate) const REFLEXIVE: u64 = 1 << 45;

/// The words by which groups are told apart and read.
#[derive(Debug, Default)]
pub(crate) struct Words {
    classes: Map<CompactString, u64>,
    /// Entries of several words by their first one: the rest, and the class. Longest first.
    phrases: Map<CompactString, Vec<(Vec<CompactString>, u64)>>,
    /// How words end that are adverbs though nobody has seen them.
    adverb_endings: Vec<String>,
    /// How plurals end of those who do something.
    agent_endings: Vec<String>,
}

impl Words {
    /// Reads `groups.toml`.
    pub(crate) fn load(text: &str) -> Result<Words, Error> {
        let file: File = crate::data::toml("groups.toml", text)?;
        let mut words = Words {
            adverb_endings: file.tags.adverb_endings,
            agent_endings: file.tags.agent_endings,
            ..Words::default()
        };
        let lists = [
            (file.be, BE),
            (file.have, HAVE),
            (file.r#do, DO),
            (file.get, GET),
            (file.seem, SEEM),
            (file.likely, LIKELY),
            (file.unlikely, UNLIKELY),
            (file.going, GOING),
            (file.modals.possible, POSSIBLE),
            (file.modals.conditional, CONDITIONAL),
            (file.modals.future, FUTURE),
            (file.modals.obligation, OBLIGATION),
            (file.modals.ability, ABILITY),
            (file.negation.verb, VERB_NEGATOR),
            (file.negation.noun, NOUN_NEGATOR),
            (file.groups.articles, ARTICLE),
            (file.groups.amounts, AMOUNT),
            (file.groups.hedges, HEDGE),
            (file.groups.calendar, CALENDAR),
            (file.groups.deictic, DEICTIC),
            (file.groups.times, TIME),
            (file.groups.conjunctions, CONJUNCTION),
            (file.groups.nominative, NOMINATIVE),
            (file.groups.collectives, COLLECTIVE),
            (file.groups.naming, NAMING),
            (file.groups.named, NAMED),
            (file.groups.named_as, NAMED_AS),
            (file.groups.reflexives, REFLEXIVE),
            (file.groups.agents, AGENT),
            (file.groups.complementizers, COMPLEMENTIZER),
            (file.groups.binding, BINDING),
            (file.groups.scales, SCALE),
            (file.groups.substantives, SUBSTANTIVE),
            (file.groups.substantive_prepositions, SUBSTANTIVE_PREPOSITION),
            (file.tags.after_to, AFTER_TO),
            (file.tags.third_persons, THIRD_PERSON),
            (file.tags.lookalikes, LOOKALIKE),
            (file.tags.resulting, RESULTING),
            (file.tags.exclaimed, EXCLAIMED),
            (file.tags.several, SEVERAL),
            (file.tags.unchanging, UNCHANGING),
            (file.tags.owned, OWNED),
            (file.tags.intransitives, INTRANSITIVE),
            (file.tags.function_words, FUNCTION),
            (file.tags.adverbs, ADVERB),
            (file.groups.belonging, BELONGING),
            (file.groups.belonging_prepositions, BELONGING_PREPOSITION),
        ];
        for (list, class) in lists {
            for entry in list {
                words.insert(&entry, class);
            }
        }
        Ok(words)
    }

    fn insert(&mut self, entry: &str, class: u64) {
        let mut parts = entry.split(' ').map(CompactString::from);
        let Some(first) = parts.next() else { return };
        let rest: Vec<CompactString> = parts.collect();
        if rest.is_empty() {
            *self.classes.entry(first).or_default() |= class;
        } else {
            *self.classes.entry(first.clone()).or_default() |= OPENS_PHRASE;
            let phrases = self.phrases.entry(first).or_default();
            phrases.push((rest, class));
            phrases.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then_with(|| one.cmp(other)));
        }
    }

    /// The classes of a form, as a set of bits.
    pub(crate) fn classes(&self, norm: &str) -> u64 {
        self.classes.get(norm).copied().unwrap_or_default()
    }

    /// Whether the form ends as plurals of those do who do something ("welders").
    pub(crate) fn names_persons(&self, norm: &str) -> bool {
        self.agent_endings.iter().any(|ending| norm.ends_with(ending.as_str()))
    }

    /// Which parts of speech that take in no new words the form can be of.
    pub(crate) fn possible(&self, norm: &str) -> Possible {
        let classes = self.classes(norm);
        let function_word = classes & FUNCTION != 0;
        let adverb = || {
            classes & ADVERB != 0 || self.adverb_endings.iter().any(|ending| norm.ends_with(ending.as_str()))
        };
        Possible { function_word, adverb: function_word || adverb() }
    }

    /// The length of the longest entry of this class with which the tokens begin; 0 for none.
    pub(crate) fn phrase(&self, tokens: &[Token], class: u64) -> usize {
        let Some((first, following)) = tokens.split_first() else { return 0 };
        let longer = self.phrases.get(first.norm.as_str()).and_then(|phrases| {
            let fits = |rest: &[CompactString]| {
                following.len() >= rest.len() && rest.iter().zip(following).all(|(a, b)| *a == b.norm)
            };
            phrases.iter().find(|(rest, of)| *of == class && fits(rest)).map(|(rest, _)| rest.len() + 1)
        });
        longer.unwrap_or_else(|| usize::from(self.classes(&first.norm) & class != 0))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    be: Vec<String>,
    have: Vec<String>,
    r#do: Vec<String>,
    get: Vec<String>,
    seem: Vec<String>,
    likely: Vec<String>,
    unlikely: Vec<String>,
    going: Vec<String>,
    modals: Modals,
    negation: Negation,
    groups: Groups,
    tags: Tags,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tags {
    after_to: Vec<String>,
    third_persons: Vec<String>,
    lookalikes: Vec<String>,
    resulting: Vec<String>,
    exclaimed: Vec<String>,
    several: Vec<String>,
    unchanging: Vec<String>,
    owned: Vec<String>,
    intransitives: Vec<String>,
    function_words: Vec<String>,
    adverb_endings: Vec<String>,
    agent_endings: Vec<String>,
    adverbs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Modals {
    possible: Vec<String>,
    conditional: Vec<String>,
    future: Vec<String>,
    obligation: Vec<String>,
    ability: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Negation {
    verb: Vec<String>,
    noun: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Groups {
    articles: Vec<String>,
    amounts: Vec<String>,
    hedges: Vec<String>,
    calendar: Vec<String>,
    deictic: Vec<String>,
    times: Vec<String>,
    conjunctions: Vec<String>,
    nominative: Vec<String>,
    collectives: Vec<String>,
    naming: Vec<String>,
    named: Vec<String>,
    named_as: Vec<String>,
    reflexives: Vec<String>,
    agents: Vec<String>,
    complementizers: Vec<String>,
    binding: Vec<String>,
    scales: Vec<String>,
    substantives: Vec<String>,
    substantive_prepositions: Vec<String>,
    belonging: Vec<String>,
    belonging_prepositions: Vec<String>,
}
