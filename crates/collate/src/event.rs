//! Events over reports.
//!
//! ```text
//! a  main: ferry fire, 2 May, Eastport     ┐ the event that the reports are about: found by all their words (`topic`)
//! b  main: fire on the Solveig, 2 May      ┘
//! a  the Westport fire of 2019             ┐ background: found by kind, date, place, names and figures
//! c  a fire in Westport in June 2019       ┘
//! ```
//!
//! Two local events of one report stay two: the report tells them apart. Events whose dates exclude each other stay two,
//! however alike they are.

mod bundle;

pub(crate) use bundle::{Signature, keys_of, may_be_one, signature};

use crate::Input;
use crate::entity::Entities;
use bundle::{Bundle, fits, score};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::event::EventId;
use variorum_model::value::Period;
use variorum_model::{Event, Ontology, ReportId};

/// The events of the case and where each report's own events went.
#[derive(Clone, Debug, Default)]
pub(crate) struct Joined {
    /// The events, main ones first.
    pub(crate) events: Vec<Event>,
    /// For each report (by its id) the case's event of each of its events.
    pub(crate) of: BTreeMap<ReportId, Vec<EventId>>,
}

/// A local event: the place of its report in the inputs, and its own place there.
type Local = (usize, usize);

/// A key in more bundles than this brings no candidates.
const COMMON: usize = 64;
/// The lowest score of two background events that are one.
const ONE: f32 = 3.0;
/// A place in no more bundles than this is rare.
const RARE: usize = 2;

/// Joins the events of all reports. `groups[i]` is the group of reports about one event that `inputs[i]` belongs to.
pub(crate) fn join(inputs: &[Input<'_>], groups: &[u32], entities: &Entities, ontology: &Ontology) -> Joined {
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (idx, &group) in groups.iter().enumerate() {
        members.entry(group).or_default().push(idx);
    }
    let mut bundles: Vec<Bundle> = Vec::new();
    let mut taken: BTreeSet<Local> = BTreeSet::new();
    for reports in members.values() {
        let chosen = main_events(inputs, reports);
        taken.extend(&chosen);
        let mut bundle = Bundle::about(inputs, reports);
        chosen.iter().for_each(|&local| bundle.add(inputs, local, entities));
        bundles.push(bundle);
    }
    // Background events with one and the same signature are one without further comparison.
    let mut by_signature: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for (idx, input) in inputs.iter().enumerate() {
        for (nth, event) in
            input.account.events.iter().enumerate().filter(|&(nth, _)| !taken.contains(&(idx, nth)))
        {
            let signature = signature(event);
            let known = signature.as_ref().and_then(|signature| by_signature.get(signature)).copied();
            match known.filter(|&known| !bundles[known].reports.contains(&idx)) {
                Some(known) => bundles[known].add(inputs, (idx, nth), entities),
                None => {
                    let mut bundle = Bundle::default();
                    bundle.add(inputs, (idx, nth), entities);
                    if let Some(signature) = signature {
                        by_signature.entry(signature).or_insert(bundles.len());
                    }
                    bundles.push(bundle);
                }
            }
        }
    }
    finish(inputs, unite(bundles, ontology))
}

/// Which of its events each report of a group means when it speaks of the group's event: its first, unless that excludes
/// the day that most of the others give and another of its events has that day.
fn main_events(inputs: &[Input<'_>], reports: &[usize]) -> Vec<Local> {
    let day = |local: Local| {
        let date = inputs[local.0].account.events[local.1].date.as_ref()?;
        Period::of_value(date).filter(|period| period.length() <= 2)
    };
    let firsts = reports.iter().filter_map(|&idx| {
        let events = &inputs[idx].account.events;
        let first = events.iter().position(|event| event.main).or((!events.is_empty()).then_some(0))?;
        Some((idx, first))
    });
    let firsts: Vec<Local> = firsts.collect();
    let mut votes: BTreeMap<Period, usize> = BTreeMap::new();
    firsts.iter().filter_map(|&local| day(local)).for_each(|day| *votes.entry(day).or_default() += 1);
    let Some((&most, &n_most)) = votes.iter().max_by_key(|&(day, n)| (*n, std::cmp::Reverse(*day))) else {
        return firsts;
    };
    if n_most < 2 {
        return firsts;
    }
    let choose = |&(idx, first): &Local| {
        let away = day((idx, first)).is_some_and(|day| day.distance(&most) > 3);
        let events = &inputs[idx].account.events;
        let other =
            (0..events.len()).find(|&nth| day((idx, nth)).is_some_and(|day| day.distance(&most) <= 1));
        (idx, if away { other.unwrap_or(first) } else { first })
    };
    firsts.iter().map(choose).collect()
}

/// Joins bundles that are one event, the most alike first.
fn unite(bundles: Vec<Bundle>, ontology: &Ontology) -> Vec<Bundle> {
    let mut blocks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (idx, bundle) in bundles.iter().enumerate() {
        for key in bundle.keys() {
            blocks.entry(key).or_default().push(idx);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for block in blocks.values().filter(|block| block.len() <= COMMON) {
        for (n, &b) in block.iter().enumerate() {
            pairs.extend(
                block[..n]
                    .iter()
                    .filter(|&&a| !(bundles[a].main && bundles[b].main))
                    .map(|&a| (a.min(b), a.max(b))),
            );
        }
    }
    let rare = |place: &str| blocks.get(place).is_none_or(|block| block.len() <= RARE);
    let mut edges: Vec<(f32, usize, usize)> = pairs
        .into_iter()
        .map(|(a, b)| (score(&bundles[a], &bundles[b], ontology, &rare), a, b))
        .filter(|&(score, ..)| score >= ONE)
        .collect();
    edges.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut slots: Vec<Option<Bundle>> = bundles.into_iter().map(Some).collect();
    let mut moved: Vec<usize> = (0..slots.len()).collect();
    for (_, a, b) in edges {
        let find = |mut idx: usize| {
            while moved[idx] != idx {
                idx = moved[idx];
            }
            idx
        };
        let (a, b) = (find(a), find(b));
        let (a, b) = (a.min(b), a.max(b));
        let joinable = match (&slots[a], &slots[b]) {
            // Whether two main events are one is told by all their words, not by a mention that fits both.
            (Some(x), Some(y)) => a != b && !(x.main && y.main) && fits(x, y, ontology),
            _ => false,
        };
        if let (true, Some(other)) = (joinable, slots[b].take_if(|_| joinable)) {
            if let Some(bundle) = &mut slots[a] {
                bundle.absorb(other);
            }
            moved[b] = a;
        }
    }
    slots.into_iter().flatten().collect()
}

/// The events in the order of the case, and where each local event went.
fn finish(inputs: &[Input<'_>], mut bundles: Vec<Bundle>) -> Joined {
    bundles.sort_by_key(|bundle| {
        (
            !bundle.main,
            std::cmp::Reverse(bundle.reports.len()),
            bundle.reports.first().copied(),
            bundle.locals.first().copied(),
        )
    });
    let mut joined = Joined::default();
    for input in inputs {
        joined.of.insert(input.id, vec![EventId::default(); input.account.events.len()]);
    }
    for bundle in &bundles {
        let id = EventId(joined.events.len() as u32);
        for &(idx, nth) in &bundle.locals {
            if let Some(row) = joined.of.get_mut(&inputs[idx].id) {
                row[nth] = id;
            }
        }
        joined.events.push(bundle.event(inputs));
    }
    joined
}
