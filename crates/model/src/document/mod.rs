//! A text and its layers.
//!
//! The text is fixed first. Each layer is a sorted list of its own type that points into the text by spans and to
//! earlier layers only; no step edits another step's layer:
//!
//! ```text
//! text → sentences → tokens → quotations → chunks (noun and verb groups) → quantities, times, names → clauses
//! ```
//!
//! Clauses are the interface to `extract`: predicates and the roles around them, never word order.

mod chunk;
mod clause;
mod name;
mod quantity;
mod quotation;
mod timex;
mod token;

pub use chunk::{Aspect, GroupId, Modality, NounGroup, Tense, VerbGroup, VerbGroupId, Voice};
pub use clause::{Argument, Clause, ClauseForm, ClauseId, ClauseRole, Modifier};
pub use name::{Entity, EntityId, EntityKind, Mention, MentionForm, MentionId};
pub use quantity::{Quantity, QuantityKind, Relation, Unit};
pub use quotation::Quotation;
pub use timex::{Anchor, Timex, TimexType};
pub use token::{Sentence, SentenceId, Token, Upos, Xpos};

use crate::{Published, Span, TokenId, TokenRange};

/// A text and its layers. Layers that were not computed are empty.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The text that all spans count in.
    pub text: String,
    /// When the text was published; times are resolved against it.
    pub published: Option<Published>,
    /// The sentences in order. Furniture belongs to none.
    pub sentences: Vec<Sentence>,
    /// The tokens in order; each belongs to one sentence.
    pub tokens: Vec<Token>,
    /// Quotations by their first byte; nested ones follow the one around them.
    pub quotations: Vec<Quotation>,
    /// Base noun groups in order; they do not overlap.
    pub nouns: Vec<NounGroup>,
    /// Verb groups in order; they do not overlap.
    pub verbs: Vec<VerbGroup>,
    /// Figures in order; they do not overlap.
    pub quantities: Vec<Quantity>,
    /// Time expressions in order; they do not overlap.
    pub times: Vec<Timex>,
    /// Mentions of entities (names, nominals, pronouns) in order of their first byte.
    pub mentions: Vec<Mention>,
    /// The entities that the mentions are about, in order of first mention.
    pub entities: Vec<Entity>,
    /// Clauses in order of their predicates.
    pub clauses: Vec<Clause>,
}

impl Document {
    /// The words at a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The words of a description as they would stand within a sentence: the capital of a sentence's beginning is no part of
    /// them, that of a name or a short form is. "The coastguard" is the coastguard; "Ana Ruiz" stays.
    pub fn in_running_text(&self, span: Span) -> String {
        let words = self.words(span);
        let first = self.tokens.get(self.tokens_in(span).start as usize);
        let small = first.is_some_and(|first| {
            first.upos != Upos::Propn && !first.span.of(&self.text).chars().skip(1).any(char::is_uppercase)
        });
        let mut letters = words.chars();
        match letters.next().filter(|_| small) {
            Some(first) => first.to_lowercase().chain(letters).collect(),
            None => words.to_owned(),
        }
    }

    /// The token with this id. Ids come from this document; a foreign one panics.
    pub fn token(&self, id: TokenId) -> &Token {
        &self.tokens[id.index()]
    }

    /// A token's form as it stands in the text.
    pub fn form(&self, id: TokenId) -> &str {
        self.words(self.token(id).span)
    }

    /// The span from the first to the last of these tokens; empty for none.
    pub fn span(&self, tokens: TokenRange) -> Span {
        match self.tokens.get(tokens.range()) {
            Some([first, .., last]) => first.span.join(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }

    /// The tokens that lie wholly within the span.
    pub fn tokens_in(&self, span: Span) -> TokenRange {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        TokenRange::new(start, end)
    }

    /// The sentence that holds the token.
    pub fn sentence_of(&self, token: TokenId) -> Option<SentenceId> {
        let idx = self.sentences.partition_point(|sentence| sentence.tokens.end <= token.0);
        (idx < self.sentences.len()).then_some(SentenceId(idx as u32))
    }

    /// The noun group that holds the token.
    pub fn noun_at(&self, token: TokenId) -> Option<GroupId> {
        let idx = self.nouns.partition_point(|group| group.tokens.end <= token.0);
        self.nouns.get(idx).filter(|group| group.tokens.covers(token)).map(|_| GroupId(idx as u32))
    }

    /// The verb group that holds the token.
    pub fn verb_at(&self, token: TokenId) -> Option<VerbGroupId> {
        let idx = self.verbs.partition_point(|group| group.tokens.end <= token.0);
        self.verbs.get(idx).filter(|group| group.tokens.covers(token)).map(|_| VerbGroupId(idx as u32))
    }

    /// The innermost mention that covers the token.
    pub fn mention_at(&self, token: TokenId) -> Option<MentionId> {
        let end = self.mentions.partition_point(|mention| mention.tokens.start <= token.0);
        let covering = (0..end).rev().take(8).filter(|&idx| self.mentions[idx].tokens.covers(token));
        covering.min_by_key(|&idx| self.mentions[idx].tokens.len()).map(|idx| MentionId(idx as u32))
    }

    /// The time expressions that overlap the span.
    pub fn times_in(&self, span: Span) -> impl Iterator<Item = &Timex> {
        let start = self.times.partition_point(|timex| timex.span.end <= span.start);
        self.times[start..].iter().take_while(move |timex| timex.span.start < span.end)
    }

    /// The figures that overlap the run of tokens.
    pub fn quantities_in(&self, tokens: TokenRange) -> impl Iterator<Item = &Quantity> {
        let start = self.quantities.partition_point(|quantity| quantity.tokens.end <= tokens.start);
        self.quantities[start..].iter().take_while(move |quantity| quantity.tokens.start < tokens.end)
    }
}
