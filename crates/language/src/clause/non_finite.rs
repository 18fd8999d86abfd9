//! Infinitives and participles: where they belong.
//!
//! ```text
//! Troops tried [complement to clear the road], [adverbial killing 12 men] [relative trapped in a bus].
//! ```

use super::Words;
use super::draft::Draft;
use super::insert::has_apposition;
use super::item::{Kind, Row};
use super::role::{complete, describe, of_verb, previous, speaker_of};
use variorum_model::document::{ClauseForm, ClauseRole, Tense, Voice};

/// Infinitives and participles.
pub(super) fn non_finite(row: &Row<'_>, drafts: &mut [Draft], idx: usize, words: &Words) {
    let mut place = drafts[idx].item;
    while place > 0 && row.before(place) == Some(Kind::Adverb) {
        place -= 1;
    }
    drafts[idx].start = place;
    let infinitive = drafts[idx].form == ClauseForm::Infinitive;
    let last = previous(drafts, idx, |_| true);
    let Some(before) = place.checked_sub(1) else {
        // "Speaking to reporters, he said"
        (drafts[idx].role, drafts[idx].shares) = (ClauseRole::Adverbial, true);
        return;
    };
    match row.kind(before).unwrap_or(Kind::Other) {
        Kind::Verb(_) => {
            if let Some(parent) = of_verb(drafts, before) {
                complete(drafts, idx, parent);
                drafts[idx].shares = true;
            }
        }
        Kind::Noun(_) => after_noun(row, drafts, idx, before, words),
        Kind::And => {
            if let Some(speaker) = goes_on(row, drafts, idx, words) {
                (drafts[idx].form, drafts[idx].voice, drafts[idx].tense) =
                    (ClauseForm::Finite, Voice::Active, Tense::Past);
                drafts[idx].start = before;
                (drafts[idx].role, drafts[idx].parent, drafts[idx].shares) =
                    (ClauseRole::Coordinate, Some(speaker), true);
                return;
            }
            let form = drafts[idx].form;
            let same = previous(drafts, idx, |draft| draft.form == form);
            let passive = drafts[idx].voice == Voice::Passive;
            let finite = previous(drafts, idx, |draft| {
                draft.is_finite() && (!passive || draft.voice == Voice::Passive)
            });
            // "was arrested and charged": the auxiliary counts for both.
            let nearer = match (same, finite) {
                (Some(same), Some(finite)) => Some(same.max(finite)),
                (same, finite) => same.or(finite),
            };
            let Some(parent) = nearer.or(last) else {
                drafts[idx].shares = true;
                return;
            };
            if drafts[parent].is_finite() && !infinitive && passive {
                (drafts[idx].form, drafts[idx].tense) = (ClauseForm::Finite, drafts[parent].tense);
                drafts[idx].modality = drafts[parent].modality;
                drafts[idx].negated |= drafts[parent].negated;
            }
            drafts[idx].start = before;
            (drafts[idx].role, drafts[idx].parent, drafts[idx].shares) =
                (ClauseRole::Coordinate, Some(parent), true);
        }
        Kind::Comma
            if drafts[idx].voice == Voice::Passive
                && !infinitive
                && before > 0
                && row.noun(before - 1).is_some() =>
        {
            drafts[idx].start = place;
            describe(row, drafts, idx, before - 1);
        }
        Kind::Wh => {
            let verb = before.checked_sub(1).and_then(|at| of_verb(drafts, at));
            if let Some(parent) = verb.or(last) {
                complete(drafts, idx, parent);
                drafts[idx].shares = true;
            }
        }
        Kind::Adjective if infinitive && last.is_some() => {
            if let Some(parent) = last {
                complete(drafts, idx, parent);
                drafts[idx].shares = true;
            }
        }
        Kind::In | Kind::Subordinator
            if !infinitive && object_before(row, drafts, before, words).is_some() =>
        {
            // "accused the rebels of killing 12": the rebels killed.
            if let Some((parent, object)) = object_before(row, drafts, before, words) {
                complete(drafts, idx, parent);
                drafts[idx].start = before;
                drafts[idx].subject = row.argument(object);
            }
        }
        Kind::In | Kind::Subordinator
            if !infinitive && passive_before(row, drafts, before, words).is_some() =>
        {
            if let Some(parent) = passive_before(row, drafts, before, words) {
                complete(drafts, idx, parent);
                (drafts[idx].start, drafts[idx].shares) = (before, true);
            }
        }
        kind => {
            // "after killing 12", ", killing 12", ", to punish them"
            if matches!(kind, Kind::In | Kind::Subordinator) {
                drafts[idx].start = before;
            }
            (drafts[idx].role, drafts[idx].shares) = (ClauseRole::Adverbial, true);
            let fronted = before == 0 && kind != Kind::Comma;
            drafts[idx].parent = last.filter(|_| !fronted);
        }
    }
}

/// The verb of saying whose speaker goes on with what looks like a participle ("said two people had died and *denied*
/// using force"): it has an object of its own.
fn goes_on(row: &Row<'_>, drafts: &[Draft], idx: usize, words: &Words) -> Option<usize> {
    let next = drafts[idx].item + 1;
    let object = match row.kind(next)? {
        Kind::Noun(_) => !row.is_time(next),
        Kind::Quote | Kind::That | Kind::Verb(_) => true,
        _ => false,
    };
    let nearest = previous(drafts, idx, Draft::is_finite)?;
    let active = drafts[idx].form == ClauseForm::Participle && drafts[nearest].voice == Voice::Active;
    speaker_of(row, drafts, idx, nearest, false, words).filter(|_| object && active)
}

/// The passive verb right before this preposition: "*suspected* of killing", "*barred* from leaving".
fn passive_before(row: &Row<'_>, drafts: &[Draft], preposition: usize, words: &Words) -> Option<usize> {
    let verb = of_verb(drafts, preposition.checked_sub(1)?)?;
    let controls = words.object_prepositions.contains(row.norm(preposition));
    (controls && drafts[verb].voice == Voice::Passive).then_some(verb)
}

/// The active verb and its object right before this preposition, where the participle behind it is the object's: "accused
/// *the rebels* of killing", "stopped *the man* from leaving".
fn object_before(
    row: &Row<'_>,
    drafts: &[Draft],
    preposition: usize,
    words: &Words,
) -> Option<(usize, usize)> {
    let before = preposition.checked_sub(1)?;
    // "accused *the rebels, a small group,* of killing": the comma closes what stands in apposition.
    let comma = |at: usize| row.kind(at) == Some(Kind::Comma);
    let object = match () {
        _ if comma(before) && has_apposition(row, before) => before - 1,
        _ if comma(before) && before > 2 && row.noun(before - 1).is_some() && comma(before - 2) => before - 3,
        _ => before,
    };
    let object = Some(object).filter(|&at| row.noun(at).is_some() && !row.is_time(at))?;
    let verb = of_verb(drafts, object.checked_sub(1)?)?;
    let controls = words.object_prepositions.contains(row.norm(preposition));
    (controls && drafts[verb].voice == Voice::Active).then_some((verb, object))
}

/// "Soldiers wounded in the raid", "a plan to attack", "forced them to flee", "12 killed in blast".
fn after_noun(row: &Row<'_>, drafts: &mut [Draft], idx: usize, noun: usize, words: &Words) {
    let verb = noun.checked_sub(1).and_then(|at| of_verb(drafts, at));
    let governed = noun > 0 && row.before(noun) == Some(Kind::In);
    let last = previous(drafts, idx, |_| true);
    if drafts[idx].form == ClauseForm::Infinitive {
        match (verb.filter(|&verb| drafts[verb].voice == Voice::Active), last) {
            (Some(verb), _) => {
                complete(drafts, idx, verb);
                if words.object_control.contains(row.lemma(drafts[verb].item))
                    || row.norm(drafts[idx].item) != "to"
                {
                    drafts[idx].subject = row.argument(noun);
                } else {
                    drafts[idx].shares = true;
                }
            }
            // "warned them on Monday to stay at home"
            (None, Some(last))
                if drafts[last].voice == Voice::Active
                    && row.norm(drafts[idx].item) == "to"
                    && words.object_control.contains(row.lemma(drafts[last].item))
                    && row.noun(drafts[last].item + 1).is_some_and(|_| drafts[last].item + 1 < noun) =>
            {
                complete(drafts, idx, last);
                drafts[idx].subject = row.argument(drafts[last].item + 1);
            }
            (None, Some(last)) if governed => {
                (drafts[idx].role, drafts[idx].parent, drafts[idx].shares) =
                    (ClauseRole::Adverbial, Some(last), true);
            }
            (None, last) => {
                (drafts[idx].role, drafts[idx].parent) = (ClauseRole::Relative, last);
                // "The army to leave Eastport": a headline's future.
                if last.is_none() && noun == 0 {
                    (drafts[idx].role, drafts[idx].tense) = (ClauseRole::Main, Tense::Future);
                    drafts[idx].subject = row.argument(noun);
                    drafts[idx].subject_item = Some(noun);
                    drafts[idx].start = noun;
                }
            }
        }
        return;
    }
    let any_finite = drafts.iter().any(Draft::is_finite);
    if noun == 0 && !any_finite && idx == 0 {
        // A headline: "12 killed in blast".
        drafts[idx].subject = row.argument(noun);
        drafts[idx].subject_item = Some(noun);
        drafts[idx].start = noun;
        return;
    }
    if noun > 0
        && row.before(noun) == Some(Kind::And)
        && drafts[idx].voice == Voice::Passive
        && let Some(parent) =
            previous(drafts, idx, |draft| draft.voice == Voice::Passive && draft.is_finite())
    {
        // "Twelve people were killed and 30 wounded."
        drafts[idx].subject = row.argument(noun);
        drafts[idx].subject_item = Some(noun);
        drafts[idx].start = noun - 1;
        (drafts[idx].form, drafts[idx].tense) = (ClauseForm::Finite, drafts[parent].tense);
        (drafts[idx].modality, drafts[idx].role) = (drafts[parent].modality, ClauseRole::Coordinate);
        drafts[idx].parent = Some(parent);
        return;
    }
    describe(row, drafts, idx, noun);
}
