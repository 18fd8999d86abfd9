//! The places in which a value can stand to the words of a card: the closed vocabulary of `where`, `needs`, `lacks` and
//! `roles`.
//!
//! ```text
//! patient    ‹139 people› were killed      the blast killed ‹139 people›
//! agent      ‹gunmen› killed a guard       a guard was killed by ‹gunmen›
//! state      ‹12› dead                     the blast left ‹12 people› dead
//! phrase     the death of ‹12 people›      the toll rose to ‹139›
//! ```

macro_rules! places {
    ($($(#[doc = $about:literal])+ $variant:ident = $label:literal, $example:literal;)+) => {
        /// Where a value stands to the words of a card.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Place { $($(#[doc = $about])+ $variant,)+ }

        impl Place {
            /// All places, in the order in which the documentation lists them.
            pub const ALL: &[Place] = &[$(Place::$variant,)+];

            /// The place as files of the ontology write it.
            pub fn label(self) -> &'static str {
                match self { $(Place::$variant => $label,)+ }
            }

            /// What it is, for people.
            pub fn about(self) -> &'static str {
                match self { $(Place::$variant => concat!($($about),+),)+ }
            }

            /// An example: the trigger in capitals, the value in ‹marks›.
            pub fn example(self) -> &'static str {
                match self { $(Place::$variant => $example,)+ }
            }
        }
    };
}

places! {
    /// The subject of the verb in the active voice, of a copula, or of a predicative adjective.
    Subject = "subject", "‹12 people› DIED";
    /// The subject of the verb in the passive voice, participles included.
    PassiveSubject = "passive subject", "‹12 people› WERE KILLED; the ‹12 people› KILLED there";
    /// The direct object of the verb in the active voice.
    Object = "object", "the blast KILLED ‹12 people›";
    /// Whom it is done to: the object of the active verb or the subject of the passive one.
    Patient = "patient", "the blast KILLED ‹12 people›; ‹12 people› WERE KILLED";
    /// Who does it: the subject of the active verb or the phrase that names the agent of the passive one.
    Agent = "agent", "‹gunmen› KILLED a guard; a guard WAS KILLED by ‹gunmen›";
    /// The noun that completes a copula or a second object.
    Complement = "complement", "the toll IS ‹12›";
    /// A phrase of the verb or noun with one of the card's `prepositions`.
    Phrase = "phrase", "the DEATH of ‹12 people›; the toll ROSE to ‹12›";
    /// The figure or the noun group that the adjective is said of, before or after it.
    State = "state", "‹12 people› are DEAD; it left ‹12› DEAD";
    /// The figure that counts the noun.
    Count = "count", "‹12› DEATHS";
    /// The noun's own group: determiner, figure, adjectives, noun.
    Itself = "itself", "‹a car BOMB› went off";
    /// The group and all that belongs to it.
    Group = "group", "‹the DEADLIEST attack since 1999›";
    /// The noun whose phrase it stands in, behind one of the card's `prepositions`.
    Host = "host", "‹12 people› in HOSPITAL";
    /// A noun and all that it is joined to, behind which the word stands in a phrase.
    Hosts = "hosts", "‹12 passengers and 3 crew› on BOARD";
    /// An adverb of the verb.
    Adverb = "adverb", "a man was ‹fatally› SHOT";
    /// All words of the clause, for `needs` and `lacks`.
    Clause = "clause", "‹the number of dead ROSE to 12›";
    /// Whose it is.
    Possessor = "possessor", "‹the army›'s ATTACK";
    /// The noun group beside it that means the same.
    Apposition = "apposition", "the SUSPECT, ‹Ana Ruiz›, fled";
    /// The nouns or names in the group before the word.
    Before = "before", "a ‹Red Dawn› ATTACK";
    /// The nouns or names in the group after the word.
    After = "after", "SUSPECTED ‹Red Dawn rebels›";
    /// A length of time, a measure or an amount of money that belongs to the verb or noun.
    Measure = "measure", "help ARRIVED ‹20 minutes› later";
    /// A point or stretch of time that belongs to the verb or noun.
    Time = "time", "the embassy WARNED on ‹7 March›";
    /// A named place that belongs to the verb or noun.
    Place = "place", "the ATTACK in ‹Eastport›";
    /// A named place of the clause beside it, for a verb that has none of its own: where those were who did it or suffered it.
    Beside = "beside", "was SHOT as he left his home in ‹Eastport›; entered a house in ‹Eastport› and SHOT two";
    /// The place at the head of the report, for a word of its first sentences.
    Dateline = "dateline", "‹EASTPORT›, Norland (NNA) - A mill BURNED";
    /// The clause that completes the verb or noun.
    Content = "content", "the embassy WARNED ‹that an attack was near›";
    /// The clause of the word: verb, object and what belongs to them, without the subject.
    Predicate = "predicate", "the storm ‹DESTROYED 200 homes›";
}

impl Place {
    /// The place of this name.
    pub fn from_label(label: &str) -> Option<Place> {
        Place::ALL.iter().copied().find(|place| place.label() == label)
    }
}

/// The form that a card's word must have in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordForm {
    /// "the *deadliest* attack".
    Superlative,
    /// "was *to blame*".
    Infinitive,
}

impl WordForm {
    /// All forms with their names in files of the ontology.
    pub(crate) const ALL: &[(&str, WordForm)] =
        &[("superlative", WordForm::Superlative), ("infinitive", WordForm::Infinitive)];
}

/// The class of word that a card's words must be of in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordClass {
    /// The predicate of a clause.
    Verb,
    /// A noun.
    Noun,
    /// An adjective, predicative or in a group.
    Adjective,
}

impl WordClass {
    /// All classes with their names in files of the ontology.
    pub const ALL: &[(&str, WordClass)] =
        &[("verb", WordClass::Verb), ("noun", WordClass::Noun), ("adjective", WordClass::Adjective)];

    /// The class of this name.
    pub fn from_label(label: &str) -> Option<WordClass> {
        WordClass::ALL.iter().find(|(name, _)| *name == label).map(|(_, class)| *class)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lead_back_to_their_places() {
        for place in Place::ALL {
            assert_eq!(Place::from_label(place.label()), Some(*place));
            assert!(place.example().contains('‹'), "{} shows no value", place.label());
        }
    }
}
