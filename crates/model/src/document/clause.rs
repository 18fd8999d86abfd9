//! Clauses: a predicate and the roles around it.

use super::{GroupId, Modality, SentenceId, Tense, VerbGroupId, Voice};
use crate::{Span, TokenId, TokenRange};

/// The index of a clause in [`Document::clauses`](crate::Document::clauses).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseId(pub u32);

/// A predicate with its voice, tense, negation, modality and arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its sentence.
    pub sentence: SentenceId,
    /// From the first to the last word that belongs to it, clauses within it included.
    pub extent: TokenRange,
    /// The predicate: a verb group, a noun of an event ("the death of …"), or a predicative adjective ("12 dead").
    pub predicate: TokenRange,
    /// The word of the predicate that carries the meaning; its lemma is what word lists name.
    pub head: TokenId,
    /// The verb group, where the predicate is one.
    pub verb: Option<VerbGroupId>,
    /// How the predicate is made.
    pub form: ClauseForm,
    /// How the clause stands to the one around it.
    pub role: ClauseRole,
    /// The clause around it.
    pub parent: Option<ClauseId>,
    /// Active or passive.
    pub voice: Voice,
    /// The tense of the finite verb.
    pub tense: Tense,
    /// Whether it is negated, by the verb or by the subject ("no one was killed").
    pub negated: bool,
    /// Modal verb, or a verb that works like one ("appears to have").
    pub modality: Option<Modality>,
    /// The surface subject; of participles, relative and controlled clauses the one that is understood.
    pub subject: Option<Argument>,
    /// The direct object.
    pub object: Option<Argument>,
    /// The indirect object, or the predicative noun of a copula ("the attack *was the deadliest*" has it in `object`).
    pub indirect: Option<Argument>,
    /// The clause that completes the predicate ("said *that …*", "plans *to …*").
    pub complement: Option<ClauseId>,
    /// Prepositional phrases and temporal noun groups that belong to the predicate.
    pub modifiers: Vec<Modifier>,
    /// Adverbs that belong to the predicate.
    pub adverbs: Vec<TokenId>,
}

/// How a predicate is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClauseForm {
    /// A finite verb.
    Finite,
    /// An infinitive.
    Infinitive,
    /// A participle ("killing 12", "wounded in the blast").
    Participle,
    /// A noun of an event or a state with what depends on it ("the killing of 12 people by …").
    Nominal,
    /// Words without a verb ("12 dead", "Toll at 12", headlines).
    Verbless,
}

/// How a clause stands to the clause around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClauseRole {
    /// It stands by itself.
    Main,
    /// It is joined to one by "and", "but", "or", or a semicolon.
    Coordinate,
    /// It completes a predicate.
    Complement,
    /// It describes a noun ("who died", "killed in the blast").
    Relative,
    /// It states a condition ("if", "unless", "in case").
    Condition,
    /// It gives time, cause, purpose, concession ("after", "because", "although").
    Adverbial,
    /// It is a question.
    Question,
}

/// A noun group in a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The group; of a coordination the first one (follow [`NounGroup::next`](super::NounGroup::next)).
    pub group: GroupId,
    /// The tokens of the whole argument, coordination and what belongs to its groups included.
    pub tokens: TokenRange,
    /// Its words.
    pub span: Span,
    /// Its governing word.
    pub head: TokenId,
}

/// A prepositional phrase, or a noun group that works like one ("on Friday", "last week").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modifier {
    /// The first word of the preposition; `None` for a bare noun group.
    pub preposition: Option<TokenId>,
    /// What it governs.
    pub argument: Argument,
}
