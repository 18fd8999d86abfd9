//! Words that no single card owns: who counts as a person, which scopes nouns name, which verbs leave it open whether
//! something happened, and which words mention events.

use crate::card::{CardIndex, Phrase, WordSet};
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::document::Token;

macro_rules! lists {
    ($($(#[doc = $about:literal])+ $field:ident = $name:literal;)+) => {
        /// The lists of words that the program itself asks for, by fixed names.
        #[derive(Clone, Debug, Default)]
        pub(crate) struct Lists { $($(#[doc = $about])+ pub(crate) $field: WordSet,)+ }

        impl Lists {
            /// The lists out of all those that the files define; a list that none defines is empty.
            pub(crate) fn from_named(named: &BTreeMap<CompactString, Vec<CompactString>>) -> Lists {
                let set = |name: &str| named.get(name).map(|words| words.iter().collect()).unwrap_or_default();
                Lists { $($field: set($name),)+ }
            }

            /// Their names with what they are for.
            pub(crate) const NAMES: &[(&str, &str)] = &[$(($name, concat!($($about),+)),)+];
        }
    };
}

lists! {
    /// Nouns that name persons, beyond those of the scopes.
    persons = "persons";
    /// Endings of nouns that name persons.
    person_endings = "person-endings";
    /// Nouns that end like those of persons and name something else.
    not_persons = "not-persons";
    /// Nouns that name bodies of persons: they act, but one of them is not one person.
    collectives = "collectives";
    /// Nouns of which one is two persons ("a *couple* and their children").
    pairs = "pairs";
    /// Nouns of institutions and papers that can give a figure ("a *report* put the toll at 12").
    institutions = "institutions";
    /// Pronouns of one person.
    pronouns = "singular-pronouns";
    /// Words that name all who are counted, so that a figure with them has no scope ("people", "others").
    unscoped = "unscoped";
    /// Prepositions of a passive verb's agent.
    agent = "agent-prepositions";
    /// Prepositions that join a noun to what it is about.
    of = "of-prepositions";
    /// Prepositions that lead to the place of an event.
    at = "place-prepositions";
    /// Verbs and nouns whose completion is open: plans, wishes, threats, fears, orders.
    open = "open-verbs";
    /// Verbs and nouns whose completion did not happen.
    void = "void-verbs";
    /// Verbs and nouns of what somebody means to do or what was prevented: what completes them is an event of its own, that
    /// did not come about ("*planning* an attack", "*prevented* a bombing", "an *attempt* to kill").
    plans = "plan-words";
    /// Verbs of what keeps an event from happening: "*thwarted* the attack".
    averting = "averting-verbs";
    /// Adjectives of events that were meant and did not come about ("a *foiled* attack").
    plan_adjectives = "plan-adjectives";
    /// Verbs between an event and what it is said to be ("the attack *was* the deadliest in years").
    identity = "identity-verbs";
    /// Verbs whose infinitive did happen ("managed to").
    implicative = "implicative-verbs";
    /// Adverbs of what happens as a rule.
    habitual = "habitual-adverbs";
    /// Adjectives of an event that did not happen or is only thought of.
    void_adjectives = "void-adjectives";
    /// Adjectives that set an event apart from the one that a report is about ("previous", "similar").
    earlier = "earlier-adjectives";
    /// Determiners that point to an event just told.
    definite = "definite-determiners";
    /// Verbs that say when or where an event was ("take place", "occur").
    happen = "happen-verbs";
    /// Nouns of places, before which a name names the place ("the Harbour *district*").
    localities = "localities";
    /// Verbs that say how things stand, so that the present tense tells of no habit.
    states = "state-verbs";
    /// Prepositions of a period over which figures are summed up ("*in* 9 years").
    over = "period-prepositions";
    /// Nouns of what is counted over and over ("an annual *toll*").
    rates = "rate-nouns";
    /// Prepositions that join a time to what happened then.
    when = "time-prepositions";
    /// Prepositions that lead to an event for comparison ("the worst *since* the bombing").
    apart = "apart-prepositions";
    /// Verbs between two events ("the attack *followed* a bombing").
    sequence = "sequence-verbs";
    /// Verbs between a cause and what it brought about ("a leak *started* the fire").
    causing = "causing-verbs";
    /// Verbs of what can come of an event days later ("he *died* on Saturday").
    aftermath = "aftermath-verbs";
    /// Words by which such a clause says so ("two of the *injured* died on Saturday").
    aftermath_signs = "aftermath-signs";
    /// Words by which the clause around or behind it does ("a woman died on Saturday, taking the *toll* to 12").
    aftermath_counts = "aftermath-counts";
    /// Conjunctions of what happened at the same time ("the town shook *when* …").
    at_once = "at-once-words";
    /// Prepositions of nouns of attack that lead to what was hit ("the attack *on* Eastport").
    upon = "upon-prepositions";
    /// Verbs whose object, if it is a place, is where it happened ("bombed Eastport").
    hitting = "hitting-verbs";
    /// Words for where the report is written ("*here*", "in *this* city").
    here = "here-words";
    /// Verbs of those who look into an event on the spot ("police are *investigating* a shooting").
    local = "local-verbs";
    /// Words that say where something is ("a mill *located* in Eastport", "a house *where* …").
    located = "located-words";
    /// Verbs of those who come to where it happens ("*entered* a house in Eastport and shot two").
    arriving = "arriving-verbs";
    /// Words of distances and directions, behind which a place is named as a landmark ("40 *km* from Eastport").
    bearings = "bearings";
    /// Verbs whose past looks like the present ("they *set* the hall on fire").
    unchanging = "unchanging-verbs";
    /// Words that lead to a question within a sentence ("asked *whether*").
    asking = "asking-words";
    /// Nouns of what is attacked in words only ("attacked the *plan*").
    ideas = "ideas";
    /// Nouns of measures and portions of what follows them ("two *sticks* of dynamite").
    portions = "portion-nouns";
    /// Words in names of streets: a street is claimed as the place only where nothing else is named.
    streets = "streets";
    /// Words that lead from an older figure ("up *from* 12").
    superseded = "superseded-prepositions";
    /// Pronouns of the third person that stand for one thing or body ("it").
    one_pronouns = "one-pronouns";
    /// Pronouns of the third person that stand for several ("they").
    several_pronouns = "several-pronouns";
    /// Pronouns by which those who speak mean themselves ("we").
    speakers = "speaker-pronouns";
    /// Nouns of those who make up a body, so that what they do the body does ("its *fighters*").
    members = "member-nouns";
    /// Words behind an adjective of a people that make it a likeness or an origin of things ("a Norlandic-*made* bomb").
    likened = "likeness-words";
    /// Nouns of what a country begins with ("the Norlandic *border*").
    borders = "border-nouns";
    /// Verbs that make what completes them a suspicion ("*suspected* of planting").
    suspecting = "suspecting-verbs";
    /// Words before what is set against what was said ("Norland *rather* than Sudmark").
    instead = "instead-words";
    /// Adjectives that make a noun a suspicion ("*alleged* involvement").
    hedging = "hedging-adjectives";
    /// Adjectives that call a noun into question ("*supposed* involvement").
    doubting = "doubting-adjectives";
    /// Words behind a figure that no longer holds ("40 as *first* reported").
    at_first = "superseded-adverbs";
    /// Modal verbs that in the perfect tell of what did not happen ("*could* have killed hundreds").
    counterfactual = "counterfactual-modals";
    /// Words before a time at which a figure is said to hold ("*as of* Friday").
    as_of = "as-of-words";
    /// Words before a time up to which a count goes ("*by* late evening 40 had been treated").
    by_then = "by-then-words";
    /// Words that make a count one of the day on which it is told ("*so far*").
    so_far = "so-far-words";
}

/// The words that mention events of a kind.
#[derive(Clone, Debug)]
pub(crate) struct Trigger {
    pub(crate) kind: CompactString,
    /// Where it stands, for messages.
    pub(crate) at: String,
    pub(crate) examples: Vec<String>,
    pub(crate) counterexamples: Vec<String>,
    pub(crate) nouns: Vec<Phrase>,
    pub(crate) verbs: Vec<Phrase>,
}

/// All words outside cards.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    pub(crate) lists: Lists,
    /// From a noun to the scope that it names.
    pub(crate) scopes: BTreeMap<CompactString, CompactString>,
    /// From the adjective of a people or a part of the world, in lower case, to what it calls home.
    pub(crate) homes: BTreeMap<CompactString, CompactString>,
    /// The values of `homes`.
    home_names: BTreeSet<CompactString>,
    pub(crate) triggers: Vec<Trigger>,
    /// Nouns of triggers; indices into `triggers`.
    pub(crate) trigger_nouns: CardIndex,
    /// Verbs of triggers; indices into `triggers`.
    pub(crate) trigger_verbs: CardIndex,
}

impl Lexicon {
    pub(crate) fn new(
        named: &BTreeMap<CompactString, Vec<CompactString>>,
        scopes: BTreeMap<CompactString, CompactString>,
        homes: BTreeMap<CompactString, CompactString>,
        triggers: Vec<Trigger>,
    ) -> Lexicon {
        Lexicon {
            lists: Lists::from_named(named),
            scopes,
            home_names: homes.values().cloned().collect(),
            homes,
            trigger_nouns: CardIndex::new(triggers.iter().map(|trigger| trigger.nouns.as_slice())),
            trigger_verbs: CardIndex::new(triggers.iter().map(|trigger| trigger.verbs.as_slice())),
            triggers,
        }
    }

    /// Whether this is the name of a country or of a part of the world.
    pub(crate) fn is_home(&self, name: &str) -> bool {
        self.home_names.contains(name)
    }

    /// Whether words for events can end or begin with this one.
    pub(crate) fn is_event_word(&self, token: &Token) -> bool {
        !self.trigger_nouns.of(&token.lemma).is_empty() || !self.trigger_verbs.of(&token.lemma).is_empty()
    }

    /// Whether a noun of this dictionary form names a person or persons.
    pub(crate) fn is_person(&self, lemma: &str) -> bool {
        if self.lists.persons.contains(lemma) || self.scopes.contains_key(lemma) {
            return true;
        }
        if self.lists.not_persons.contains(lemma) {
            return false;
        }
        // Endings of two to six letters: few enough to look each one up.
        (2..=6).any(|length| {
            lemma.len() > length + 2
                && lemma
                    .get(lemma.len() - length..)
                    .is_some_and(|ending| self.lists.person_endings.contains(ending))
        })
    }
}
