//! Words and phrases of cards, and the index that leads from a word of the text to the cards that want it.

use compact_str::CompactString;
use std::collections::{BTreeSet, HashMap};

/// A set of dictionary forms. With "*" among them, every word is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordSet(BTreeSet<CompactString>);

/// The word that stands for all.
const ANY: &str = "*";

impl WordSet {
    pub(crate) fn contains(&self, lemma: &str) -> bool {
        self.0.contains(lemma) || self.0.first().is_some_and(|first| first == ANY)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The word, where the set has but one.
    pub(crate) fn only(&self) -> Option<&CompactString> {
        self.0.first().filter(|word| self.0.len() == 1 && *word != ANY)
    }
}

impl<S: AsRef<str>> FromIterator<S> for WordSet {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> WordSet {
        WordSet(words.into_iter().map(|word| CompactString::from(word.as_ref())).collect())
    }
}

/// One or more words: "kill", "death toll", "shoot dead", "carry out". For a verb the first word carries the meaning and
/// the others follow it, not necessarily at once ("shot 12 people dead"); for a noun or an adjective the last one does,
/// and the others stand directly before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase(Vec<CompactString>);

impl Phrase {
    /// The phrase of these words; `None` for no word.
    pub(crate) fn parse(text: &str) -> Option<Phrase> {
        let words: Vec<CompactString> = text.split_whitespace().map(CompactString::from).collect();
        (!words.is_empty()).then_some(Phrase(words))
    }

    pub(crate) fn first(&self) -> &str {
        self.0.first().map(CompactString::as_str).unwrap_or_default()
    }

    pub(crate) fn last(&self) -> &str {
        self.0.last().map(CompactString::as_str).unwrap_or_default()
    }

    /// The words after the first.
    pub(crate) fn after_first(&self) -> &[CompactString] {
        self.0.get(1..).unwrap_or_default()
    }

    /// The words before the last.
    pub(crate) fn before_last(&self) -> &[CompactString] {
        self.0.split_last().map(|(_, rest)| rest).unwrap_or_default()
    }
}

impl std::fmt::Display for Phrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

/// From a word to the phrases of cards that it can carry.
#[derive(Clone, Debug, Default)]
pub(crate) struct CardIndex {
    /// By the word: (card, phrase in the card), in the order of the cards.
    by_word: HashMap<CompactString, Vec<(u32, u32)>>,
}

impl CardIndex {
    /// The index of these cards' words. Only looked up, never iterated.
    pub(crate) fn new<'c>(cards: impl IntoIterator<Item = &'c [Phrase]>) -> CardIndex {
        let mut index = CardIndex::default();
        for (card, words) in cards.into_iter().enumerate() {
            for (phrase_idx, phrase) in words.iter().enumerate() {
                let entry = (card as u32, phrase_idx as u32);
                index.by_word.entry(phrase.first().into()).or_default().push(entry);
                if phrase.last() != phrase.first() {
                    index.by_word.entry(phrase.last().into()).or_default().push(entry);
                }
            }
        }
        index
    }

    /// The phrases whose first or last word this is.
    pub(crate) fn of(&self, lemma: &str) -> &[(u32, u32)] {
        self.by_word.get(lemma).map(Vec::as_slice).unwrap_or_default()
    }
}
