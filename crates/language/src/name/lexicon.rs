//! The words in and around names, from `names.toml` and the gazetteer of the language.

use crate::phrase::{Map, Phrases, WordHasher};
use crate::{Error, Resources, data};
use compact_str::CompactString;
use serde::Deserialize;
use std::hash::Hasher;
use variorum_model::document::EntityKind;

/// The words of names, ready for look-up.
#[derive(Debug)]
pub(crate) struct Lexicon {
    classes: Map<CompactString, u64>,
    /// Full names in lower case: what they name, and how surely.
    listed: Map<CompactString, Known>,
    gazetteer: Gazetteer,
    pub(super) aka: Phrases<()>,
    /// What introduces a second name that need not be made of the first.
    pub(super) second: Phrases<()>,
    prefixes: Vec<CompactString>,
}

/// A name that lists have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) kind: EntityKind,
    /// The vote of the list: how surely the name means that.
    pub(super) weight: i32,
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)+) => {
        $($(#[$doc])* pub(in crate::name) const $name: u64 = 1 << $bit;)+
    };
}

/// The classes of words, one bit each.
pub(in crate::name) mod class {
    classes! {
        PARTICLE = 0,
        OF = 1,
        THE = 2,
        AND = 3,
        OF_HEAD = 4,
        PORTFOLIO = 5,
        TITLE = 6,
        MALE = 7,
        FEMALE = 8,
        MODIFIER = 9,
        AFTER = 10,
        ORGANISATION_HEAD = 11,
        FACILITY_HEAD = 12,
        PLACE_HEAD = 13,
        PUBLICATION_HEAD = 14,
        PLACE_FIRST = 15,
        FACILITY_FIRST = 16,
        ORGANISATION_FIRST = 17,
        WEAK = 18,
        PERSON = 19,
        BODY = 20,
        GENERAL_BODY = 21,
        SPEAK = 22,
        PERSON_VERB = 23,
        PLACE_BEFORE = 24,
        WEAK_PLACE_BEFORE = 25,
        PRONOUN = 26,
        DEFINITE = 27,
        INDEFINITE = 28,
        OTHER_FIRST = 29,
        OTHER_LAST = 30,
        GIVEN = 31,
        /// A name's word for its kind.
        HEAD = 32,
        /// A form of address without an office.
        HONORIFIC = 33,
        /// A first word that a name may go without.
        GENERIC = 34,
        /// A word for a kind that says little.
        LOOSE = 35,
        /// A word in front of a name that is no part of it.
        EDGE = 36,
        /// What only a company has.
        OF_COMPANY = 37,
        /// A last word that says what a body is and no more.
        IDLE = 38,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    inside: Inside,
    titles: Titles,
    heads: Kinds,
    firsts: Firsts,
    weak: Words,
    known: Listed,
    peoples: Words,
    person: People,
    body: Bodies,
    verbs: Verbs,
    places: Places,
    pronouns: Pronouns,
    articles: Articles,
    aka: Aka,
    others: Others,
    given: Given,
}

type List = Vec<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inside {
    particles: List,
    prefixes: List,
    of: List,
    the: List,
    and: List,
    of_heads: List,
    generic: List,
    edges: List,
    portfolios: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Titles {
    common: List,
    m: List,
    f: List,
    honorific: List,
    modifiers: List,
    after: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kinds {
    organisation: List,
    facility: List,
    place: List,
    publication: List,
    loose: List,
    idle: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Firsts {
    place: List,
    facility: List,
    organisation: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    publication: List,
    organisation: List,
    place: List,
    other: List,
    nationality: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    m: List,
    f: List,
    any: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bodies {
    words: List,
    general: List,
    companies_have: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    speak: List,
    person: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    prepositions: List,
    weak_prepositions: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pronouns {
    m: List,
    f: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Articles {
    definite: List,
    indefinite: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Others {
    firsts: List,
    lasts: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    m: List,
    f: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Aka {
    phrases: List,
    second: List,
}

impl Lexicon {
    /// Reads the file and the gazetteer.
    pub(crate) fn load(resources: &Resources) -> Result<Lexicon, Error> {
        use class::*;
        let file: File = data::toml("names.toml", resources.names)?;
        let mut lexicon = Lexicon {
            classes: Map::default(),
            listed: Map::default(),
            gazetteer: Gazetteer::new(resources.gazetteer),
            aka: Phrases::of(&file.aka.phrases, ()),
            second: Phrases::of(&file.aka.second, ()),
            prefixes: file.inside.prefixes.iter().map(CompactString::new).collect(),
        };
        let lists: [(&List, u64); 42] = [
            (&file.heads.idle, IDLE),
            (&file.inside.particles, PARTICLE),
            (&file.inside.of, OF),
            (&file.inside.the, THE),
            (&file.inside.and, AND),
            (&file.inside.of_heads, OF_HEAD),
            (&file.inside.portfolios, PORTFOLIO),
            (&file.inside.generic, GENERIC),
            (&file.inside.edges, EDGE),
            (&file.heads.loose, LOOSE),
            (&file.titles.common, TITLE),
            (&file.titles.m, TITLE | MALE),
            (&file.titles.f, TITLE | FEMALE),
            (&file.titles.honorific, TITLE | HONORIFIC),
            (&file.titles.modifiers, MODIFIER),
            (&file.titles.after, AFTER),
            (&file.heads.organisation, ORGANISATION_HEAD | HEAD),
            (&file.heads.facility, FACILITY_HEAD | HEAD),
            (&file.heads.place, PLACE_HEAD | HEAD),
            (&file.heads.publication, PUBLICATION_HEAD | HEAD),
            (&file.firsts.place, PLACE_FIRST),
            (&file.firsts.facility, FACILITY_FIRST),
            (&file.firsts.organisation, ORGANISATION_FIRST),
            (&file.weak.words, WEAK),
            (&file.person.m, PERSON | MALE),
            (&file.person.f, PERSON | FEMALE),
            (&file.person.any, PERSON),
            (&file.body.words, BODY),
            (&file.body.general, BODY | GENERAL_BODY),
            (&file.body.companies_have, OF_COMPANY),
            (&file.verbs.speak, SPEAK),
            (&file.verbs.person, PERSON_VERB),
            (&file.places.prepositions, PLACE_BEFORE),
            (&file.places.weak_prepositions, WEAK_PLACE_BEFORE),
            (&file.pronouns.m, PRONOUN | MALE),
            (&file.pronouns.f, PRONOUN | FEMALE),
            (&file.articles.definite, DEFINITE),
            (&file.articles.indefinite, INDEFINITE),
            (&file.others.firsts, OTHER_FIRST),
            (&file.others.lasts, OTHER_LAST | HEAD),
            (&file.given.m, GIVEN | MALE),
            (&file.given.f, GIVEN | FEMALE),
        ];
        for (list, bits) in lists {
            for word in list {
                *lexicon.classes.entry(CompactString::new(word)).or_default() |= bits;
            }
        }
        let listed = [
            (&file.known.publication, EntityKind::Publication),
            (&file.known.organisation, EntityKind::Organisation),
            (&file.known.place, EntityKind::Place),
            (&file.known.other, EntityKind::Other),
            (&file.known.nationality, EntityKind::Nationality),
            (&file.peoples.words, EntityKind::Nationality),
        ];
        for (list, kind) in listed {
            for name in list {
                lexicon.listed.insert(CompactString::new(name), Known { kind, weight: 20 });
            }
        }
        Ok(lexicon)
    }

    /// What the lists say of a name in lower case: `names.toml` first, then the gazetteer.
    pub(super) fn known(&self, name: &str) -> Option<Known> {
        if let Some(known) = self.listed.get(name) {
            return Some(*known);
        }
        let (kind, weight) = match self.gazetteer.letter(name)? {
            'c' => (EntityKind::Place, 12),
            'p' => (EntityKind::Nationality, 12),
            'l' => (EntityKind::Other, 6),
            't' => (EntityKind::Place, 8),
            _ => (EntityKind::Place, 5),
        };
        // "Central", "Victoria", "Union" are regions too.
        let common = class::WEAK | class::HEAD | class::TITLE | class::GIVEN;
        (weight >= 12 || self.classes(name) & common == 0).then_some(Known { kind, weight })
    }

    /// The classes of a word in lower case.
    pub(super) fn classes(&self, word: &str) -> u64 {
        self.classes.get(word).copied().unwrap_or_default()
    }

    /// Whether the word in lower case stands for a person or for persons.
    pub(crate) fn is_person(&self, word: &str) -> bool {
        self.classes(word) & class::PERSON != 0
    }

    /// Whether the word in lower case stands for persons or a body.
    pub(crate) fn is_actor(&self, word: &str) -> bool {
        self.classes(word) & (class::PERSON | class::BODY) != 0
    }

    /// Whether the word starts like a name in lower case: "al-Rashid".
    pub(super) fn has_name_prefix(&self, form: &str) -> bool {
        // Nearly all words are small letters throughout.
        if form.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return false;
        }
        self.prefixes.iter().any(|prefix| {
            form.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
                && form[prefix.len()..].starts_with(char::is_uppercase)
        })
    }
}

/// Lines of "name, tab, letter", found by a hash of the name.
#[derive(Debug)]
struct Gazetteer {
    lines: &'static str,
    /// Where lines begin, each in the slot of its name's hash or the next free one; a free slot holds the length of all.
    slots: Vec<u32>,
}

impl Gazetteer {
    fn new(lines: &'static str) -> Gazetteer {
        let free = lines.len() as u32;
        let size = (memchr::memchr_iter(b'\n', lines.as_bytes()).count() * 2 + 2).next_power_of_two();
        let mut slots = vec![free; size];
        let mut start = 0;
        for line in lines.split_inclusive('\n') {
            if let Some((name, _)) = line.split_once('\t') {
                let mut slot = hash(name) as usize & (size - 1);
                while slots[slot] != free {
                    slot = (slot + 1) & (size - 1);
                }
                slots[slot] = start as u32;
            }
            start += line.len();
        }
        Gazetteer { lines, slots }
    }

    /// The letter behind a name.
    fn letter(&self, name: &str) -> Option<char> {
        let mut slot = hash(name) as usize & (self.slots.len() - 1);
        // A free slot holds the length of all lines, behind which there is nothing.
        while let Some(line) = self.lines.get(self.slots[slot] as usize..).filter(|line| !line.is_empty()) {
            if let Some(rest) = line.strip_prefix(name).and_then(|rest| rest.strip_prefix('\t')) {
                return rest.chars().next();
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        None
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = WordHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish()
}
