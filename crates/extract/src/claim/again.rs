//! Figures whose words do not say of what: what the last figure told of counts.
//!
//! ```text
//! Organisers said 40,000 people marched. Police put the figure at 8,000.      attendance 8000
//! The number of chairs was put at 40.                                         says of what itself
//! ```

use super::Found;
use crate::card::{ClauseMap, Place, fillers_at};
use crate::ontology::Loaded;
use variorum_model::Document;
use variorum_model::document::Upos;
use variorum_model::ontology::ValueType;
use variorum_model::value::ValueKind;

/// How many sentences before such a figure the one may stand whose counterpart it is; one less before a mere pronoun.
const FARTHEST: u32 = 4;
const FARTHEST_OF_PRONOUN: u32 = 1;
/// How many findings before it are looked at.
const NEAR: usize = 24;

/// Gives figures of cards that tell `again` the property of the last figure told, and drops those that have none.
pub(super) fn with_antecedents<'r>(
    document: &Document,
    map: &ClauseMap,
    loaded: &'r Loaded,
    found: Vec<Found<'r>>,
) -> Vec<Found<'r>> {
    if !found.iter().any(|one| one.matched.card.again) {
        return found;
    }
    let mut all: Vec<Found<'r>> = Vec::with_capacity(found.len());
    for mut one in found {
        if one.matched.card.again {
            let Some(reach) = reach(document, map, loaded, &one) else { continue };
            let Some(told) = last_figure(document, loaded, &all, &one, reach) else { continue };
            one.property = told.property;
            one.reading.scope = told.reading.scope.clone();
            one.about = Some(told.about.unwrap_or(told.matched.head));
        }
        all.push(one);
    }
    all
}

/// How many sentences back the figure is looked for that the words mean; `None` where they say themselves what they count
/// ("the number *of chairs*").
fn reach(document: &Document, map: &ClauseMap, loaded: &Loaded, one: &Found<'_>) -> Option<u32> {
    let named = [Place::Patient, Place::Subject]
        .into_iter()
        .filter(|place| one.matched.card.needs.iter().any(|(needed, _)| needed == place));
    let filler = named
        .filter_map(|place| fillers_at(document, map, loaded, &one.matched, place).into_iter().next())
        .next();
    let Some(filler) = filler else {
        // "spoke of 60", but not "of 60 houses", "of 60 dead"
        let last = document.tokens.get((one.reading.tokens.end as usize).checked_sub(1)?)?;
        let next = document.tokens.get(one.reading.tokens.end as usize);
        let goes_on = next.is_some_and(|next| next.upos.is_nominal() || next.upos == Upos::Adj);
        return (!last.upos.is_nominal() && !goes_on).then_some(FARTHEST_OF_PRONOUN);
    };
    let group = document.nouns.get(filler.group?.0 as usize)?;
    let after = document.tokens.get(group.tokens.end as usize);
    let of = after.is_some_and(|after| loaded.lexicon.lists.of.contains(&after.norm));
    // "the *casualty* figure"
    let before = document.tokens.get(group.tokens.start as usize..group.head.index()).unwrap_or_default();
    let plain = !of && !before.iter().any(|token| token.upos.is_nominal());
    let pronoun = document.token(group.head).upos == Upos::Pron;
    plain.then_some(if pronoun { FARTHEST_OF_PRONOUN } else { FARTHEST })
}

/// The last figure of persons before the words, so many sentences back.
fn last_figure<'f, 'r>(
    document: &Document,
    loaded: &Loaded,
    before: &'f [Found<'r>],
    one: &Found<'r>,
    reach: u32,
) -> Option<&'f Found<'r>> {
    let sentence = |head| document.sentence_of(head).map(|id| id.0);
    let here = sentence(one.matched.head)?;
    let is_told = |told: &&Found<'r>| {
        told.property.value == ValueType::Count
            && loaded.persons.contains(&told.property.name)
            && matches!(told.reading.kind, ValueKind::Count(_))
            && !told.reading.zero
            && !told.reading.single
            && !told.matched.card.partial
            && told.reading.tokens.end <= one.reading.tokens.start
            && sentence(told.matched.head).is_some_and(|there| there <= here && there + reach >= here)
    };
    let near = before.iter().rev().take(NEAR);
    near.filter(is_told).max_by_key(|told| told.reading.tokens.start)
}
