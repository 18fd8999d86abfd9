//! Noun and verb groups.
//!
//! ```text
//! [Anna Ruiz], [head] of [the rescue service], ‹said› [at least 12 people] ‹had been killed› in [the fire].
//! ```
//!
//! Square brackets are base noun groups, angles verb groups. The base groups come first, by one walk over the tags of a
//! sentence; then the verb groups over what is left; then the noun groups are linked: what follows a group and belongs
//! to it, appositions, coordinations, possessors. Each walk is linear in the number of tokens.

mod link;
mod mend;
mod noun;
mod tags;
mod verb;
pub(crate) mod words;

pub(crate) use tags::mend_tags;
pub(crate) use words::Words;

use crate::{Language, clause};
use variorum_model::Document;
use variorum_model::document::{NounGroup, Sentence, Token, VerbGroup, Xpos};

/// The groups of a document that has its tokens and quotations.
pub(crate) fn chunks(document: &Document, language: &Language) -> (Vec<NounGroup>, Vec<VerbGroup>) {
    let words = &language.groups;
    let classes: Vec<u64> = document.tokens.iter().map(|token| words.classes(&token.norm)).collect();
    let mut nouns = Vec::new();
    let mut verbs = Vec::new();
    for sentence in &document.sentences {
        let line = Line::new(document, sentence, words, &language.clauses, &classes);
        let first_noun = nouns.len();
        noun::groups(&line, &mut nouns);
        let first_verb = verbs.len();
        verb::groups(&line, &nouns[first_noun..], &mut verbs);
        link::link(&line, first_noun, &mut nouns, &verbs[first_verb..]);
    }
    (nouns, verbs)
}

/// A sentence as the walks see it: its tokens by their index in the document, each with its classes of words.
pub(crate) struct Line<'d> {
    tokens: &'d [Token],
    classes: &'d [u64],
    words: &'d Words,
    clauses: &'d clause::Words,
    /// The first token of the sentence.
    start: usize,
    /// The token after its last one.
    end: usize,
}

impl<'d> Line<'d> {
    fn new(
        document: &'d Document,
        sentence: &Sentence,
        words: &'d Words,
        clauses: &'d clause::Words,
        classes: &'d [u64],
    ) -> Line<'d> {
        let end = (sentence.tokens.end as usize).min(document.tokens.len());
        let start = (sentence.tokens.start as usize).min(end);
        Line { tokens: &document.tokens, classes, words, clauses, start, end }
    }

    /// The token at this index, where it lies in the sentence.
    fn at(&self, idx: usize) -> Option<&'d Token> {
        if idx >= self.start && idx < self.end { self.tokens.get(idx) } else { None }
    }

    /// The token before this index, where it lies in the sentence.
    fn before(&self, idx: usize) -> Option<&'d Token> {
        idx.checked_sub(1).and_then(|idx| self.at(idx))
    }

    /// Whether the token at this index is in the class.
    fn is(&self, idx: usize, class: u64) -> bool {
        idx >= self.start && idx < self.end && self.classes.get(idx).is_some_and(|it| it & class != 0)
    }

    /// Whether a participle stands before a plural and its verb at the beginning of the sentence: "Suspected rebels attacked …".
    fn opens_with_participle(&self, at: usize) -> bool {
        let xpos = |idx: usize| self.at(idx).map(|token| token.xpos);
        let opens = at == self.start || xpos(at.wrapping_sub(1)) == Some(Xpos::OpenQuote);
        let mut verb = at + 2;
        while verb < at + 4 && xpos(verb) == Some(Xpos::Rb) {
            verb += 1;
        }
        opens
            && xpos(at + 1) == Some(Xpos::Nns)
            && matches!(xpos(verb), Some(Xpos::Vbd | Xpos::Vbp | Xpos::Md))
    }

    /// How many tokens the longest phrase of this class has that begins here; 0 for none.
    fn phrase(&self, idx: usize, class: u64) -> usize {
        if !self.is(idx, class | words::OPENS_PHRASE) {
            return 0;
        }
        self.words.phrase(self.tokens.get(idx..self.end).unwrap_or_default(), class)
    }
}

#[cfg(test)]
mod tests;
