//! The table of cues (`cues.toml`), ready for look-up.

mod file;
mod frame;
mod words;

pub(crate) use frame::*;
pub(crate) use words::*;

use compact_str::CompactString;
use file::{File, WordKind};
use serde::Deserialize;
use std::collections::BTreeMap;
use variorum_model::document::Token;
use variorum_model::{Certainty, Stance};

/// What the table says of a word.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cue {
    /// The class in which it stands first.
    pub(crate) class: CompactString,
    pub(crate) frames: Frames,
    /// The prepositions with which a content may begin.
    pub(crate) prepositions: Vec<CompactString>,
    pub(crate) stance: Stance,
    pub(crate) certainty: Certainty,
    pub(crate) factive: bool,
    /// Whether the thing that is its content is taken as known and only judged.
    pub(crate) judges: bool,
    /// The words after the first one ("out" of "point out").
    pub(crate) rest: Vec<CompactString>,
}

impl Cue {
    /// What a bare mark says ("Ana Ruiz: …"): no word of the table.
    pub(crate) fn mark() -> Cue {
        Cue {
            class: CompactString::const_new("mark"),
            frames: QUOTE | TRAIL,
            prepositions: Vec::new(),
            stance: Stance::Asserted,
            certainty: Certainty::Stated,
            factive: false,
            judges: false,
            rest: Vec::new(),
        }
    }

    /// Whether one of these frames is allowed.
    pub(crate) fn allows(&self, frames: Frames) -> bool {
        self.frames & frames != 0
    }
}

/// What a phrase makes of the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PhraseKind {
    /// The noun group that follows is the source.
    SourceAfter,
    /// The possessor within is the source ("in *her* view").
    SourceWithin,
    /// There is no source.
    Adverb,
}

/// The cues of a language.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    verbs: BTreeMap<CompactString, Vec<Cue>>,
    /// Verbs with words after their object ("hold … responsible", "call … into question").
    parted: BTreeMap<CompactString, Vec<(Vec<CompactString>, Cue)>>,
    nouns: BTreeMap<CompactString, Vec<Cue>>,
    adjectives: BTreeMap<CompactString, Vec<Cue>>,
    phrases: BTreeMap<CompactString, Vec<(Cue, PhraseKind)>>,
    impersonal: BTreeMap<CompactString, (Cue, Impersonal)>,
    words: BTreeMap<CompactString, u64>,
    suffixes: Vec<String>,
    negation_denies: Vec<String>,
    negation_keeps: Vec<String>,
}

/// The words with which nobody but the report itself takes a stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Impersonal {
    /// Whether the word is a noun ("no evidence that"); else an adjective ("it is unclear whether").
    pub(crate) noun: bool,
    /// What becomes of the stance under a negation.
    pub(crate) negated: Stance,
}

/// Why a table of cues could not be read.
#[derive(Clone, Debug, thiserror::Error)]
#[error("cues.toml:{line}: {message}")]
pub struct CueError {
    /// The line, counted from 1.
    pub line: usize,
    /// What was expected and what was found.
    pub message: String,
}

impl Cues {
    /// Reads `cues.toml`.
    ///
    /// # Errors
    /// Where the text is no TOML of this shape, or a frame's name is not known.
    pub fn load(text: &str) -> Result<Cues, CueError> {
        let file: File = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            CueError { line: before.matches('\n').count() + 1, message: error.message().to_owned() }
        })?;
        let mut cues = Cues::default();
        for class in &file.verbs {
            class.insert(&mut cues.verbs);
        }
        for class in &file.parted {
            for words in &class.words {
                let (first, mut cue) = class.cue(words);
                let after = std::mem::take(&mut cue.rest);
                cues.parted.entry(first).or_default().push((after, cue));
            }
        }
        for class in &file.nouns {
            class.insert(&mut cues.nouns);
        }
        for class in &file.adjectives {
            class.insert(&mut cues.adjectives);
        }
        for phrase in &file.phrases {
            for words in &phrase.class.words {
                let (first, cue) = phrase.class.cue(words);
                cues.phrases.entry(first).or_default().push((cue, phrase.kind));
            }
        }
        for entry in &file.impersonal {
            for words in &entry.class.words {
                let (first, cue) = entry.class.cue(words);
                let kind = Impersonal { noun: entry.kind == WordKind::Noun, negated: entry.negated.into() };
                cues.impersonal.insert(first, (cue, kind));
            }
        }
        for phrases in cues.phrases.values_mut() {
            phrases.sort_by_key(|(cue, _)| std::cmp::Reverse(cue.rest.len()));
        }
        for (list, class) in words::classes(&file.words, &file.stance) {
            for word in list {
                *cues.words.entry(CompactString::from(word.as_str())).or_default() |= class;
            }
        }
        cues.suffixes = file.words.person_suffixes;
        cues.negation_denies = file.stance.negation_denies;
        cues.negation_keeps = file.stance.negation_keeps;
        Ok(cues)
    }

    /// What the table says of a verb: the entry of most words that fits what follows it, with the frames of the plain verb's
    /// other classes where it is a plain one.
    pub(crate) fn verb<'c>(&'c self, lemma: &str, following: &[Token]) -> Option<&'c Cue> {
        longest(self.verbs.get(lemma)?, following)
    }

    /// The entries of a verb with words after its object: the words, and what the table says.
    pub(crate) fn parted(&self, lemma: &str) -> &[(Vec<CompactString>, Cue)] {
        self.parted.get(lemma).map(Vec::as_slice).unwrap_or_default()
    }

    /// What the table says of a noun.
    pub(crate) fn noun(&self, lemma: &str) -> Option<&Cue> {
        self.nouns.get(lemma)?.first()
    }

    /// What the table says of an adjective.
    pub(crate) fn adjective(&self, lemma: &str) -> Option<&Cue> {
        self.adjectives.get(lemma)?.first()
    }

    /// The phrases that begin with this word, longest first.
    pub(crate) fn phrases(&self, first: &str) -> &[(Cue, PhraseKind)] {
        self.phrases.get(first).map(Vec::as_slice).unwrap_or_default()
    }

    /// What the table says of a word with which nobody but the report takes a stance.
    pub(crate) fn impersonal(&self, lemma: &str) -> Option<&(Cue, Impersonal)> {
        self.impersonal.get(lemma)
    }

    /// What the negation of a cue makes of its content.
    pub(crate) fn negated(&self, cue: &Cue) -> Stance {
        let listed = |list: &[String]| list.iter().any(|class| *class == cue.class);
        match cue.stance {
            Stance::Asserted if listed(&self.negation_denies) => Stance::Denied,
            Stance::Asserted if listed(&self.negation_keeps) => Stance::Asserted,
            Stance::Asserted => Stance::Doubted,
            Stance::Denied | Stance::Doubted => Stance::Asserted,
        }
    }

    /// The classes of a word that are not cues, as a set of bits.
    pub(crate) fn word(&self, word: &str) -> u64 {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// Whether a noun names a person by its ending or by the lists.
    pub(crate) fn is_animate(&self, lemma: &str) -> bool {
        let class = self.word(lemma);
        class & (PERSON | BODY) != 0
            || class & THING == 0
                && self
                    .suffixes
                    .iter()
                    .any(|suffix| lemma.len() > suffix.len() + 2 && lemma.ends_with(suffix.as_str()))
    }
}

fn longest<'c>(cues: &'c [Cue], following: &[Token]) -> Option<&'c Cue> {
    cues.iter().find(|cue| {
        cue.rest.len() <= following.len()
            && cue.rest.iter().zip(following).all(|(word, token)| *word == token.norm)
    })
}
