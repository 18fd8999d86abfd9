//! Past tenses that the tagger took for participles.
//!
//! ```text
//! Ana Ruiz, a teacher, ‹called› for help.      He has no plan and ‹called› for help.
//! ```

use super::super::cues::{AGENT, AS, COMPLEMENTIZER, Cue, NOUN, QUOTE, SUBORDINATOR, THAT, TO, TOLD};
use super::super::view::View;
use std::collections::BTreeMap;
use variorum_model::document::{Tense, Upos, VerbGroup, Voice, Xpos};

/// The verb as a past tense where the tagger took it for a participle: its sentence has no other main verb ("Ana Ruiz, a
/// teacher, called for help"), or it is joined to one ("has no plan and called for help"), and what follows would not
/// stand after a passive.
pub(super) fn as_past(
    view: &View<'_>,
    verb: &VerbGroup,
    cue: Option<&Cue>,
    left: usize,
    before: Option<&VerbGroup>,
    main: Option<usize>,
) -> Option<VerbGroup> {
    let start = verb.tokens.start as usize;
    let end = verb.tokens.end as usize;
    if verb.finite || view.xpos(start) != Xpos::Vbn || verb.tokens.len() > 2 || view.is(end, AGENT) {
        return None;
    }
    let cue = cue?;
    let behind = (end).max(verb.head.index() + 1 + cue.rest.len());
    let surely = !cue.rest.is_empty() && !view.is(behind - 1, AGENT)
        || view.xpos(behind) == Xpos::To && cue.allows(TO)
        || view.is(behind, COMPLEMENTIZER) && cue.allows(THAT) && !cue.allows(TOLD)
        || cue.allows(QUOTE)
            && (view.is_comma(behind) || view.norm(behind) == ":")
            && view.quotation_from(behind + 1).is_some();
    // "reminisced about": a verb without an object has no passive.
    let surely = surely
        || view.is_preposition(behind)
            && !cue.allows(NOUN | AS | TOLD)
            && cue.prepositions.iter().any(|it| *it == view.norm(behind));
    let object = view.noun_from(behind).is_some_and(|idx| !view.is_time(idx));
    let mut at = start;
    while at > left && view.is_adverb(at - 1) {
        at -= 1;
    }
    let joined = at > left
        && view.xpos(at - 1) == Xpos::Cc
        && before.is_some_and(|it| it.finite && it.voice == Voice::Active && !it.aspect.perfect);
    let follows = at > left && (view.group_ending(at).is_some() || view.is_comma(at - 1));
    // "…, but prosecutors declined to say", "though sources described the push as …": a clause of its own.
    let opens = view.group_ending(at).map(|idx| view.group(idx).extent.start as usize).is_some_and(|from| {
        let joined = from > left && view.xpos(from - 1) == Xpos::Cc && view.is_comma(from.saturating_sub(2));
        joined || from > left && view.is(from - 1, SUBORDINATOR)
    });
    let lacking = opens || main.is_none() || surely && main.is_some_and(|main| main > start);
    ((surely || object) && (joined || lacking && follows)).then(|| VerbGroup {
        finite: true,
        voice: Voice::Active,
        tense: Tense::Past,
        ..verb.clone()
    })
}

/// The levels of quotation at which a sentence has a finite verb that is not the one of a relative or subordinate clause,
/// with the first such verb's place.
pub(super) fn main_verbs(
    view: &View<'_>,
    verbs: &[VerbGroup],
    left: usize,
) -> BTreeMap<Option<usize>, usize> {
    let mut levels = BTreeMap::new();
    for verb in verbs.iter().filter(|verb| verb.finite) {
        let mut at = verb.tokens.start as usize;
        while at > left && view.is_adverb(at - 1) {
            at -= 1;
        }
        let subordinate = |at: usize| {
            at > left
                && (matches!(view.xpos(at - 1), Xpos::Wp | Xpos::Wdt | Xpos::Wrb | Xpos::WpDollar)
                    || view.token(at - 1).is_some_and(|token| token.upos == Upos::Sconj))
        };
        let subject = view.group_ending(at).map(|idx| view.group(idx).extent.start as usize);
        if !subordinate(at) && !subject.is_some_and(subordinate) {
            levels.entry(view.quotation_at(verb.head.index())).or_insert(at);
        }
    }
    levels
}
