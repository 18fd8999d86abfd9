//! Which of the places and days that a report names for an event are claimed.
//!
//! ```text
//! shot on Mill Street in Eastport      Eastport: a street says no more than the town to somebody elsewhere
//! shot on Mill Street                  Mill Street, where nothing else is named
//! EASTPORT (NNA) - A man was shot.     Eastport, where the report names no place of its main event
//! ```

use super::Found;
use crate::card::Place;
use crate::event::{Story, dates_fit};
use crate::ontology::Loaded;
use std::collections::BTreeSet;
use variorum_model::document::EntityId;
use variorum_model::ontology::ValueType;
use variorum_model::value::ValueKind;
use variorum_model::{Document, EventId, TokenId, TokenRange};

/// Drops streets where a town, a building or a region is named, and the place at the head of the report but for a main
/// event that has no other.
pub(super) fn most_telling<'r>(
    document: &Document,
    loaded: &Loaded,
    story: &mut Story,
    found: Vec<Found<'r>>,
) -> Vec<Found<'r>> {
    let event =
        |story: &Story, found: &Found<'_>| story.event_at(document, found.matched.head, found.matched.clause);
    let is_place = |found: &Found<'_>| found.property.value == ValueType::Place;
    let is_dateline = |found: &Found<'_>| found.matched.card.place == Place::Dateline;
    let street = |found: &Found<'_>| is_street(document, loaded, found.reading.tokens);
    let placed: BTreeSet<Option<EventId>> = found
        .iter()
        .filter(|found| is_place(found) && !is_dateline(found) && !street(found))
        .map(|found| event(story, found))
        .collect();
    let main = story.main();
    let dateline = found
        .iter()
        .position(|found| is_dateline(found) && event(story, found) == main)
        .filter(|_| main.is_some() && !placed.contains(&main));
    if let Some(id) = dateline.and_then(|idx| entity(document, found[idx].reading.tokens)) {
        story.place_main(document, id);
    }
    // "Two of the wounded died on Saturday": a day that is not the event's.
    let elsewhen = |story: &Story, found: &Found<'_>| match &found.reading.kind {
        ValueKind::Time(value) => event(story, found)
            .and_then(|id| story.events.get(id.index())?.date.as_deref())
            .is_some_and(|date| !dates_fit(Some(date), Some(value))),
        _ => false,
    };
    let mut kept = Vec::with_capacity(found.len());
    for (idx, found) in found.into_iter().enumerate() {
        let told_better = |found: &Found<'_>| {
            let at = event(story, found);
            is_place(found) && street(found) && (placed.contains(&at) || at == main && dateline.is_some())
        };
        let keep = if is_dateline(&found) {
            dateline == Some(idx)
        } else {
            !elsewhen(story, &found) && !told_better(&found)
        };
        if keep {
            kept.push(found);
        }
    }
    kept
}

fn entity(document: &Document, tokens: TokenRange) -> Option<EntityId> {
    let mention = document.mention_at(TokenId(tokens.end.saturating_sub(1)))?;
    Some(document.mentions[mention.0 as usize].entity)
}

fn is_street(document: &Document, loaded: &Loaded, tokens: TokenRange) -> bool {
    let tokens = document.tokens.get(tokens.range()).unwrap_or_default();
    tokens.iter().any(|token| loaded.lexicon.lists.streets.contains(&token.norm))
}
