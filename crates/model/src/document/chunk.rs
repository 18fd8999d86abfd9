//! Noun groups and verb groups.

use crate::{TokenId, TokenRange};

/// The index of a noun group in [`Document::nouns`](crate::Document::nouns).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub u32);

/// The index of a verb group in [`Document::verbs`](crate::Document::verbs).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VerbGroupId(pub u32);

/// A base noun group: determiner, figures, adjectives, nouns; nothing after the head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NounGroup {
    /// Its tokens.
    pub tokens: TokenRange,
    /// The noun, name, pronoun or figure that governs it.
    pub head: TokenId,
    /// The group with what follows and belongs to it: "of" and other prepositional phrases, appositions between commas,
    /// brackets. At least `tokens`.
    pub extent: TokenRange,
    /// The noun group that stands in apposition to this one ("Ana Ruiz, *head of the service*,").
    pub apposition: Option<GroupId>,
    /// The next member of a coordination ("police *and soldiers*").
    pub next: Option<GroupId>,
    /// Whose it is: the group before "'s", or the possessive pronoun's own group.
    pub possessor: Option<GroupId>,
    /// Whether a word of the group negates it ("no", "none", "neither").
    pub negated: bool,
}

/// A verb with its auxiliaries, negation and adverbs between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerbGroup {
    /// Its tokens, from the first auxiliary to the main verb (with its particle).
    pub tokens: TokenRange,
    /// The main verb.
    pub head: TokenId,
    /// Active or passive.
    pub voice: Voice,
    /// The tense of the finite verb.
    pub tense: Tense,
    /// Perfect and progressive.
    pub aspect: Aspect,
    /// Modal verb, or none.
    pub modality: Option<Modality>,
    /// Whether it is negated ("not", "never", "n't").
    pub negated: bool,
    /// Finite verbs have a tense; infinitives and participles stand without.
    pub finite: bool,
}

/// Active or passive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Voice {
    #[default]
    Active,
    Passive,
}

/// The tense of a finite verb group; `None` for infinitives and participles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Tense {
    #[default]
    None,
    Past,
    Present,
    Future,
}

/// Perfect and progressive aspect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Aspect {
    /// "has been killed".
    pub perfect: bool,
    /// "is being treated".
    pub progressive: bool,
}

/// What a modal verb, or a verb that works like one, makes of the statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// "may", "might", "could": it is possible.
    Possible,
    /// "must have", "is likely to", "appears to", "seems to": it is inferred or probable.
    Probable,
    /// "would": it depends on something.
    Conditional,
    /// "will", "shall", "is going to", "is to": it is yet to come.
    Future,
    /// "should", "must", "has to", "ought to": it is demanded.
    Obligation,
    /// "can": ability or permission.
    Ability,
}
