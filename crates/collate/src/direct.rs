//! What an analyst decided, put in force: events, questions and readings that are one, or that are two.
//!
//! ```text
//! same_event (4f1c, 9ab0)     the fire of claim 4f1c  ┐ one event: the readings of both are compared
//!                             the blaze of claim 9ab0 ┘
//! other_question ([77de], "the crew")     what claim 77de counts is the crew: it no longer disputes the rest
//! ```
//!
//! Claims are found by their ids, so that a decision holds for whatever the case has become. What names a claim that is not
//! there changes nothing.

use crate::Input;
use crate::event::Joined;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::value::fold;
use variorum_model::{Claim, Directions, Event, EventId};

/// Where a claim's event stands among its report's own: the place of the report in the inputs, and the event's there.
type Local = (usize, usize);

/// Joins and splits events.
pub(crate) fn events(joined: &mut Joined, inputs: &[Input<'_>], directions: &Directions) {
    if directions.same_event.is_empty() && directions.other_event.is_empty() {
        return;
    }
    let mut locals: BTreeMap<&str, Local> = BTreeMap::new();
    for (idx, input) in inputs.iter().enumerate() {
        for claim in &input.account.claims {
            if let Some(event) = claim.event {
                locals.insert(&claim.id, (idx, event.index()));
            }
        }
    }
    for (claims, label) in &directions.other_event {
        let moved: BTreeSet<Local> =
            claims.iter().filter_map(|id| locals.get(id.as_str()).copied()).collect();
        split(joined, inputs, &moved, label);
    }
    for (into, from) in &directions.same_event {
        let event = |id: &str, joined: &Joined| {
            let (idx, nth) = locals.get(id).copied()?;
            joined.of.get(&inputs[idx].id)?.get(nth).copied()
        };
        if let (Some(into), Some(from)) = (event(into, joined), event(from, joined))
            && into != from
        {
            unite(joined, into, from);
        }
    }
}

/// Moves events of single reports to an event of their own.
fn split(joined: &mut Joined, inputs: &[Input<'_>], moved: &BTreeSet<Local>, label: &str) {
    let Some(&(first, nth)) = moved.first() else { return };
    let id = EventId(joined.events.len() as u32);
    let mut left: BTreeSet<EventId> = BTreeSet::new();
    let mut event: Event = inputs[first].account.events.get(nth).cloned().unwrap_or_default();
    event.participants.clear();
    event.mentions.clear();
    event.reports = Vec::new();
    event.main = false;
    if !label.trim().is_empty() {
        event.label = label.trim().to_owned();
    }
    for &(idx, nth) in moved {
        let place = joined.of.get_mut(&inputs[idx].id).and_then(|row| row.get_mut(nth));
        if let Some(place) = place {
            left.insert(*place);
            *place = id;
            event.reports.push(inputs[idx].id);
            event.main |= inputs[idx].account.events.get(nth).is_some_and(|event| event.main);
        }
    }
    event.reports.sort_unstable();
    event.reports.dedup();
    joined.events.push(event);
    // A report speaks on of the event that it was taken from only where another of its own events is that one.
    for old in left {
        let speaks =
            |report: &variorum_model::ReportId| joined.of.get(report).is_some_and(|row| row.contains(&old));
        if let Some(event) = joined.events.get_mut(old.index()) {
            event.reports.retain(speaks);
        }
    }
    // An event that nobody speaks of any more is none.
    for idx in (0..joined.events.len()).rev() {
        if joined.events[idx].reports.is_empty() {
            remove(joined, EventId(idx as u32), None);
        }
    }
}

/// Makes two events one, under the name of the first.
fn unite(joined: &mut Joined, into: EventId, from: EventId) {
    let Some(other) = joined.events.get(from.index()).cloned() else { return };
    if let Some(event) = joined.events.get_mut(into.index()) {
        event.reports.extend(other.reports);
        event.reports.sort_unstable();
        event.reports.dedup();
        event.main |= other.main;
        event.date = event.date.take().or(other.date);
        event.place = event.place.take().or(other.place);
        for place in other.places {
            if !event.places.contains(&place) {
                event.places.push(place);
            }
        }
        remove(joined, from, Some(into));
    }
}

/// Takes an event out of the list; what pointed to it points to `to`, and later ones move up.
fn remove(joined: &mut Joined, gone: EventId, to: Option<EventId>) {
    joined.events.remove(gone.index());
    let moved = |event: EventId| if event > gone { EventId(event.0 - 1) } else { event };
    for event in joined.of.values_mut().flatten() {
        *event = match (*event == gone, to) {
            (true, Some(to)) => moved(to),
            (true, None) => EventId(0),
            (false, _) => moved(*event),
        };
    }
}

/// A question: the event, the property, the scope, and whether its claims count parts.
type Asked = (Option<EventId>, String, String, bool);

fn asked(claim: &Claim) -> Asked {
    let scope = claim.scope.as_deref().map(fold).unwrap_or_default();
    (claim.event, claim.property.to_string(), scope, claim.part)
}

/// Joins and splits questions and readings: the claims of one get property and scope, or value, of the other.
pub(crate) fn claims(claims: &mut [Claim], directions: &Directions) {
    for (ids, scope) in &directions.other_question {
        for claim in claims.iter_mut().filter(|claim| ids.contains(&claim.id)) {
            claim.scope = Some(scope.clone());
            claim.part = false;
        }
    }
    let find = |claims: &[Claim], id: &str| claims.iter().find(|claim| claim.id == id).cloned();
    for (into, from) in &directions.same_question {
        let (Some(into), Some(from)) = (find(claims, into), find(claims, from)) else { continue };
        let old = asked(&from);
        if into.event == from.event && asked(&into) != old {
            for claim in claims.iter_mut().filter(|claim| asked(claim) == old) {
                claim.property = into.property.clone();
                claim.scope = into.scope.clone();
                claim.part = into.part;
            }
        }
    }
    for (into, from) in &directions.same_reading {
        let (Some(into), Some(from)) = (find(claims, into), find(claims, from)) else { continue };
        let question = asked(&from);
        if asked(&into) == question {
            let same = |claim: &&mut Claim| {
                asked(claim) == question
                    && claim.stance == from.stance
                    && said(&claim.value) == said(&from.value)
            };
            for claim in claims.iter_mut().filter(same) {
                claim.value = into.value.clone();
                claim.stance = into.stance;
            }
        }
    }
}

/// What makes two values the same answer: what they amount to, and for words the words.
fn said(value: &variorum_model::Value) -> (String, String) {
    let words = matches!(value.kind, variorum_model::ValueKind::Text).then(|| fold(&value.text));
    (format!("{:?}", value.kind), words.unwrap_or_default())
}
