//! Questions: a property of an event with every answer that the reports offer, and how the answers stand to each other.
//!
//! ```text
//! killed    133 (a, 23 March) · 139 (b, 26 March) · 139 (c, 26 March)     evolving: 139 replaces 133
//! blamed    Northern Front (a) · not Northern Front (b)                   disputed: one denies what the other says
//! ```
//!
//! Claims that say the same become one reading: each claim of a reading says the same as each other one (complete linkage),
//! so that a claim that lies between two answers never makes one of them.

mod reach;
mod status;
mod why;

use crate::Input;
use crate::entity::Entities;
use crate::origin::Origins;
use compact_str::CompactString;
use reach::Reach;
use status::{Answer, status};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::case::CaseEvent;
use variorum_model::ontology::{Movement, Property, PropertyGroup, ValueType};
use variorum_model::value::{Period, Relation, Stated, content_words, fold, relate};
use variorum_model::{
    Claim, Event, EventId, Ontology, Question, Reading, Report, ReportId, Stance, Value, ValueKind,
};

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
    /// What reports owe to each other.
    pub(crate) origins: &'a Origins,
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

/// The events with their questions.
pub(crate) fn questions(events: Vec<Event>, material: &Material<'_>) -> Vec<CaseEvent> {
    let scope = |claim: &Claim| claim.scope.as_deref().map(fold).unwrap_or_default();
    // One dead by name does not dispute "12 dead"; but where all that is told is that one person, it is the answer.
    let wholes: BTreeSet<(EventId, &str, String)> = material
        .claims
        .iter()
        .filter(|claim| !claim.part)
        .filter_map(|claim| Some((claim.event?, claim.property.as_str(), scope(claim))))
        .collect();
    let mut asked: BTreeMap<(EventId, usize, CompactString, bool, String), Vec<u32>> = BTreeMap::new();
    for (idx, claim) in material.claims.iter().enumerate() {
        let Some(event) = claim.event else { continue };
        let rank = material.ontology.properties.iter().position(|property| property.name == claim.property);
        let part = claim.part && wholes.contains(&(event, claim.property.as_str(), scope(claim)));
        let key = (event, rank.unwrap_or(usize::MAX), claim.property.clone(), part, scope(claim));
        asked.entry(key).or_default().push(idx as u32);
    }
    let mut events: Vec<CaseEvent> =
        events.into_iter().map(|event| CaseEvent { event, questions: Vec::new() }).collect();
    for ((event, _, property, part, _), claims) in asked {
        if let Some(event) = events.get_mut(event.index()) {
            event.questions.push(question(&property, part, claims, material));
        }
    }
    events
}

/// A question with its readings and its status.
fn question(name: &CompactString, part: bool, mut claims: Vec<u32>, material: &Material<'_>) -> Question {
    let claim = |idx: u32| &material.claims[idx as usize];
    let order = |idx: &u32| {
        let claim = claim(*idx);
        let time = material.time(claim).map(|period| period.from);
        (
            time.is_none(),
            time,
            material.place_of.get(&claim.report).copied(),
            claim.evidence,
            claim.value_span,
            claim.id.clone(),
        )
    };
    claims.sort_by_cached_key(order);
    let mut property = material.property(name, &claim(claims[0]).value);
    // Parts stand beside each other.
    property.several |= part;
    let groups = group(&property, &claims, material);
    let readings: Vec<Reading> = groups.iter().map(|group| reading(&group.claims, material)).collect();
    let answers: Vec<Answer<'_>> = readings
        .iter()
        .zip(&groups)
        .map(|(reading, group)| Answer {
            value: &reading.value,
            values: group
                .distinct
                .iter()
                .map(|&idx| (&claim(idx).value, Reach::of(claim(idx), material)))
                .collect(),
            stance: reading.stance,
            reports: &reading.reports,
            // The first time at which somebody said so: a late repetition makes an old figure no younger.
            time: group
                .claims
                .iter()
                .map(|&idx| material.time(claim(idx)))
                .min_by_key(|time| (time.is_none(), *time))
                .flatten(),
        })
        .collect();
    let verdict = status(&property, &answers, witnesses(&readings, material), material.entities);
    let scope = claim(claims[0]).scope.clone();
    let why = why::why(&verdict, &answers, &readings, material);
    Question { property: name.clone(), scope, part, status: verdict.status, why, readings, before: None }
}

/// How many reports answer; one that is there twice, word for word, is one.
fn witnesses(readings: &[Reading], material: &Material<'_>) -> usize {
    let reports: BTreeSet<ReportId> =
        readings.iter().flat_map(|reading| reading.reports.iter().copied()).collect();
    let texts = reports.into_iter().filter_map(|id| material.report(id)).map(|report| report.text.trim());
    texts.collect::<BTreeSet<&str>>().len()
}

/// Claims that say the same.
#[derive(Default)]
struct Group {
    /// All of them, the first one first.
    claims: Vec<u32>,
    /// One for each way of saying it.
    distinct: Vec<u32>,
    /// The weighty words of the first, where it is a text.
    words: BTreeSet<String>,
}

/// Groups claims that say the same, in the order of their first claim.
fn group(property: &Property, claims: &[u32], material: &Material<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_value: BTreeMap<(Stance, String), usize> = BTreeMap::new();
    let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &idx in claims {
        let claim = &material.claims[idx as usize];
        let key = (claim.stance, exact_key(&claim.value));
        if let Some(&group) = by_value.get(&key) {
            groups[group].claims.push(idx);
            continue;
        }
        let reach = Reach::of(claim, material);
        let same = |other: u32| {
            let other = &material.claims[other as usize];
            let theirs = reach.as_ref().and_then(|_| Reach::of(other, material));
            if let (Some(ours), Some(theirs)) = (&reach, &theirs) {
                return claim.stance == other.stance && ours.relate(theirs).relation == Relation::Same;
            }
            let (a, b) = (
                Stated { value: &claim.value, stance: claim.stance, time: None },
                Stated { value: &other.value, stance: other.stance, time: None },
            );
            claim.stance == other.stance
                && relate(property, &a, &b, material.entities).relation == Relation::Same
        };
        // Texts that say the same share words; only those are compared.
        let words = if claim.value.kind == ValueKind::Text {
            content_words(&claim.value.text)
        } else {
            BTreeSet::new()
        };
        let candidates: BTreeSet<usize> = match claim.value.kind {
            ValueKind::Text => words.iter().filter_map(|word| by_word.get(word)).flatten().copied().collect(),
            _ => (0..groups.len()).collect(),
        };
        let shares = |place: &usize| {
            let theirs = &groups[*place].words;
            words.is_empty()
                || reach.is_some()
                || words.intersection(theirs).count() * 5 >= words.len().min(theirs.len()) * 3
        };
        let fits = |place: &usize| groups[*place].distinct.iter().all(|&other| same(other));
        let place = candidates.into_iter().filter(shares).find(fits);
        let place = place.unwrap_or_else(|| {
            words.iter().for_each(|word| by_word.entry(word.clone()).or_default().push(groups.len()));
            groups.push(Group { words, ..Group::default() });
            groups.len() - 1
        });
        groups[place].claims.push(idx);
        groups[place].distinct.push(idx);
        by_value.insert(key, place);
    }
    groups
}

/// A text that is equal for equal values.
fn exact_key(value: &Value) -> String {
    match &value.kind {
        ValueKind::Text => value.text.clone(),
        ValueKind::Time(time) => time.to_string(),
        kind => format!("{kind:?}"),
    }
}

/// A reading of claims that say the same.
fn reading(claims: &[u32], material: &Material<'_>) -> Reading {
    let first = &material.claims[claims[0] as usize];
    let mut reports: BTreeSet<ReportId> = BTreeSet::new();
    let mut sources: Vec<String> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut days = Vec::new();
    for &idx in claims {
        let claim = &material.claims[idx as usize];
        if reports.insert(claim.report) {
            days.extend(
                material
                    .report(claim.report)
                    .and_then(|report| report.published)
                    .map(|published| published.date),
            );
        }
        for source in &claim.sources {
            if seen.insert(fold(&source.name)) {
                sources.push(source.name.clone());
            }
        }
    }
    let day = |day: Option<&jiff::civil::Date>| day.map(|day| day.to_string().into());
    let (independent, unestablished) = material.origins.count(claims, material);
    let mut claims = claims.to_vec();
    claims.sort_unstable();
    Reading {
        value: first.value.clone(),
        stance: first.stance,
        reports: reports.into_iter().collect(),
        sources,
        independent,
        unestablished,
        first_reported: day(days.iter().min()),
        last_reported: day(days.iter().max()),
        claims,
    }
}
