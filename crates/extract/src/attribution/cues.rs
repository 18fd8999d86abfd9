//! The table of cues (`cues.toml`), ready for look-up.

use compact_str::CompactString;
use serde::Deserialize;
use std::collections::BTreeMap;
use variorum_model::document::Token;
use variorum_model::{Certainty, Stance};

/// In which form a content may stand: a set of bits.
pub(crate) type Frames = u32;

pub(crate) const THAT: Frames = 1;
pub(crate) const BARE: Frames = 1 << 1;
pub(crate) const QUOTE: Frames = 1 << 2;
pub(crate) const TRAIL: Frames = 1 << 3;
pub(crate) const WH: Frames = 1 << 4;
pub(crate) const TO: Frames = 1 << 5;
pub(crate) const WHOM_TO: Frames = 1 << 6;
pub(crate) const TOLD: Frames = 1 << 7;
pub(crate) const TOLD_TO: Frames = 1 << 8;
pub(crate) const NOUN: Frames = 1 << 9;
pub(crate) const ING: Frames = 1 << 10;
pub(crate) const AS: Frames = 1 << 11;
pub(crate) const PASSIVE: Frames = 1 << 12;

/// The names of the frames that are not prepositions.
const NAMES: [(&str, Frames); 13] = [
    ("that", THAT),
    ("bare", BARE),
    ("quote", QUOTE),
    ("trail", TRAIL),
    ("wh", WH),
    ("to", TO),
    ("whom-to", WHOM_TO),
    ("told", TOLD),
    ("told-to", TOLD_TO),
    ("noun", NOUN),
    ("ing", ING),
    ("as", AS),
    ("passive", PASSIVE),
];

/// The name of a frame, for the rule that an attribution carries.
pub(crate) fn frame_name(frame: Frames) -> &'static str {
    NAMES.iter().find(|(_, known)| frame & known != 0).map_or("", |(name, _)| name)
}

/// Whether the frame of this name has a content that is no clause of its own.
pub(crate) fn is_deed(name: &str) -> bool {
    let deeds = TO | WHOM_TO | TOLD_TO | NOUN | ING | AS;
    NAMES.iter().any(|(known, frame)| *known == name && frame & deeds != 0)
}

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
    nouns: BTreeMap<CompactString, Vec<Cue>>,
    adjectives: BTreeMap<CompactString, Vec<Cue>>,
    phrases: BTreeMap<CompactString, Vec<(Cue, PhraseKind)>>,
    impersonal: BTreeMap<CompactString, (Cue, Impersonal)>,
    words: BTreeMap<CompactString, u32>,
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
        let lists = &file.words;
        for (list, class) in [
            (&file.stance.denying_adverbs, DENYING_ADVERB),
            (&file.stance.doubting_adverbs, DOUBTING_ADVERB),
            (&file.stance.hedging_adverbs, HEDGING_ADVERB),
            (&file.stance.denying_adjectives, DENYING_ADJECTIVE),
            (&file.stance.doubting_adjectives, DOUBTING_ADJECTIVE),
            (&file.stance.hedging_adjectives, HEDGING_ADJECTIVE),
            (&file.stance.lacking, LACKING),
            (&file.stance.evidence, EVIDENCE),
            (&lists.people, PERSON),
            (&lists.bodies, BODY),
            (&lists.texts, TEXT),
            (&lists.empty_subjects, EMPTY),
            (&lists.boundaries, BOUNDARY),
            (&lists.times, TIME),
            (&lists.indefinite, INDEFINITE),
            (&lists.complementizers, COMPLEMENTIZER),
            (&lists.questions, QUESTION),
            (&lists.subordinators, SUBORDINATOR),
            (&lists.agents, AGENT),
            (&lists.beneficiaries, BENEFICIARY),
            (&lists.manner, MANNER),
            (&lists.origins, ORIGIN),
            (&lists.neuter, NEUTER),
            (&lists.plural, PLURAL),
            (&lists.light, LIGHT),
            (&lists.negations, NEGATION),
            (&lists.things, THING),
        ] {
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
    pub(crate) fn word(&self, word: &str) -> u32 {
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

/// Nouns for people, by what they are or do.
pub(crate) const PERSON: u32 = 1;
/// Nouns for bodies that speak.
pub(crate) const BODY: u32 = 1 << 1;
/// Nouns for texts and inquiries that say or show something.
pub(crate) const TEXT: u32 = 1 << 2;
/// Subjects that stand for nobody ("it", "there").
pub(crate) const EMPTY: u32 = 1 << 3;
/// Conjunctions after a comma that end a content.
pub(crate) const BOUNDARY: u32 = 1 << 4;
/// Nouns of time.
pub(crate) const TIME: u32 = 1 << 5;
/// Determiners and figures that leave open who it is.
pub(crate) const INDEFINITE: u32 = 1 << 6;
/// What begins a clause that is a content.
pub(crate) const COMPLEMENTIZER: u32 = 1 << 7;
/// What begins an indirect question.
pub(crate) const QUESTION: u32 = 1 << 8;
/// What begins a clause of time, cause or condition.
pub(crate) const SUBORDINATOR: u32 = 1 << 9;
/// What names the agent of a passive.
pub(crate) const AGENT: u32 = 1 << 10;
/// What names the subject of an infinitive.
pub(crate) const BENEFICIARY: u32 = 1 << 11;
/// What joins a frame to the clause that it stands in ("as he said").
pub(crate) const MANNER: u32 = 1 << 12;

/// Prepositions that bind to a name ("Ana Ruiz of Eastport").
pub(crate) const ORIGIN: u32 = 1 << 23;
/// Verbs that say little beside the noun that is the cue ("raised concerns that").
pub(crate) const LIGHT: u32 = 1 << 24;
/// Pronouns for a body or a text ("it").
pub(crate) const NEUTER: u32 = 1 << 25;
/// Pronouns for several ("they").
pub(crate) const PLURAL: u32 = 1 << 26;
/// Nouns that end like persons and are none.
pub(crate) const THING: u32 = 1 << 22;
/// "not".
pub(crate) const NEGATION: u32 = 1 << 21;
/// "falsely": the report denies what the source says.
pub(crate) const DENYING_ADVERB: u32 = 1 << 13;
/// "baselessly".
pub(crate) const DOUBTING_ADVERB: u32 = 1 << 14;
/// "reportedly".
pub(crate) const HEDGING_ADVERB: u32 = 1 << 15;
/// "false".
pub(crate) const DENYING_ADJECTIVE: u32 = 1 << 16;
/// "unsubstantiated".
pub(crate) const DOUBTING_ADJECTIVE: u32 = 1 << 17;
/// "preliminary".
pub(crate) const HEDGING_ADJECTIVE: u32 = 1 << 18;
/// "without" in "without presenting evidence".
pub(crate) const LACKING: u32 = 1 << 19;
/// "evidence" in "without presenting evidence".
pub(crate) const EVIDENCE: u32 = 1 << 20;

fn longest<'c>(cues: &'c [Cue], following: &[Token]) -> Option<&'c Cue> {
    cues.iter().find(|cue| {
        cue.rest.len() <= following.len()
            && cue.rest.iter().zip(following).all(|(word, token)| *word == token.norm)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verbs: Vec<Class>,
    nouns: Vec<Class>,
    adjectives: Vec<Class>,
    phrases: Vec<Phrase>,
    impersonal: Vec<ImpersonalClass>,
    stance: StanceLists,
    words: Lists,
}

#[derive(Deserialize)]
struct ImpersonalClass {
    #[serde(flatten)]
    class: Class,
    kind: WordKind,
    #[serde(default)]
    negated: StanceName,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WordKind {
    Noun,
    Adjective,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StanceLists {
    denying_adverbs: Vec<String>,
    doubting_adverbs: Vec<String>,
    hedging_adverbs: Vec<String>,
    denying_adjectives: Vec<String>,
    doubting_adjectives: Vec<String>,
    hedging_adjectives: Vec<String>,
    lacking: Vec<String>,
    evidence: Vec<String>,
    negation_denies: Vec<String>,
    negation_keeps: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    people: Vec<String>,
    person_suffixes: Vec<String>,
    bodies: Vec<String>,
    texts: Vec<String>,
    empty_subjects: Vec<String>,
    boundaries: Vec<String>,
    times: Vec<String>,
    indefinite: Vec<String>,
    complementizers: Vec<String>,
    questions: Vec<String>,
    subordinators: Vec<String>,
    agents: Vec<String>,
    beneficiaries: Vec<String>,
    manner: Vec<String>,
    origins: Vec<String>,
    neuter: Vec<String>,
    plural: Vec<String>,
    light: Vec<String>,
    negations: Vec<String>,
    things: Vec<String>,
}

#[derive(Deserialize)]
struct Class {
    class: String,
    #[serde(default)]
    frames: Vec<String>,
    #[serde(default)]
    stance: StanceName,
    #[serde(default)]
    certainty: CertaintyName,
    #[serde(default)]
    factive: bool,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Phrase {
    #[serde(flatten)]
    class: Class,
    kind: PhraseKind,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StanceName {
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
enum CertaintyName {
    #[default]
    Stated,
    Hedged,
}

impl Class {
    fn cue(&self, words: &str) -> (CompactString, Cue) {
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
        let (class, factive) = (CompactString::from(self.class.as_str()), self.factive);
        (first, Cue { class, frames, prepositions, stance, certainty, factive, rest: parts.collect() })
    }

    /// Adds the entries; a word that is there already gets the further frames.
    fn insert(&self, cues: &mut BTreeMap<CompactString, Vec<Cue>>) {
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
