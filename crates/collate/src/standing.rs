//! A case with all that it was made from, kept so that one more report need not make it anew.
//!
//! ```text
//! 10,000 reports of one fire    + one more, which comes last    ─▶  its claims join the readings that say the same,
//!                                                                   its days the timeline; all else stays as it is
//! ```
//!
//! What a report says can change what others say: a name becomes another's, a day that most give becomes another one, a copy
//! turns out to be the original. Each part looks whether that is so; if it is, the case is made anew from all reports.

use crate::Input;
use crate::entity::{Entities, latin};
use crate::event::{Joined, Mentions};
use crate::origin::{Copies, Origins, Roots};
use crate::question::{Material, Questions};
use crate::timeline::{Days, main_events};
use crate::warning::Ledger;
use crate::{anchors, claims_of, direct};
use std::collections::{BTreeMap, HashSet};
use variorum_model::case::{CaseEvent, TimelineEntry, Warning};
use variorum_model::value::Period;
use variorum_model::{Case, Claim, Directions, Ontology, ReportId, ValueKind};

/// A case and what it was made from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    /// For each report its place among the sorted ones.
    place_of: BTreeMap<ReportId, usize>,
    pub(crate) entities: Entities,
    mentions: Mentions,
    of: BTreeMap<ReportId, Vec<variorum_model::EventId>>,
    pub(crate) origins: Origins,
    anchors: BTreeMap<ReportId, Period>,
    pub(crate) claims: Vec<Claim>,
    roots: Roots,
    questions: Questions,
    pub(crate) events: Vec<CaseEvent>,
    days: Days,
    pub(crate) timeline: Vec<TimelineEntry>,
    ledger: Ledger,
    pub(crate) warnings: Vec<Warning>,
    /// The names that claims use, as they stand there and folded; filled when a report is to be added.
    used: Used,
}

/// Names that claims use.
#[derive(Clone, Debug, Default)]
struct Used {
    seen: HashSet<String>,
    folded: HashSet<String>,
    /// The claims that have been looked at.
    n_claims: usize,
}

impl Used {
    fn add(&mut self, claims: &[Claim]) {
        for claim in &claims[self.n_claims..] {
            let values = std::iter::once(&claim.value).chain(claim.roles.iter().map(|role| &role.value));
            let names = values.filter_map(|value| match &value.kind {
                ValueKind::Place(name) | ValueKind::Actor(name) => Some(name),
                _ => None,
            });
            for name in names.chain(claim.sources.iter().map(|source| &source.name)) {
                if !self.seen.contains(name) {
                    self.seen.insert(name.clone());
                    self.folded.insert(latin(name));
                }
            }
        }
        self.n_claims = claims.len();
    }
}

/// What else a case is made from.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) copies: &'a Copies,
    pub(crate) ontology: &'a Ontology,
    pub(crate) directions: &'a Directions,
}

impl Standing {
    /// The case of sorted reports, of which it is known which are about one event and which carry whose words.
    pub(crate) fn of(inputs: &[Input<'_>], groups: &[u32], setting: Setting<'_>) -> Standing {
        let Setting { copies, ontology, directions } = setting;
        let place_of: BTreeMap<ReportId, usize> =
            inputs.iter().enumerate().map(|(place, input)| (input.id, place)).collect();
        let entities = Entities::of(inputs, groups);
        let mentions = Mentions::of(inputs, groups, &entities);
        let mut joined = mentions.joined(inputs, ontology);
        direct::events(&mut joined, inputs, directions);
        let mut origins = Origins::of(inputs, copies, &entities, ontology);
        origins.direct(directions);
        let anchors = anchors(inputs, &place_of, &joined);
        let mut claims: Vec<Claim> =
            inputs.iter().flat_map(|input| claims_of(input, &joined, &entities, &anchors)).collect();
        claims.sort_by_key(|claim| claim.report);
        direct::claims(&mut claims, directions);
        let material = Material {
            inputs,
            place_of: &place_of,
            claims: &claims,
            entities: &entities,
            anchors: &anchors,
            ontology,
        };
        let mut roots = Roots::default();
        roots.add(&origins, &material);
        let (questions, events) = Questions::of(joined.events, &material, &roots);
        let main = main_events(&events);
        let (mut days, mut ledger) = (Days::default(), Ledger::default());
        days.add(&events, &main, &material);
        ledger.add(&material);
        let timeline = days.timeline(&events, &main, &material);
        let warnings = ledger.warnings(&events, &main, &material);
        let (of, used) = (joined.of, Used::default());
        Standing {
            place_of,
            entities,
            mentions,
            of,
            origins,
            anchors,
            claims,
            roots,
            questions,
            events,
            days,
            timeline,
            ledger,
            warnings,
            used,
        }
    }

    /// Whether a report is one of those that it was made from.
    pub(crate) fn holds(&self, id: ReportId) -> bool {
        self.place_of.contains_key(&id)
    }

    /// The case alone.
    pub(crate) fn into_case(self) -> Case {
        Case {
            events: self.events,
            timeline: self.timeline,
            warnings: self.warnings,
            origins: self.origins.list,
            entities: self.entities.list,
            claims: self.claims,
            judgements: Vec::new(),
            as_of: None,
            since: None,
        }
    }

    /// Takes one more report in: the last of these, with an id after all others. `false` where it changes what others say;
    /// then the case is of no more use and has to be made anew. Nothing that an analyst decided must be in force.
    pub(crate) fn add(&mut self, inputs: &[Input<'_>], groups: &[u32], setting: Setting<'_>) -> bool {
        let Setting { copies, ontology, .. } = setting;
        let (Some(input), Some(&group)) = (inputs.last(), groups.last()) else { return false };
        if self.place_of.last_key_value().is_some_and(|(&last, _)| last >= input.id) {
            return false;
        }
        self.used.add(&self.claims);
        if !self.entities.add(input, group, |name| self.used.folded.contains(name))
            || !self.mentions.add(inputs, group, &self.entities)
        {
            return false;
        }
        self.place_of.insert(input.id, inputs.len() - 1);
        let joined = self.mentions.joined(inputs, ontology);
        if !self.fits(&joined) {
            return false;
        }
        let others = self.origins.add(inputs, &self.place_of, copies, &self.entities, ontology);
        let Some(others) = others else { return false };
        let anchors = anchors(inputs, &self.place_of, &joined);
        if self.anchors.iter().any(|(report, anchor)| anchors.get(report) != Some(anchor)) {
            return false;
        }
        self.anchors = anchors;
        let first = self.claims.len();
        self.claims.extend(claims_of(input, &joined, &self.entities, &self.anchors));
        for (idx, event) in joined.events.into_iter().enumerate() {
            match self.events.get_mut(idx) {
                Some(known) => known.event = event,
                None => self.events.push(CaseEvent { event, questions: Vec::new() }),
            }
        }
        self.of = joined.of;
        let material = Material {
            inputs,
            place_of: &self.place_of,
            claims: &self.claims,
            entities: &self.entities,
            anchors: &self.anchors,
            ontology,
        };
        self.roots.add(&self.origins, &material);
        let moved = self.roots.again(&others, &self.origins, &material);
        self.questions.move_roots(&moved, &mut self.events, &material, &self.roots);
        if !self.questions.add(first as u32, &mut self.events, &material, &self.roots) {
            return false;
        }
        let main = main_events(&self.events);
        self.days.add(&self.events, &main, &material);
        self.ledger.add(&material);
        self.timeline = self.days.timeline(&self.events, &main, &material);
        self.warnings = self.ledger.warnings(&self.events, &main, &material);
        true
    }

    /// Whether events are those that are known, as far as what is told of them depends on it.
    fn fits(&self, joined: &Joined) -> bool {
        let same = |(known, event): (&CaseEvent, &variorum_model::Event)| {
            known.event.date == event.date && known.event.main == event.main
        };
        self.events.len() <= joined.events.len()
            && self.events.iter().zip(&joined.events).all(same)
            && self.of.iter().all(|(report, events)| joined.of.get(report) == Some(events))
    }
}
