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

/// The events that the reports tell of, before those are joined that several tell of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mentions {
    /// One for each group of reports about one event, then one for each background event.
    bundles: Vec<Bundle>,
    /// For each group its bundle, and the days that its reports give.
    about: BTreeMap<u32, (usize, Days)>,
    /// Background events with one and the same signature are one without further comparison.
    by_signature: BTreeMap<Signature, usize>,
}

impl Mentions {
    /// What the reports tell of. `groups[i]` is the group of reports about one event that `inputs[i]` belongs to.
    pub(crate) fn of(inputs: &[Input<'_>], groups: &[u32], entities: &Entities) -> Mentions {
        let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (idx, &group) in groups.iter().enumerate() {
            members.entry(group).or_default().push(idx);
        }
        let mut mentions = Mentions::default();
        let mut taken: Vec<Option<usize>> = vec![None; inputs.len()];
        for (&group, reports) in &members {
            let mut days = Days::default();
            reports.iter().for_each(|&idx| days.count(&inputs[idx]));
            let mut bundle = Bundle::default();
            for &idx in reports {
                taken[idx] = days.meant(&inputs[idx]);
                bundle.hold(inputs, idx);
                if let Some(nth) = taken[idx] {
                    bundle.add(inputs, (idx, nth), entities);
                }
            }
            mentions.about.insert(group, (mentions.bundles.len(), days));
            mentions.bundles.push(bundle);
        }
        for (idx, taken) in taken.into_iter().enumerate() {
            mentions.background(inputs, idx, taken, entities);
        }
        mentions
    }

    /// Takes one more report in, the last of these. `false` where others mean another of their events because of it.
    pub(crate) fn add(&mut self, inputs: &[Input<'_>], group: u32, entities: &Entities) -> bool {
        let Some(idx) = inputs.len().checked_sub(1) else { return false };
        let Some((bundle, days)) = self.about.get_mut(&group) else { return false };
        let before = days.most();
        days.count(&inputs[idx]);
        if days.most() != before {
            return false;
        }
        let meant = days.meant(&inputs[idx]);
        let bundle = &mut self.bundles[*bundle];
        bundle.hold(inputs, idx);
        if let Some(nth) = meant {
            bundle.add(inputs, (idx, nth), entities);
        }
        self.background(inputs, idx, meant, entities);
        true
    }

    /// Takes those events of a report in that it does not mean as the one that it is about.
    fn background(&mut self, inputs: &[Input<'_>], idx: usize, taken: Option<usize>, entities: &Entities) {
        let events = inputs[idx].account.events.iter().enumerate();
        for (nth, event) in events.filter(|&(nth, _)| taken != Some(nth)) {
            let signature = signature(event);
            let known = signature.as_ref().and_then(|signature| self.by_signature.get(signature)).copied();
            match known.filter(|&known| !self.bundles[known].reports.contains(&idx)) {
                Some(known) => self.bundles[known].add(inputs, (idx, nth), entities),
                None => {
                    let mut bundle = Bundle::default();
                    bundle.add(inputs, (idx, nth), entities);
                    if let Some(signature) = signature {
                        self.by_signature.entry(signature).or_insert(self.bundles.len());
                    }
                    self.bundles.push(bundle);
                }
            }
        }
    }

    /// The events of the case.
    pub(crate) fn joined(&self, inputs: &[Input<'_>], ontology: &Ontology) -> Joined {
        finish(inputs, unite(self.bundles.clone(), ontology))
    }
}

/// The days that the reports of a group give for the first of their events, each with how many do.
#[derive(Clone, Debug, Default)]
struct Days {
    votes: BTreeMap<Period, usize>,
}

impl Days {
    fn count(&mut self, input: &Input<'_>) {
        if let Some(day) = first(input).and_then(|first| day(input, first)) {
            *self.votes.entry(day).or_default() += 1;
        }
    }

    /// The day that most give, if several do.
    fn most(&self) -> Option<Period> {
        let most = self.votes.iter().max_by_key(|&(day, n)| (*n, std::cmp::Reverse(*day)));
        most.filter(|(_, n)| **n > 1).map(|(day, _)| *day)
    }

    /// Which of its events a report of the group means when it speaks of the group's event: its first, unless that excludes
    /// the day that most of the others give and another of its events has that day.
    fn meant(&self, input: &Input<'_>) -> Option<usize> {
        let first = first(input)?;
        let Some(most) = self.most() else { return Some(first) };
        if day(input, first).is_none_or(|day| day.distance(&most) <= 3) {
            return Some(first);
        }
        let near = |nth: &usize| day(input, *nth).is_some_and(|day| day.distance(&most) <= 1);
        Some((0..input.account.events.len()).find(near).unwrap_or(first))
    }
}

/// The first of a report's events that it is about, or its first.
fn first(input: &Input<'_>) -> Option<usize> {
    let events = &input.account.events;
    events.iter().position(|event| event.main).or((!events.is_empty()).then_some(0))
}

/// The day of one of a report's events, where it is known to the day.
fn day(input: &Input<'_>, nth: usize) -> Option<Period> {
    let date = input.account.events.get(nth)?.date.as_ref()?;
    Period::of_value(date).filter(|period| period.length() <= 2)
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
