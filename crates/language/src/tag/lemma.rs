//! Lemmas: the dictionary forms of words.
//!
//! ```text
//! killings → killing      fired → fire      fled → flee      Ruizes (a name) → Ruizes
//! ```
//!
//! A script takes letters off the end and puts others on. The file `lemmas.toml` lists irregular forms; for all others the
//! model knows, for each tag, which script goes with which ending: the longest known ending decides.

use crate::phrase::Map;
use crate::{Error, Language, data};
use compact_str::CompactString;
use serde::Deserialize;
use variorum_model::document::{Token, Upos, Xpos};

/// The longest ending, in bytes, that a rule of lemmas speaks of.
pub const LONGEST_ENDING: usize = 6;

/// Takes bytes off the end of a word and puts others on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Script {
    /// How many bytes go.
    pub cut: u8,
    /// What comes instead.
    pub put: CompactString,
}

impl Script {
    /// The script that makes the lemma of the form.
    pub fn between(form: &str, lemma: &str) -> Script {
        let common = form.chars().zip(lemma.chars()).take_while(|(one, other)| one == other);
        let common: usize = common.map(|(c, _)| c.len_utf8()).sum();
        Script { cut: (form.len() - common).min(255) as u8, put: CompactString::new(&lemma[common..]) }
    }

    /// The script as the model's header writes it ("3+y").
    pub fn parse(text: &str) -> Option<Script> {
        let (cut, put) = text.split_once('+')?;
        Some(Script { cut: cut.parse().ok()?, put: CompactString::new(put) })
    }

    /// The lemma of a form, if the form is long enough.
    pub fn apply(&self, form: &str) -> Option<CompactString> {
        let mut lemma = CompactString::new(form.get(..form.len().checked_sub(usize::from(self.cut))?)?);
        lemma.push_str(&self.put);
        (!lemma.is_empty()).then_some(lemma)
    }
}

impl std::fmt::Display for Script {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}+{}", self.cut, self.put)
    }
}

/// Irregular forms, by the kind of word.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Irregular {
    /// Forms of verbs.
    verbs: Map<String, String>,
    /// Plurals of nouns.
    nouns: Map<String, String>,
    /// Degrees of adjectives and adverbs.
    degrees: Map<String, String>,
}

impl Irregular {
    /// Reads the file.
    pub(crate) fn load(text: &str) -> Result<Irregular, Error> {
        data::toml("lemmas.toml", text)
    }

    /// The lemma of an irregular form.
    fn get(&self, norm: &str, xpos: Xpos) -> Option<&str> {
        let list = match xpos {
            Xpos::Vbd | Xpos::Vbn | Xpos::Vbg | Xpos::Vbz | Xpos::Vbp => &self.verbs,
            Xpos::Nns => &self.nouns,
            Xpos::Jjr | Xpos::Jjs | Xpos::Rbr | Xpos::Rbs => &self.degrees,
            _ => return None,
        };
        list.get(norm).map(String::as_str)
    }
}

/// Whether words of this class have endings that make their form; the lemmas of others go word by word.
pub fn inflects(xpos: Xpos) -> bool {
    use Xpos::{Jjr, Jjs, Nns, Rbr, Rbs, Vbd, Vbg, Vbn, Vbz};
    matches!(xpos, Nns | Vbd | Vbg | Vbn | Vbz | Jjr | Jjs | Rbr | Rbs)
}

/// Fills in the lemmas of tagged tokens.
pub(crate) fn lemmas(text: &str, tokens: &mut [Token], language: &Language) {
    for token in tokens {
        token.lemma = lemma(token.span.of(text), &token.norm, token.upos, token.xpos, language);
    }
}

/// The lemma of one token.
fn lemma(form: &str, norm: &CompactString, upos: Upos, xpos: Xpos, language: &Language) -> CompactString {
    if upos == Upos::Propn {
        return CompactString::new(form);
    }
    if matches!(xpos, Xpos::Nn | Xpos::Jj | Xpos::In | Xpos::Cd | Xpos::Vb)
        || upos == Upos::Punct
        || norm.len() > 64
    {
        return norm.clone();
    }
    if let Some(lemma) = language.irregular.get(norm, xpos) {
        return CompactString::new(lemma);
    }
    let bytes = norm.as_bytes();
    let tagger = &language.tagger;
    if let Some(lemma) = tagger.script(bytes, xpos, true).and_then(|script| script.apply(norm)) {
        return lemma;
    }
    if !inflects(xpos) {
        return norm.clone();
    }
    for length in (0..=LONGEST_ENDING.min(bytes.len())).rev() {
        let script = tagger.script(&bytes[bytes.len() - length..], xpos, false);
        if let Some(lemma) = script.and_then(|script| script.apply(norm)) {
            return lemma;
        }
    }
    norm.clone()
}
