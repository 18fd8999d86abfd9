//! Parts of speech.
//!
//! ```text
//! Police found     no   one .
//! NOUN   VERB      DET  NOUN PUNCT        universal
//! NNS    VBD       DT   NN   .            Penn Treebank
//! ```
//!
//! A joint tagger of both sets: an averaged perceptron, greedy from left to right (Collins, EMNLP 2002). Words that have
//! only one tag get it without more ado; the others are scored by the weights of the model, which `cargo xtask train`
//! makes from treebanks. The model is used as it lies in its file; only its list of tags is read when it is loaded.

pub mod features;
pub mod lemma;
pub mod table;

use crate::Error;
use features::{Case, KEYS, Lookup, NO_TAG, Part, Word, lookup};
use lemma::Script;
use table::Table;
use variorum_model::document::{Sentence, Token, Upos, Xpos};

/// The first bytes of a model's file.
pub const MAGIC: &[u8; 8] = b"VTAGGER3";
/// Upper bound for the number of joint tags.
pub const MOST_CLASSES: usize = 128;

/// A trained tagger.
#[derive(Debug)]
pub struct Tagger {
    table: Table<'static>,
    classes: Vec<(Upos, Xpos)>,
    parts: Vec<Part>,
    /// For each class, how open its part of speech is.
    openness: Vec<Openness>,
    pub(crate) scripts: Vec<Script>,
}

impl Tagger {
    /// Reads a model: the magic bytes, the length of the header, the header (a line of tags, a line of lemma scripts), the
    /// length of the slots, slots and rows.
    ///
    /// # Errors
    /// Where the file is not such a model.
    pub fn load(model: &'static [u8]) -> Result<Tagger, Error> {
        let wrong = |message: &str| Error { file: "tagger.model", line: 1, message: message.to_owned() };
        let number = |at: usize| {
            let bytes = model.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
            bytes.map(|bytes| u32::from_le_bytes(bytes) as usize).ok_or_else(|| wrong("the file ends early"))
        };
        if model.get(..8) != Some(MAGIC) {
            return Err(wrong("expected a tagger's model, found something else"));
        }
        let header = number(8)?;
        let text = model.get(12..12 + header).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let mut lines = text.ok_or_else(|| wrong("the header is no text"))?.lines();
        let (mut classes, mut parts) = (Vec::new(), Vec::new());
        for label in lines.next().unwrap_or_default().split(' ') {
            parts.push(features::part(label));
            let (upos, xpos) = label.split_once('|').unwrap_or((label, ""));
            match (Upos::from_label(upos), Xpos::from_label(xpos)) {
                (Some(upos), Some(xpos)) => classes.push((upos, xpos)),
                _ => return Err(wrong(&format!("expected a tag, found {label:?}"))),
            }
        }
        if classes.len() > MOST_CLASSES {
            return Err(wrong("there are more than 128 tags"));
        }
        let scripts = lines.next().unwrap_or_default().split(' ').filter_map(Script::parse).collect();
        let slots = number(12 + header)?;
        let rest = model.get(16 + header..).unwrap_or_default();
        let (slots, rows) = rest.split_at_checked(slots).ok_or_else(|| wrong("the file ends early"))?;
        let table =
            Table::new(slots, rows).ok_or_else(|| wrong("the table has not the size that it claims"))?;
        let openness = classes.iter().map(|(_, xpos)| openness(*xpos)).collect();
        Ok(Tagger { table, classes, parts, openness, scripts })
    }

    /// Tags the tokens of each sentence. `possible` says which parts of speech a form can be of: where the lexicon does not know a
    /// word as one of a closed part of speech, it becomes none, however it ends.
    pub fn tag(
        &self,
        text: &str,
        sentences: &[Sentence],
        tokens: &mut [Token],
        possible: impl Fn(&str) -> Possible,
    ) {
        let mut words = Vec::new();
        for sentence in sentences {
            let tokens = &mut tokens[sentence.tokens.range()];
            let case = features::case(tokens.iter().map(|token| token.span.of(text)));
            words.clear();
            words.extend(
                tokens
                    .iter()
                    .enumerate()
                    .map(|(idx, token)| Word::new(token.span.of(text), &token.norm, idx == 0, case)),
            );
            self.look_up(&mut words);
            for (word, token) in words.iter_mut().zip(tokens.iter()) {
                if !token.norm.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                    continue;
                }
                let possible = possible(&token.norm);
                let known = self.openness.get(usize::from(word.known));
                let no_function = known != Some(&Openness::Closed) && !possible.function_word;
                let no_adverb = known.is_none() && !possible.adverb;
                word.least = match (no_function, no_adverb) {
                    (true, true) => Openness::Open,
                    (true, false) => Openness::Half,
                    _ => Openness::Closed,
                };
            }
            self.decode(&words, |idx, class| {
                if let Some(&(upos, xpos)) = self.classes.get(usize::from(class)) {
                    (tokens[idx].upos, tokens[idx].xpos) = (upos, xpos);
                }
            });
        }
    }

    /// Fills in what the lexicon knows of the words.
    fn look_up(&self, words: &mut [Word]) {
        for word in words.iter_mut() {
            let class = |key: u32| self.table.get(key).first().copied();
            if word.is_plain() {
                word.certain = class(word.certain_key());
            }
            let known = word.certain.or_else(|| class(word.lexicon_key()));
            word.known = known.unwrap_or(NO_TAG);
            word.guess = known.or_else(|| class(word.ending_key())).unwrap_or(NO_TAG);
        }
        features::look_ahead(words, &self.parts);
    }

    /// Decides on the tags from left to right.
    fn decode(&self, words: &[Word], mut decided: impl FnMut(usize, u8)) {
        let mut before = [NO_TAG; 2];
        let mut verb = false;
        let mut keys = [0; KEYS];
        // A word that stands there again and again, all around it the same: decided once.
        let mut last: Option<([u32; KEYS], u8)> = None;
        let mut first = [(0, 0); KEYS];
        for at in 0..words.len() {
            let class = match words[at].certain {
                Some(class) => class,
                None => {
                    features::keys(words, at, before, verb, &mut keys);
                    if let Some((_, class)) = last.filter(|(known, _)| *known == keys) {
                        decided(at, class);
                        before = [class, before[0]];
                        verb = features::verb_before(verb, class, &self.parts);
                        continue;
                    }
                    for (slot, key) in first.iter_mut().zip(keys) {
                        *slot = self.table.first(key);
                    }
                    let mut scores = [0i32; 256];
                    // All rows are looked up before any is read, so that the waits for memory overlap.
                    let mut rows: [&[u8]; KEYS] = [&[]; KEYS];
                    for ((row, key), slot) in rows.iter_mut().zip(keys).zip(first) {
                        *row = self.table.row(key, slot);
                    }
                    rows.into_iter().for_each(|row| add_row(row, &mut scores));
                    let mut class = best(&scores[..self.classes.len()]);
                    let least = words[at].least;
                    if self.openness.get(usize::from(class)).is_some_and(|openness| *openness < least) {
                        for (score, openness) in scores.iter_mut().zip(&self.openness) {
                            if *openness < least {
                                *score = i32::MIN;
                            }
                        }
                        class = best(&scores[..self.classes.len()]);
                    }
                    last = Some((keys, class));
                    class
                }
            };
            decided(at, class);
            before = [class, before[0]];
            verb = features::verb_before(verb, class, &self.parts);
        }
    }

    /// The lemma script for a word's ending, or whole form, with a tag.
    pub(crate) fn script(&self, ending: &[u8], xpos: Xpos, whole: bool) -> Option<&Script> {
        let extra = (xpos as u32) << 1 | u32::from(whole);
        match *self.table.get(lookup(Lookup::Lemma, features::hash(ending), extra)) {
            [low, high] => self.scripts.get(usize::from(low) | usize::from(high) << 8),
            _ => None,
        }
    }
}

/// Which parts of speech that take in no new words a form can be of.
#[derive(Clone, Copy, Debug)]
pub struct Possible {
    /// A preposition, a conjunction, a determiner, a pronoun, a modal verb.
    pub function_word: bool,
    /// An adverb.
    pub adverb: bool,
}

/// Whether a part of speech takes in new words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Openness {
    /// It does not: prepositions, pronouns.
    #[default]
    Closed,
    /// Only such as show it by their form: adverbs; interjections and words of other languages, which count among them.
    Half,
    /// It does: nouns, verbs, adjectives.
    Open,
}

fn openness(xpos: Xpos) -> Openness {
    use Xpos::{
        Cc, Dt, Ex, Fw, In, Md, Pdt, Prp, PrpDollar, Rb, Rbr, Rbs, Rp, To, Uh, Wdt, Wp, WpDollar, Wrb,
    };
    match xpos {
        In | Dt | Pdt | Md | Prp | PrpDollar | Cc | To | Wdt | Wp | WpDollar | Wrb | Ex => Openness::Closed,
        Rb | Rbr | Rbs | Rp | Uh | Fw => Openness::Half,
        _ => Openness::Open,
    }
}

/// What each byte of a weight stands for: q·|q|.
const WEIGHTS: [i32; 256] = {
    let mut weights = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let q = byte as u8 as i8 as i32;
        weights[byte] = q * q.abs();
        byte += 1;
    }
    weights
};

/// Adds a row's weights to the scores of their classes; four pairs a round, since nearly all the tagger's time goes here.
#[inline]
fn add_row(row: &[u8], scores: &mut [i32; 256]) {
    let (rounds, rest) = row.as_chunks::<8>();
    for &[a, one, b, two, c, three, d, four] in rounds {
        scores[usize::from(a)] += WEIGHTS[usize::from(one)];
        scores[usize::from(b)] += WEIGHTS[usize::from(two)];
        scores[usize::from(c)] += WEIGHTS[usize::from(three)];
        scores[usize::from(d)] += WEIGHTS[usize::from(four)];
    }
    for &[class, weight] in rest.as_chunks::<2>().0 {
        scores[usize::from(class)] += WEIGHTS[usize::from(weight)];
    }
}

/// The class with the highest score, the first one of equals.
fn best(scores: &[i32]) -> u8 {
    let highest = scores.iter().fold(i32::MIN, |highest, &score| highest.max(score));
    scores.iter().position(|&score| score == highest).unwrap_or_default() as u8
}

/// What case the words of a sentence are in; for training.
pub fn case_of(forms: &[&str]) -> Case {
    features::case(forms.iter().copied())
}

/// The form of a word for look-ups; for training.
pub fn norm(form: &str) -> String {
    crate::token::norm(form).into()
}

#[cfg(test)]
mod tests;
