//! Words that are no cues themselves but say something of the words around one: a set of bits for each.
//!
//! ```text
//! minister   a person        ministry   a body        report   a text        falsely   the report denies what is said
//! ```

use super::file::{Lists, StanceLists};

/// The lists of the file with the class of their words.
pub(super) fn classes<'f>(lists: &'f Lists, stance: &'f StanceLists) -> Vec<(&'f [String], u64)> {
    let all = [
        (&stance.denying_adverbs, DENYING_ADVERB),
        (&stance.doubting_adverbs, DOUBTING_ADVERB),
        (&stance.hedging_adverbs, HEDGING_ADVERB),
        (&stance.denying_adjectives, DENYING_ADJECTIVE),
        (&stance.doubting_adjectives, DOUBTING_ADJECTIVE),
        (&stance.hedging_adjectives, HEDGING_ADJECTIVE),
        (&stance.lacking, LACKING),
        (&stance.evidence, EVIDENCE),
        (&lists.people, PERSON),
        (&lists.bodies, BODY),
        (&lists.texts, TEXT),
        (&lists.empty_subjects, EMPTY),
        (&lists.boundaries, BOUNDARY),
        (&lists.times, TIME),
        (&lists.indefinite, INDEFINITE),
        (&lists.complementizers, COMPLEMENTIZER),
        (&lists.questions, QUESTION),
        (&lists.subordinators, SUBORDINATOR),
        (&lists.agents, AGENT),
        (&lists.beneficiaries, BENEFICIARY),
        (&lists.manner, MANNER),
        (&lists.origins, ORIGIN),
        (&lists.neuter, NEUTER),
        (&lists.plural, PLURAL),
        (&lists.light, LIGHT),
        (&lists.negations, NEGATION),
        (&lists.things, THING),
        (&lists.givers, GIVER),
        (&lists.statements, STATEMENT),
        (&lists.affirming, AFFIRMING),
        (&stance.withholding, WITHHOLDING),
        (&lists.quoting, QUOTING),
        (&lists.reflexives, REFLEXIVE),
    ];
    all.map(|(list, class)| (list.as_slice(), class)).to_vec()
}

/// Nouns for people, by what they are or do.
pub(crate) const PERSON: u64 = 1;
/// Nouns for bodies that speak.
pub(crate) const BODY: u64 = 1 << 1;
/// Nouns for texts and inquiries that say or show something.
pub(crate) const TEXT: u64 = 1 << 2;
/// Subjects that stand for nobody ("it", "there").
pub(crate) const EMPTY: u64 = 1 << 3;
/// Conjunctions after a comma that end a content.
pub(crate) const BOUNDARY: u64 = 1 << 4;
/// Nouns of time.
pub(crate) const TIME: u64 = 1 << 5;
/// Determiners and figures that leave open who it is.
pub(crate) const INDEFINITE: u64 = 1 << 6;
/// What begins a clause that is a content.
pub(crate) const COMPLEMENTIZER: u64 = 1 << 7;
/// What begins an indirect question.
pub(crate) const QUESTION: u64 = 1 << 8;
/// What begins a clause of time, cause or condition.
pub(crate) const SUBORDINATOR: u64 = 1 << 9;
/// What names the agent of a passive.
pub(crate) const AGENT: u64 = 1 << 10;
/// What names the subject of an infinitive.
pub(crate) const BENEFICIARY: u64 = 1 << 11;
/// What joins a frame to the clause that it stands in ("as he said").
pub(crate) const MANNER: u64 = 1 << 12;

/// Prepositions that bind to a name ("Ana Ruiz of Eastport").
pub(crate) const ORIGIN: u64 = 1 << 23;
/// Verbs that say little beside the noun that is the cue ("raised concerns that").
pub(crate) const LIGHT: u64 = 1 << 24;
/// Pronouns for a body or a text ("it").
pub(crate) const NEUTER: u64 = 1 << 25;
/// Pronouns for several ("they").
pub(crate) const PLURAL: u64 = 1 << 26;
/// Nouns that end like persons and are none.
pub(crate) const THING: u64 = 1 << 22;
/// "not".
pub(crate) const NEGATION: u64 = 1 << 21;
/// "falsely": the report denies what the source says.
pub(crate) const DENYING_ADVERB: u64 = 1 << 13;
/// "baselessly".
pub(crate) const DOUBTING_ADVERB: u64 = 1 << 14;
/// "reportedly".
pub(crate) const HEDGING_ADVERB: u64 = 1 << 15;
/// "false".
pub(crate) const DENYING_ADJECTIVE: u64 = 1 << 16;
/// "unsubstantiated".
pub(crate) const DOUBTING_ADJECTIVE: u64 = 1 << 17;
/// "preliminary".
pub(crate) const HEDGING_ADJECTIVE: u64 = 1 << 18;
/// "without" in "without presenting evidence".
pub(crate) const LACKING: u64 = 1 << 19;
/// "evidence" in "without presenting evidence".
pub(crate) const EVIDENCE: u64 = 1 << 20;
/// Prepositions between a noun that says something and who says it ("a statement by the army").
pub(crate) const GIVER: u64 = 1 << 27;
/// Nouns that stand for a whole statement before ("the claim", "the allegation").
pub(crate) const STATEMENT: u64 = 1 << 28;
/// Words that affirm a statement ("true", "so"), and whose negation denies it.
pub(crate) const AFFIRMING: u64 = 1 << 29;
/// Verbs with which one source names another ("cited", "quoted").
pub(crate) const QUOTING: u64 = 1 << 30;
/// Words by which what follows was not said or done ("refused to confirm", "yet to say", "short of accusing").
pub(crate) const WITHHOLDING: u64 = 1 << 31;
/// Pronouns that lead back to the subject ("calling itself").
pub(crate) const REFLEXIVE: u64 = 1 << 32;
