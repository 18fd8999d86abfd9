//! Claims that give way to others about the same persons.
//!
//! ```text
//! A man was shot in Eastport. He died in hospital.      killed 1; the man is no injured one
//! A man was shot and a woman was killed.                injured 1, killed 1
//! ```

use super::Found;
use crate::event::Story;
use crate::ontology::Loaded;
use variorum_model::document::Xpos;
use variorum_model::value::ValueKind;
use variorum_model::{Document, EventId, Stance, TokenId};

/// Drops what cards found `unless` a property is claimed of the same persons, where it is.
pub(super) fn without_yielding<'r>(
    document: &Document,
    loaded: &Loaded,
    story: &Story,
    found: Vec<Found<'r>>,
) -> Vec<Found<'r>> {
    if !found.iter().any(|found| found.matched.card.unless.is_some()) {
        return found;
    }
    let event = |found: &Found<'_>| story.event_at(document, found.matched.head, found.matched.clause);
    let is_wanted = |one: &Found<'_>| {
        let name = &one.property.name;
        one.stance == Stance::Asserted
            && !one.reading.zero
            && loaded.cards.iter().any(|card| card.unless.as_ref() == Some(name))
    };
    let wanted: Vec<usize> = (0..found.len()).filter(|&idx| is_wanted(&found[idx])).collect();
    let of_event: Vec<(Option<EventId>, usize)> =
        wanted.into_iter().map(|idx| (event(&found[idx]), idx)).collect();
    let gives_way = |one: &Found<'_>| {
        let Some(unless) = &one.matched.card.unless else { return false };
        let own = event(one);
        of_event.iter().any(|(at, idx)| {
            let other = &found[*idx];
            other.property.name == *unless
                && (other.reading.tokens == one.reading.tokens
                    || *at == own && is_same(document, loaded, one, other))
        })
    };
    let keep: Vec<bool> = found.iter().map(|one| !gives_way(one)).collect();
    found.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(found, _)| found).collect()
}

/// Whether two figures can be of the same persons: one name, or one figure with nouns that do not set them apart.
fn is_same(document: &Document, loaded: &Loaded, a: &Found<'_>, b: &Found<'_>) -> bool {
    if let (Some(a), Some(b)) = (a.reading.who, b.reading.who) {
        return a == b;
    }
    // "Killed a couple and shot two others"; in another sentence "another man" may be the one who died.
    let together = document.sentence_of(a.matched.head) == document.sentence_of(b.matched.head);
    if together && (a.reading.added || b.reading.added) {
        return false;
    }
    let figure = |found: &Found<'_>| match &found.reading.kind {
        ValueKind::Count(amount) => Some(*amount),
        _ => None,
    };
    if figure(a).is_none() || figure(a) != figure(b) {
        return false;
    }
    let noun = |found: &Found<'_>| {
        let last = TokenId(found.reading.tokens.end.saturating_sub(1));
        let token = document.tokens.get(last.index())?;
        let common = matches!(token.xpos, Xpos::Nn | Xpos::Nns);
        (common && !loaded.lexicon.lists.unscoped.contains(&token.lemma)).then_some(&token.lemma)
    };
    noun(a).zip(noun(b)).is_none_or(|(a, b)| a == b)
}
