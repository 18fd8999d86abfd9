//! Questions: a property of an event with every answer that the reports offer, and how the answers stand to each other.
//!
//! ```text
//! killed    133 (a, 23 March) · 139 (b, 26 March) · 139 (c, 26 March)     evolving: 139 replaces 133
//! blamed    Northern Front (a) · not Northern Front (b)                   disputed: one denies what the other says
//! ```
//!
//! Claims that say the same become one reading: each claim of a reading says the same as each other one (complete linkage),
//! so that a claim that lies between two answers never makes one of them.

mod asked;
mod reach;
mod status;
mod why;

use crate::Input;
use crate::entity::Entities;
use crate::origin::Roots;
use asked::{Asked, ask, exact_key};
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::case::CaseEvent;
use variorum_model::ontology::{Movement, Property, PropertyGroup, ValueType};
use variorum_model::value::{Period, fold};
use variorum_model::{Claim, Event, EventId, Ontology, Report, ReportId, Value, ValueKind};

/// What questions are made from.
pub(crate) struct Material<'a> {
    /// The reports in their stable order.
    pub(crate) inputs: &'a [Input<'a>],
    /// For each report id its place in `inputs`.
    pub(crate) place_of: &'a BTreeMap<ReportId, usize>,
    /// All claims of the case, their events being those of the case.
    pub(crate) claims: &'a [Claim],
    /// The entities.
    pub(crate) entities: &'a Entities,
    /// For each report without a date the time to which its dates without a year belong.
    pub(crate) anchors: &'a BTreeMap<ReportId, Period>,
    /// The ontology.
    pub(crate) ontology: &'a Ontology,
}

impl Material<'_> {
    pub(crate) fn report(&self, id: ReportId) -> Option<&Report> {
        self.place_of.get(&id).map(|&place| self.inputs[place].report)
    }

    /// The time at which a claim is said to hold: stated, or else that of its report.
    pub(crate) fn time(&self, claim: &Claim) -> Option<Period> {
        let stated = claim
            .as_of
            .as_deref()
            .and_then(|value| self.dated(claim.report, value))
            .map(|(_, period)| period);
        stated.or_else(|| self.report(claim.report)?.published.as_ref().map(Period::of_publication))
    }

    /// A date of a report, with the year that it lacks ("XXXX-03-27") where other reports of the event tell it: the year that
    /// brings it nearest to the event.
    pub(crate) fn dated(&self, report: ReportId, value: &str) -> Option<(CompactString, Period)> {
        dated(value, self.anchors.get(&report))
    }

    /// The property of a claim, by the ontology or, for one that it does not know, by the type of the value.
    fn property(&self, name: &str, value: &Value) -> Property {
        self.ontology.property(name).cloned().unwrap_or_else(|| Property {
            name: name.into(),
            question: String::new(),
            about: String::new(),
            group: PropertyGroup::Circumstances,
            value: match value.kind {
                ValueKind::Count(_) => ValueType::Count,
                ValueKind::Duration { .. } => ValueType::Duration,
                ValueKind::Measure { .. } => ValueType::Measure,
                ValueKind::Money { .. } => ValueType::Money,
                ValueKind::Time(_) => ValueType::Time,
                ValueKind::Place(_) => ValueType::Place,
                ValueKind::Actor(_) => ValueType::Actor,
                ValueKind::Text => ValueType::Text,
            },
            movement: Movement::Stands,
            several: false,
            tolerance: 0.0,
            scopes: Vec::new(),
            roles: Vec::new(),
            kinds: Vec::new(),
        })
    }
}

/// A date with its period; one that lacks its year ("XXXX-03-27") with the year that brings it nearest to an anchor, one in the
/// past sooner than one in the future.
pub(crate) fn dated(value: &str, anchor: Option<&Period>) -> Option<(CompactString, Period)> {
    if let Some(period) = Period::of_value(value) {
        return Some((value.into(), period));
    }
    let rest = value.strip_prefix("XXXX-")?;
    let anchor = anchor?;
    let year = anchor.from.date().year();
    let years = [year, year - 1, year + 1].into_iter().filter(|year| (1..=9998).contains(year));
    let dates = years.filter_map(|year| {
        let date = format!("{year:04}-{rest}");
        Period::of_value(&date).map(|period| (CompactString::from(date), period))
    });
    // Reports tell of what was more often than of what will be.
    let far = |period: &Period| period.distance(anchor) * if period.from > anchor.to { AHEAD } else { 1 };
    dates.min_by_key(|(_, period)| far(period))
}

/// How much farther off a day in the future is than one as many days ago.
const AHEAD: i64 = 3;

/// Which question a claim answers: the event, the property by its place in the ontology and by name, whether it counts
/// parts, and the scope.
type Key = (EventId, usize, CompactString, bool, String);

/// A property that is told of an event for a scope.
type Told = (EventId, CompactString, String);

fn told(claim: &Claim) -> Option<Told> {
    let scope = claim.scope.as_deref().map(fold).unwrap_or_default();
    Some((claim.event?, claim.property.clone(), scope))
}

/// What is kept of the questions beside themselves, so that they need not be made anew for one more report.
#[derive(Clone, Debug, Default)]
pub(crate) struct Questions {
    /// In the order in which the events have them.
    asked: BTreeMap<Key, Asked>,
    /// What is told as a whole, not only in parts.
    wholes: BTreeSet<Told>,
}

impl Questions {
    /// The events with their questions.
    pub(crate) fn of(
        events: Vec<Event>,
        material: &Material<'_>,
        roots: &Roots,
    ) -> (Questions, Vec<CaseEvent>) {
        // One dead by name does not dispute "12 dead"; but where all that is told is that one person, it is the answer.
        let wholes = material.claims.iter().filter(|claim| !claim.part).filter_map(told).collect();
        let mut questions = Questions { wholes, ..Questions::default() };
        let mut asked: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
        for idx in 0..material.claims.len() as u32 {
            if let Some(key) = questions.key(idx, material) {
                asked.entry(key).or_default().push(idx);
            }
        }
        let mut events: Vec<CaseEvent> =
            events.into_iter().map(|event| CaseEvent { event, questions: Vec::new() }).collect();
        for (key, claims) in asked {
            if let Some(event) = events.get_mut(key.0.index()) {
                let (question, state) = ask(&key.2, key.3, claims, material, roots);
                event.questions.push(question);
                questions.asked.insert(key, state);
            }
        }
        (questions, events)
    }

    /// The question that a claim answers.
    fn key(&self, idx: u32, material: &Material<'_>) -> Option<Key> {
        let claim = &material.claims[idx as usize];
        let rank = material.ontology.properties.iter().position(|property| property.name == claim.property);
        let told = told(claim)?;
        let part = claim.part && self.wholes.contains(&told);
        Some((told.0, rank.unwrap_or(usize::MAX), told.1, part, told.2))
    }

    /// Takes the claims from this one on in: those of a report that comes last. `false` where they make other questions of
    /// claims that are there; then nothing has changed.
    pub(crate) fn add(
        &mut self,
        first: u32,
        events: &mut [CaseEvent],
        material: &Material<'_>,
        roots: &Roots,
    ) -> bool {
        let new = &material.claims[first as usize..];
        let wholes = new.iter().filter(|claim| !claim.part).filter_map(told);
        let wholes: Vec<Told> = wholes.filter(|told| !self.wholes.contains(told)).collect();
        let asked =
            |told: &Told| self.asked.keys().any(|key| (key.0, &key.2, &key.4) == (told.0, &told.1, &told.2));
        if wholes.iter().any(asked) {
            return false;
        }
        self.wholes.extend(wholes);
        let mut answered: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
        for idx in first..material.claims.len() as u32 {
            if let Some(key) = self.key(idx, material) {
                answered.entry(key).or_default().push(idx);
            }
        }
        for (key, claims) in answered {
            let Some(event) = events.get_mut(key.0.index()) else { continue };
            let at = self.place(&key);
            match self.asked.get_mut(&key) {
                Some(asked) => asked.add(&mut event.questions[at], claims, material, roots),
                None => {
                    let (question, asked) = ask(&key.2, key.3, claims, material, roots);
                    event.questions.insert(at, question);
                    self.asked.insert(key, asked);
                }
            }
        }
        true
    }
}

impl Questions {
    /// Counts the origins anew of what these claims say, which come from elsewhere than they did: each with the number of the
    /// root that it had.
    pub(crate) fn move_roots(
        &mut self,
        moved: &[(u32, u32)],
        events: &mut [CaseEvent],
        material: &Material<'_>,
        roots: &Roots,
    ) {
        let mut changed: BTreeMap<Key, BTreeSet<usize>> = BTreeMap::new();
        for &(idx, before) in moved {
            let claim = &material.claims[idx as usize];
            let Some(key) = self.key(idx, material) else { continue };
            let Some(asked) = self.asked.get_mut(&key) else { continue };
            let value = (claim.stance, exact_key(&claim.value));
            let Some(&(place, _)) = asked.by_value.get(&value) else { continue };
            let group = &mut asked.groups[place];
            *group.roots.entry(roots.of(idx)).or_default() += 1;
            if let Some(n) = group.roots.get_mut(&before) {
                *n -= 1;
                if *n == 0 {
                    group.roots.remove(&before);
                }
            }
            changed.entry(key).or_default().insert(place);
        }
        for (key, places) in changed {
            let at = self.place(&key);
            let Some(asked) = self.asked.get(&key) else { continue };
            let Some(question) = events.get_mut(key.0.index()).and_then(|event| event.questions.get_mut(at))
            else {
                continue;
            };
            for place in places {
                asked.groups[place].tell(&mut question.readings[place], material, roots);
            }
            asked.judge(question, material);
        }
    }

    /// The place of a question among those of its event.
    fn place(&self, key: &Key) -> usize {
        let lowest = (key.0, 0, CompactString::default(), false, String::new());
        self.asked.range(&lowest..key).count()
    }
}
