//! The shape of `cues.toml`.
//!
//! ```text
//! [[verbs]]
//! class = "deny"
//! stance = "denied"
//! frames = ["that", "noun"]
//! words = ["deny", "rule out"]
//! ```

use super::frame::NAMES;
use super::{Cue, PhraseKind};
use compact_str::CompactString;
use serde::Deserialize;
use std::collections::BTreeMap;
use variorum_model::{Certainty, Stance};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) verbs: Vec<Class>,
    pub(super) parted: Vec<Class>,
    pub(super) nouns: Vec<Class>,
    pub(super) adjectives: Vec<Class>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) impersonal: Vec<ImpersonalClass>,
    pub(super) stance: StanceLists,
    pub(super) words: Lists,
}

#[derive(Deserialize)]
pub(super) struct ImpersonalClass {
    #[serde(flatten)]
    pub(super) class: Class,
    pub(super) kind: WordKind,
    #[serde(default)]
    pub(super) negated: StanceName,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum WordKind {
    Noun,
    Adjective,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StanceLists {
    pub(super) denying_adverbs: Vec<String>,
    pub(super) doubting_adverbs: Vec<String>,
    pub(super) hedging_adverbs: Vec<String>,
    pub(super) denying_adjectives: Vec<String>,
    pub(super) doubting_adjectives: Vec<String>,
    pub(super) hedging_adjectives: Vec<String>,
    pub(super) lacking: Vec<String>,
    pub(super) withholding: Vec<String>,
    pub(super) evidence: Vec<String>,
    pub(super) negation_denies: Vec<String>,
    pub(super) negation_keeps: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    pub(super) people: Vec<String>,
    pub(super) person_suffixes: Vec<String>,
    pub(super) bodies: Vec<String>,
    pub(super) texts: Vec<String>,
    pub(super) empty_subjects: Vec<String>,
    pub(super) boundaries: Vec<String>,
    pub(super) times: Vec<String>,
    pub(super) indefinite: Vec<String>,
    pub(super) complementizers: Vec<String>,
    pub(super) questions: Vec<String>,
    pub(super) subordinators: Vec<String>,
    pub(super) agents: Vec<String>,
    pub(super) beneficiaries: Vec<String>,
    pub(super) manner: Vec<String>,
    pub(super) origins: Vec<String>,
    pub(super) neuter: Vec<String>,
    pub(super) plural: Vec<String>,
    pub(super) light: Vec<String>,
    pub(super) negations: Vec<String>,
    pub(super) things: Vec<String>,
    pub(super) givers: Vec<String>,
    pub(super) statements: Vec<String>,
    pub(super) affirming: Vec<String>,
    pub(super) quoting: Vec<String>,
    pub(super) reflexives: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Class {
    pub(super) class: String,
    #[serde(default)]
    pub(super) frames: Vec<String>,
    #[serde(default)]
    pub(super) stance: StanceName,
    #[serde(default)]
    pub(super) certainty: CertaintyName,
    #[serde(default)]
    pub(super) factive: bool,
    #[serde(default)]
    pub(super) judges: bool,
    pub(super) words: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Phrase {
    #[serde(flatten)]
    pub(super) class: Class,
    pub(super) kind: PhraseKind,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum StanceName {
    #[default]
    Asserted,
    Denied,
    Doubted,
}

impl From<StanceName> for Stance {
    fn from(name: StanceName) -> Stance {
        match name {
            StanceName::Asserted => Stance::Asserted,
            StanceName::Denied => Stance::Denied,
            StanceName::Doubted => Stance::Doubted,
        }
    }
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum CertaintyName {
    #[default]
    Stated,
    Hedged,
}

impl Class {
    pub(super) fn cue(&self, words: &str) -> (CompactString, Cue) {
        let mut parts = words.split(' ').map(CompactString::from);
        let first = parts.next().unwrap_or_default();
        let mut frames = 0;
        let mut prepositions = Vec::new();
        for name in &self.frames {
            match NAMES.iter().find(|(known, _)| known == name) {
                Some((_, frame)) => frames |= frame,
                None => prepositions.push(CompactString::from(name.trim_end_matches("-noun"))),
            }
        }
        let stance = self.stance.into();
        let certainty = match self.certainty {
            CertaintyName::Stated => Certainty::Stated,
            CertaintyName::Hedged => Certainty::Hedged,
        };
        let (class, factive, judges) = (CompactString::from(self.class.as_str()), self.factive, self.judges);
        (
            first,
            Cue { class, frames, prepositions, stance, certainty, factive, judges, rest: parts.collect() },
        )
    }

    /// Adds the entries; a word that is there already gets the further frames.
    pub(super) fn insert(&self, cues: &mut BTreeMap<CompactString, Vec<Cue>>) {
        for words in &self.words {
            let (first, cue) = self.cue(words);
            let known = cues.entry(first).or_default();
            match known.iter_mut().find(|it| it.rest == cue.rest) {
                Some(before) => {
                    before.frames |= cue.frames;
                    for preposition in cue.prepositions {
                        if !before.prepositions.contains(&preposition) {
                            before.prepositions.push(preposition);
                        }
                    }
                }
                None => {
                    known.push(cue);
                    known.sort_by_key(|it| std::cmp::Reverse(it.rest.len()));
                }
            }
        }
    }
}
