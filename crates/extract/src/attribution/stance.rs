//! What the source makes of the content, and how surely.
//!
//! ```text
//! confirmed that the bridge was closed             asserted, and the report is committed to it
//! denied that … / does not believe that …          denied
//! claimed, without presenting evidence, that …     doubted
//! baseless claims that … / it is unclear whether … doubted
//! did not rule out that … / may have said that …   asserted, hedged
//! ```

use super::Frame;
use super::cues::{
    DENYING_ADJECTIVE, DENYING_ADVERB, DOUBTING_ADJECTIVE, DOUBTING_ADVERB, EVIDENCE, HEDGING_ADJECTIVE,
    HEDGING_ADVERB, LACKING, NOUN, PASSIVE, WH,
};
use super::view::{REACH, View};
use variorum_model::document::{Modality, VerbGroup, Xpos};
use variorum_model::{Certainty, Stance};

/// How far "evidence" may stand from "without", in tokens.
const EVIDENCE_WITHIN: usize = 5;

/// Stance, certainty, and whether the words commit the report itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) stance: Stance,
    pub(super) certainty: Certainty,
    pub(super) factive: bool,
}

/// Judges a frame by its cue, by the negation and modality of the cue, and by the words around it.
pub(super) fn judge(view: &View<'_>, frame: &Frame) -> Judged {
    let cue = &frame.class;
    let mut judged = Judged { stance: cue.stance, certainty: cue.certainty, factive: cue.factive };
    if frame.negated {
        let before = cue.stance;
        judged.stance = frame.impersonal.unwrap_or_else(|| view.cues.negated(cue));
        // Who does not deny a thing does not state it either.
        if before != Stance::Asserted && judged.stance == Stance::Asserted {
            judged.certainty = if frame.impersonal.is_some() { Certainty::Stated } else { Certainty::Hedged };
        }
        judged.factive &= judged.stance == Stance::Asserted;
        if frame.impersonal.is_some() && judged.stance == Stance::Denied {
            judged.certainty = Certainty::Stated;
        }
    }
    if let Some(verb) = frame.cue.ids().find_map(|id| view.verb_at(id.index())) {
        by_verb(view.verb(verb), &mut judged);
    }
    if frame.frame == PASSIVE && !cue.factive || frame.frame == WH && asks(view, frame) {
        judged.certainty = Certainty::Hedged;
    }
    by_words(view, frame, &mut judged);
    judged
}

/// "may have said", "appears to believe".
fn by_verb(verb: &VerbGroup, judged: &mut Judged) {
    if matches!(verb.modality, Some(Modality::Possible | Modality::Probable | Modality::Conditional)) {
        judged.certainty = Certainty::Hedged;
        judged.factive = false;
    }
}

/// Whether the content is a question to which yes and no are answers.
fn asks(view: &View<'_>, frame: &Frame) -> bool {
    frame.parts.first().is_some_and(|part| view.xpos(part.start) == Xpos::In)
}

/// Adverbs at the cue, adjectives at a noun, "without evidence".
fn by_words(view: &View<'_>, frame: &Frame, judged: &mut Judged) {
    let mut start = frame.cue.start as usize;
    let mut end = frame.cue.end as usize;
    if let Some(group) = view.noun_at(start) {
        start = start.min(view.group(group).tokens.start as usize);
    }
    while view.is_adverb(end) && !frame.parts.iter().any(|part| part.start <= end && end < part.end) {
        end += 1;
    }
    for at in start..end {
        // An adjective says so of a noun: "early on Friday" hedges nothing, "early estimates" do.
        let noun = view.noun_at(at).is_some();
        let is = |adverb: u64, adjective: u64| view.is(at, adverb) || noun && view.is(at, adjective);
        if is(DENYING_ADVERB, DENYING_ADJECTIVE) {
            judged.stance = Stance::Denied;
        } else if is(DOUBTING_ADVERB, DOUBTING_ADJECTIVE) && judged.stance == Stance::Asserted {
            judged.stance = Stance::Doubted;
        } else if is(HEDGING_ADVERB, HEDGING_ADJECTIVE) {
            judged.certainty = Certainty::Hedged;
        }
    }
    // "repeated the false claim that …"
    if let Some(group) =
        frame.parts.first().filter(|_| frame.frame == NOUN).and_then(|part| view.noun_from(part.start))
    {
        let group = view.group(group);
        if view.cues.noun(view.lemma(group.head.index())).is_some() {
            for id in group.tokens.ids() {
                if judged.stance == Stance::Asserted && view.is(id.index(), DENYING_ADJECTIVE) {
                    judged.stance = Stance::Denied;
                } else if judged.stance == Stance::Asserted && view.is(id.index(), DOUBTING_ADJECTIVE) {
                    judged.stance = Stance::Doubted;
                }
            }
        }
    }
    if judged.stance == Stance::Asserted && lacks_evidence(view, frame) {
        judged.stance = Stance::Doubted;
    }
    judged.factive &= judged.stance == Stance::Asserted;
}

/// "without presenting evidence" after the cue or before all, in its sentence and not in somebody's mouth.
fn lacks_evidence(view: &View<'_>, frame: &Frame) -> bool {
    let cue = frame.cue.end as usize;
    let sentence = view.sentence(frame.cue.start as usize);
    let within = view.quotation_at(frame.cue.start as usize);
    let lacks = |at: usize| {
        view.is(at, LACKING)
            && view.quotation_at(at) == within
            && (at..at + EVIDENCE_WITHIN).any(|next| view.is(next, EVIDENCE))
    };
    // "Without giving evidence, the mayor said …"
    let opening = sentence.start as usize;
    let main = frame.source.is_some_and(|source| source.tokens.start >= sentence.start && !source.relative);
    let leads = main && lacks(opening) && has_comma(view, opening, frame);
    leads || (cue..(sentence.end as usize).min(cue + REACH)).any(lacks)
}

/// Whether a comma, and after it nothing but the source, stands between an opening and its frame.
fn has_comma(view: &View<'_>, opening: usize, frame: &Frame) -> bool {
    let source = frame.source.map_or(frame.cue.start as usize, |source| source.start());
    let source = source.min(frame.cue.start as usize);
    source > opening + 1 && view.is_comma(source - 1)
}
