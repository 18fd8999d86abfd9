//! The words of figures, from `numbers.toml`, `hedges.toml`, `units.toml` and `figures.toml` of the language.

use super::files::{FiguresFile, HedgesFile, NumbersFile, UnitsFile, WithWord};
use crate::data::{self, WordSet};
use crate::phrase::{Map, Phrases};
use crate::{Error, Resources};
use compact_str::CompactString;
use serde::Deserialize;
use std::collections::BTreeMap;
use variorum_model::document::{Sentence, Token, Unit, Upos, Xpos};

/// The words of figures, ready for look-up.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(super) numbers: Map<CompactString, NumberWord>,
    pub(super) glue: Glue,
    pub(super) suffixes: Map<CompactString, f64>,
    pub(super) groups: Map<CompactString, f64>,
    pub(super) vague: Phrases<Vague>,
    pub(super) plural_scales: Map<CompactString, f64>,
    pub(super) multipliers: Map<CompactString, f64>,
    multiplier_words: Vec<CompactString>,
    pub(super) none_before_noun: WordSet,
    pub(super) none_alone: Phrases<()>,
    pub(super) hedges_before: Phrases<Hedge>,
    pub(super) hedges_after: Phrases<Effect>,
    pub(super) margin: f64,
    pub(super) lengths_after: WordSet,
    pub(super) lengths_before: WordSet,
    pub(super) range: Range,
    pub(super) units: Phrases<Measure>,
    pub(super) units_before: Phrases<Measure>,
    pub(super) signs: Phrases<[u8; 3]>,
    pub(super) codes: Vec<CompactString>,
    pub(super) weights: Weights,
    /// A pound of weight in kilograms.
    pub(super) pound: f64,
    /// The first words of figures.
    pub(super) starters: Map<CompactString, ()>,
    pub(super) shy: WordSet,
    pub(super) relation: RelationWords,
    pub(super) derived: Derived,
    pub(super) no_count: NoCount,
}

impl Lexicon {
    /// Tags numerals as such where the tagger, which has seen few of them, takes one for a verb or, with a capital at the
    /// beginning of a sentence, for a name ("Eleven people were killed").
    pub(crate) fn tag_numerals(&self, sentences: &[Sentence], tokens: &mut [Token]) {
        for sentence in sentences {
            let Some(words) = tokens.get_mut(sentence.tokens.range()) else { continue };
            for (idx, token) in words.iter_mut().enumerate() {
                let doubtful = match token.upos {
                    Upos::Verb | Upos::Adj | Upos::Adv | Upos::Intj | Upos::X => true,
                    Upos::Noun | Upos::Propn => idx == 0,
                    _ => false,
                };
                let numeral = doubtful
                    && matches!(
                        self.numbers.get(token.norm.as_str()),
                        Some(NumberWord::One(number) | NumberWord::Ten(number)) if *number > 1.0
                    );
                if numeral {
                    (token.upos, token.xpos) = (Upos::Num, Xpos::Cd);
                }
            }
        }
    }
}

/// What a word does in a numeral.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum NumberWord {
    /// Zero to nineteen.
    One(f64),
    /// Twenty to ninety.
    Ten(f64),
    /// Hundred, thousand, dozen …: it multiplies.
    Scale(f64),
    /// "a".
    Article,
    /// "and".
    Joiner,
    /// "third": the number of parts; whether it is a plural.
    Part(f64, bool),
}

/// Small words in and around numerals.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Glue {
    pub(super) of: WordSet,
    pub(super) definite: WordSet,
    pub(super) half_before: WordSet,
    pub(super) vague_not_after: WordSet,
    pub(super) vague_not_before: WordSet,
    pub(super) one_in: PhraseList,
    pub(super) and: WordSet,
    pub(super) comparing: WordSet,
}

/// The band of a vague numeral.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vague {
    pub(super) low: f64,
    pub(super) high: Option<f64>,
    /// It is a numeral only with a scale behind it ("tens of thousands").
    #[serde(default)]
    pub(super) needs_scale: bool,
    /// It is a numeral only with "of" behind it ("a handful of").
    #[serde(default)]
    pub(super) needs_of: bool,
    /// It is a common noun as well ("the scores"): behind an article or an adjective it needs "of".
    #[serde(default)]
    pub(super) noun_too: bool,
}

/// What a hedge makes of a figure; the table is in `hedges.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Effect {
    From,
    Above,
    To,
    Below,
    Around,
    Short,
    Past,
    Exact,
}

/// A hedge and the figures that it goes with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hedge {
    pub(super) effect: Effect,
    pub(super) with: With,
}

/// The figures that a hedge goes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum With {
    All,
    /// Lengths of time only.
    Time,
    /// All but lengths of time.
    NotTime,
    /// All but days and longer, unless a word of `lengths_after` stands in front.
    NotLongTime,
}

/// A unit with the factor that leads to the unit of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Measure {
    /// `factor` times the unit.
    Of(Unit, f64),
    /// Degrees Fahrenheit become Celsius.
    Fahrenheit,
    /// A part of a whole.
    Share(f64),
}

/// The words of ranges.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Range {
    pub(super) between: PhraseList,
    pub(super) between_joiner: WordSet,
    pub(super) range_from: WordSet,
    pub(super) from: WordSet,
    pub(super) joiner: WordSet,
    pub(super) no_range: WordSet,
}

/// When "pounds" are weight.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Weights {
    pub(super) ambiguous: WordSet,
    pub(super) followed_by: WordSet,
    pub(super) after: WordSet,
}

/// The words that relate a figure to another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationWords {
    pub(super) additional_before: PhraseList,
    pub(super) additional_after: WordSet,
    pub(super) part_before: PhraseList,
    pub(super) part_after: PhraseList,
    pub(super) between: WordSet,
    pub(super) one_more: PhraseList,
    pub(super) one_more_of: WordSet,
}

/// The words of figures that are computed from others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Derived {
    pub(super) that: WordSet,
    pub(super) nouns: WordSet,
    #[serde(rename = "as")]
    pub(super) as_many: PhraseList,
    pub(super) same: PhraseList,
    pub(super) times: WordSet,
}

/// The words around figures that count nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoCount {
    pub(super) labels: WordSet,
    pub(super) clock: PhraseList,
    pub(super) clock_after: WordSet,
    pub(super) same_plural: WordSet,
    pub(super) plural_endings: Vec<String>,
    pub(super) not_counted: WordSet,
    pub(super) old: PhraseList,
    pub(super) aged: PhraseList,
    pub(super) over_age: WordSet,
    pub(super) score: WordSet,
    pub(super) streets: WordSet,
    pub(super) year_after: WordSet,
}

/// A list of phrases that is only asked whether it has one at a place.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct PhraseList(pub(super) Phrases<()>);

impl From<Vec<String>> for PhraseList {
    fn from(phrases: Vec<String>) -> PhraseList {
        PhraseList(Phrases::of(&phrases, ()))
    }
}

impl Lexicon {
    /// Reads the four files.
    pub(crate) fn load(resources: &Resources) -> Result<Lexicon, Error> {
        let numbers: NumbersFile = data::toml("numbers.toml", resources.numbers)?;
        let hedges: HedgesFile = data::toml("hedges.toml", resources.hedges)?;
        let units: UnitsFile = data::toml("units.toml", resources.units)?;
        let figures: FiguresFile = data::toml("figures.toml", resources.figures)?;
        let mut lexicon = Lexicon {
            numbers: number_words(&numbers),
            glue: numbers.glue,
            suffixes: compact(numbers.suffixes),
            groups: compact(numbers.groups),
            vague: Phrases::default(),
            plural_scales: compact(numbers.plural_scales),
            multiplier_words: numbers.multipliers.keys().map(CompactString::new).collect(),
            multipliers: compact(numbers.multipliers),
            none_before_noun: numbers.none.before_noun.clone().into(),
            none_alone: Phrases::of(&numbers.none.alone, ()),
            hedges_before: Phrases::default(),
            hedges_after: Phrases::default(),
            margin: hedges.margin,
            lengths_after: hedges.lengths_after,
            lengths_before: hedges.lengths_before,
            range: hedges.range,
            units: Phrases::default(),
            units_before: Phrases::default(),
            signs: Phrases::default(),
            codes: units.codes.words.iter().map(CompactString::new).collect(),
            weights: units.weights,
            pound: 1.0,
            starters: Map::default(),
            shy: units.shy.words.into(),
            relation: figures.relation,
            derived: figures.derived,
            no_count: figures.no_count,
        };
        for (phrase, vague) in &numbers.vague {
            lexicon.vague.insert(phrase, *vague);
        }
        for (effect, phrases) in &hedges.before {
            for phrase in phrases {
                lexicon.hedges_before.insert(phrase, Hedge { effect: *effect, with: With::All });
            }
        }
        for entry in &hedges.conditional {
            let with = match entry.with {
                WithWord::Time => With::Time,
                WithWord::NotTime => With::NotTime,
                WithWord::NotLongTime => With::NotLongTime,
            };
            for phrase in &entry.words {
                lexicon.hedges_before.insert(phrase, Hedge { effect: entry.effect, with });
            }
        }
        for (effect, phrases) in &hedges.after {
            for phrase in phrases {
                lexicon.hedges_after.insert(phrase, *effect);
            }
        }
        for entry in &units.unit {
            let measure = entry.unit.measure(entry.factor);
            if entry.words.iter().any(|word| lexicon.weights.ambiguous.contains(word)) {
                lexicon.pound = entry.factor;
            }
            entry.words.iter().for_each(|word| lexicon.units.insert(word, measure));
            entry.before.iter().for_each(|word| lexicon.units_before.insert(word, measure));
        }
        for word in &units.share.words {
            lexicon.units.insert(word, Measure::Share(units.share.factor));
        }
        for (code, currency) in &units.currency {
            let code = code_bytes(code);
            currency.signs.iter().for_each(|sign| lexicon.signs.insert(sign, code));
            let measure = Measure::Of(Unit::Money(code), 1.0);
            currency.words.iter().for_each(|word| lexicon.units.insert(word, measure));
        }
        lexicon.starters = lexicon.starting_words(&numbers.none.before_noun);
        Ok(lexicon)
    }

    /// The words that can begin a figure.
    fn starting_words(&self, none: &[String]) -> Map<CompactString, ()> {
        let phrases = [&self.none_alone, &self.relation.one_more.0, &self.derived.same.0];
        let firsts = phrases.into_iter().flat_map(|phrases| phrases.firsts());
        let firsts =
            firsts.chain(self.vague.firsts()).chain(self.signs.firsts()).chain(self.units_before.firsts());
        let codes = self.codes.iter().map(|code| CompactString::new(code.to_lowercase()));
        let none = none.iter().map(CompactString::new);
        firsts
            .chain(self.numbers.keys())
            .cloned()
            .chain(codes)
            .chain(none)
            .chain(self.multiplier_words.iter().cloned())
            .map(|word| (word, ()))
            .collect()
    }
}

fn number_words(file: &NumbersFile) -> Map<CompactString, NumberWord> {
    let mut words = Map::default();
    for (word, value) in &file.fractions {
        words.insert(CompactString::new(word), NumberWord::Part(*value, false));
    }
    for (word, value) in &file.fraction_plurals {
        words.insert(CompactString::new(word), NumberWord::Part(*value, true));
    }
    for (word, value) in &file.scales {
        words.insert(CompactString::new(word), NumberWord::Scale(*value));
    }
    for (word, value) in &file.tens {
        words.insert(CompactString::new(word), NumberWord::Ten(*value));
    }
    for (word, value) in &file.ones {
        words.insert(CompactString::new(word), NumberWord::One(*value));
    }
    for word in &file.articles.words {
        words.insert(CompactString::new(word), NumberWord::Article);
    }
    for word in &file.joiners.words {
        words.insert(CompactString::new(word), NumberWord::Joiner);
    }
    words
}

fn compact(words: BTreeMap<String, f64>) -> Map<CompactString, f64> {
    words.into_iter().map(|(word, value)| (CompactString::from(word), value)).collect()
}

/// The three letters of a currency's code; anything else is an unknown currency.
pub(super) fn code_bytes(code: &str) -> [u8; 3] {
    code.as_bytes().try_into().unwrap_or(*b"XXX")
}
