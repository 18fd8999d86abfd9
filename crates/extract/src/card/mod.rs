//! Cards: one way to say a property each, with the sentences that test it.
//!
//! ```text
//! toll-patient
//!   words    kill, slay, shoot dead        dictionary forms, from a list
//!   where    patient                       a place of the closed vocabulary, see `construction`
//!   yields   killed
//!   example  At least ‹139 people› were killed on Friday.     139..
//!   not      At least 139 people were honoured on Friday.
//! ```

mod antecedent;
mod circumstance;
mod clause_map;
mod construction;
mod dateline;
mod example;
mod filler;
mod matcher;
mod when;
mod words;

pub(crate) use antecedent::antecedents;
pub(crate) use clause_map::ClauseMap;
pub(crate) use construction::WordForm;
pub use construction::{Place, WordClass};
pub use example::{Example, ExampleFailure};
pub(crate) use filler::noun_phrases;
pub(crate) use matcher::{Filler, Matched, fillers_at, find_all};
pub(crate) use words::{CardIndex, Phrase, WordSet};

use compact_str::CompactString;
use variorum_model::document::EntityKind;
use variorum_model::{Certainty, Stance};

/// A card, checked and with its lists resolved.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its name, unique in an ontology; each claim keeps it.
    pub name: CompactString,
    /// What it reads and what it leaves alone, for people.
    pub about: String,
    /// The property of its claims.
    pub property: CompactString,
    /// The file that it stands in.
    pub file: String,
    /// The line of its name.
    pub line: usize,
    /// Where the value stands.
    pub place: Place,
    /// Sentences that it reads.
    pub examples: Vec<Example>,
    /// Sentences that it must not read.
    pub counterexamples: Vec<String>,
    pub(crate) words: Vec<Phrase>,
    pub(crate) class: Option<WordClass>,
    pub(crate) prepositions: WordSet,
    pub(crate) needs: Vec<(Place, WordSet)>,
    pub(crate) lacks: Vec<(Place, WordSet)>,
    pub(crate) counted: Option<WordSet>,
    /// The kinds of names that an actor can have; `None` for all that act.
    pub(crate) entities: Option<Vec<EntityKind>>,
    pub(crate) form: Option<WordForm>,
    pub(crate) plans: bool,
    /// Whether its figure counts what the last figure told of counts.
    pub(crate) again: bool,
    /// Whether one person without a figure is none.
    pub(crate) figures: bool,
    /// Whether its figure is a part where the report has a greater one.
    pub(crate) partial: bool,
    /// The property that its claims give way to, where the same persons have one.
    pub(crate) unless: Option<CompactString>,
    pub(crate) stance: Option<Stance>,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) scope: Option<CompactString>,
    pub(crate) roles: Vec<(CompactString, Place)>,
    /// Where the one stands who says so by the card's own words ("*Police* accused …").
    pub(crate) source: Option<Place>,
}

impl Card {
    /// The words that it looks for, as dictionary forms.
    pub fn words(&self) -> impl Iterator<Item = String> + '_ {
        self.words.iter().map(Phrase::to_string)
    }
}
