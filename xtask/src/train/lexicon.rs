//! What is known of single words: the most frequent tag of each, of their endings, and the only tag of those that have one.

use super::treebank::Gold;
use std::collections::BTreeMap;
use variorum_language::tag::features::{self, Case, NO_TAG, Part, Word};
use variorum_language::tag::norm;

/// A word seen so often belongs to the lexicon.
const LEXICON_COUNT: u32 = 5;
/// A word seen so often, and with one tag nearly always, gets that tag at once.
const CERTAIN_COUNT: u32 = 30;
/// Of a thousand, how many may have another tag.
const CERTAIN_EXCEPTIONS: u32 = 2;

/// The words of a sentence and their tags.
pub(super) type Example = (Vec<Word>, Vec<u8>);

/// What is known of single words.
pub(super) struct Lexicon {
    /// The most frequent tag by key: of words, of endings, and of words that have only one.
    pub(super) tags: BTreeMap<u32, u8>,
    /// What each tag says about clauses.
    parts: Vec<Part>,
}

impl Lexicon {
    pub(super) fn of(sentences: &[Vec<Gold>], parts: &[Part]) -> Lexicon {
        let mut counts: BTreeMap<(Kind, u32), BTreeMap<u8, u32>> = BTreeMap::new();
        for sentence in sentences {
            for (word, token) in words(sentence).iter().zip(sentence) {
                let mut count =
                    |kind, key| *counts.entry((kind, key)).or_default().entry(token.class).or_default() += 1;
                count(Kind::Word, word.lexicon_key());
                count(Kind::Ending, word.ending_key());
                if word.is_plain() {
                    count(Kind::Certain, word.certain_key());
                }
            }
        }
        let mut tags = BTreeMap::new();
        for ((kind, key), tagged) in counts {
            let total: u32 = tagged.values().sum();
            let Some((&tag, &most)) = tagged.iter().max_by_key(|&(tag, n)| (*n, u8::MAX - *tag)) else {
                continue;
            };
            let kept = match kind {
                Kind::Word => total >= LEXICON_COUNT,
                Kind::Ending => total >= LEXICON_COUNT,
                Kind::Certain => {
                    total >= CERTAIN_COUNT && (total - most) * 1000 <= total * CERTAIN_EXCEPTIONS
                }
            };
            if kept {
                tags.insert(key, tag);
            }
        }
        Lexicon { tags, parts: parts.to_vec() }
    }

    /// The words of a sentence with what the lexicon knows of them, and their tags.
    pub(super) fn example(&self, sentence: &[Gold]) -> Example {
        let mut words = words(sentence);
        for word in &mut words {
            let tag = |key| self.tags.get(&key).copied();
            if word.is_plain() {
                word.certain = tag(word.certain_key());
            }
            let guess = word.certain.or_else(|| tag(word.lexicon_key())).or_else(|| tag(word.ending_key()));
            word.guess = guess.unwrap_or(NO_TAG);
        }
        features::look_ahead(&mut words, &self.parts);
        (words, sentence.iter().map(|token| token.class).collect())
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Word,
    Ending,
    Certain,
}

/// What the tokens of a sentence show.
fn words(sentence: &[Gold]) -> Vec<Word> {
    let case: Case = features::case(sentence.iter().map(|token| token.form.as_str()));
    let word = |(idx, token): (usize, &Gold)| Word::new(&token.form, &norm(&token.form), idx == 0, case);
    sentence.iter().enumerate().map(word).collect()
}
