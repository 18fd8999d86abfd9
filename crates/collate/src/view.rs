//! The case as it was known on a day, and what has changed since.
//!
//! ```text
//! as of 24 March    killed: 133, single            since 25 March    killed: single became evolving; new reading 143
//! ```

use crate::{Input, bring_together, inputs, prepare};
use compact_str::CompactString;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::value::{fold, show};
use variorum_model::{Account, Before, Case, Event, Ontology, Question, Report, Stance, Status};

/// The case as the reports published up to and including this day tell it. Reports whose date is not known are left out:
/// nobody can say that they were there. Ids of reports stay those of `reports`.
pub fn as_of(reports: &[Report], accounts: &[Account], ontology: &Ontology, day: Date) -> Case {
    let published = |report: &Report| report.published.is_some_and(|published| published.date <= day);
    let prepared = prepare(reports, accounts);
    let known = inputs(reports, accounts, &prepared).filter(|input| published(input.report));
    Case { as_of: Some(day), ..bring_together(known.collect(), ontology) }
}

/// A question that stands otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The name of the event now.
    pub event: String,
    /// Where the question stands in the case now: the number of the event, and that of the question among the event's.
    pub place: (usize, usize),
    /// The property.
    pub property: CompactString,
    /// Whom or what the value counts.
    pub scope: Option<CompactString>,
    /// How the question stood before; `None` where it was not asked.
    pub before: Option<Status>,
    /// How it stands now.
    pub now: Status,
    /// The readings that are new, or that more reports carry.
    pub readings: Vec<ReadingChange>,
}

/// A reading that is new or that more reports carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingChange {
    /// Its index in the question as it stands now.
    pub reading: usize,
    /// The value in a few words.
    pub value: String,
    /// How many reports carried it before; 0 for a new reading.
    pub reports_before: usize,
    /// How many carry it now.
    pub reports_now: usize,
}

/// What the reports published on or after this day changed: every question whose status or readings differ from the case as
/// of the day before, in the order of the case now. Reports without a date count as known before.
pub fn changes_since(
    reports: &[Report],
    accounts: &[Account],
    ontology: &Ontology,
    day: Date,
) -> Vec<Change> {
    let (before, now) = compared(reports, accounts, ontology, day);
    changes(&before, &now)
}

/// The case now, reduced to what the reports published on or after this day changed: the questions that stand otherwise, each
/// saying what it was before, and the happenings and warnings that became known since. Events stay, for claims point to them.
pub fn since(reports: &[Report], accounts: &[Account], ontology: &Ontology, day: Date) -> Case {
    let (before, now) = compared(reports, accounts, ontology, day);
    changed(&before, now, reports, day)
}

/// A case reduced to what is otherwise than in the case of before this day.
pub fn changed(before: &Case, mut case: Case, reports: &[Report], day: Date) -> Case {
    let changes = changes(before, &case);
    for change in &changes {
        let (event, question) = change.place;
        let question = &mut case.events[event].questions[question];
        question.why = format!("{} {}", told(change, day), question.why).trim_end().to_owned();
        let readings = |new: bool| {
            let those = change.readings.iter().filter(move |reading| (reading.reports_before == 0) == new);
            those.map(|reading| reading.reading as u32).collect()
        };
        question.before =
            Some(Before { status: change.before, new: readings(true), repeated: readings(false) });
    }
    let changed: BTreeSet<(usize, usize)> = changes.iter().map(|change| change.place).collect();
    for (e, event) in case.events.iter_mut().enumerate() {
        let mut q = 0;
        event.questions.retain(|_| {
            q += 1;
            changed.contains(&(e, q - 1))
        });
    }
    let published = |claim: u32| {
        let report = reports.get(case.claims[claim as usize].report.index());
        report.and_then(|report| report.published).is_some_and(|published| published.date >= day)
    };
    case.warnings.retain(|warning| warning.claims.iter().all(|&claim| published(claim)));
    case.since = Some(day);
    let day = day.to_string();
    case.timeline.retain(|entry| entry.known.as_deref().is_some_and(|known| known >= day.as_str()));
    case
}

/// What changed, in a sentence: "Single became evolving since 25 March; new: 143."
fn told(change: &Change, day: Date) -> String {
    let day = day.strftime("%-d %B %Y");
    let new = |count: fn(&&ReadingChange) -> bool| {
        change
            .readings
            .iter()
            .filter(count)
            .map(|reading| reading.value.clone())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (fresh, repeated) =
        (new(|reading| reading.reports_before == 0), new(|reading| reading.reports_before > 0));
    let mut parts = vec![match change.before {
        None => format!("Asked since {day}"),
        Some(before) if before == change.now => format!("Still {} since {day}", change.now.label()),
        Some(before) => format!("{} became {} since {day}", capital(before.label()), change.now.label()),
    }];
    if change.before.is_some() && !fresh.is_empty() {
        parts.push(format!("new: {fresh}"));
    }
    if !repeated.is_empty() {
        parts.push(format!("said again: {repeated}"));
    }
    format!("{}.", parts.join("; "))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The case as of the day before, and the case now.
fn compared(reports: &[Report], accounts: &[Account], ontology: &Ontology, day: Date) -> (Case, Case) {
    let prepared = prepare(reports, accounts);
    let all: Vec<Input<'_>> = inputs(reports, accounts, &prepared).collect();
    let known = |input: &&Input<'_>| input.report.published.is_none_or(|published| published.date < day);
    let before = bring_together(all.iter().filter(known).copied().collect(), ontology);
    (before, bring_together(all, ontology))
}

/// Every question whose status or readings differ between two states of a case, in the order of the case now.
pub fn changes(before: &Case, now: &Case) -> Vec<Change> {
    let old = claims_by_question(before);
    let mut changes = Vec::new();
    for (e, event) in now.events.iter().enumerate() {
        for (q, question) in event.questions.iter().enumerate() {
            // The question of before that has most claims in common with this one.
            let mut votes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
            for claim in question.readings.iter().flat_map(|reading| &reading.claims) {
                let id = &now.claims[*claim as usize].id;
                old.get(&(id, question.property.as_str()))
                    .into_iter()
                    .for_each(|&place| *votes.entry(place).or_default() += 1);
            }
            let earlier = votes
                .iter()
                .max_by_key(|&(place, n)| (*n, std::cmp::Reverse(*place)))
                .map(|(&(event, question), _)| &before.events[event].questions[question]);
            changes.extend(change(&event.event, (e, q), question, earlier));
        }
    }
    changes
}

/// Where each claim of a case stands: by id and property the numbers of event and question.
fn claims_by_question(case: &Case) -> BTreeMap<(&CompactString, &str), (usize, usize)> {
    let mut places = BTreeMap::new();
    for (e, event) in case.events.iter().enumerate() {
        for (q, question) in event.questions.iter().enumerate() {
            for &claim in question.readings.iter().flat_map(|reading| &reading.claims) {
                places.insert((&case.claims[claim as usize].id, question.property.as_str()), (e, q));
            }
        }
    }
    places
}

fn change(event: &Event, place: (usize, usize), now: &Question, before: Option<&Question>) -> Option<Change> {
    let key = |stance: Stance, value: &variorum_model::Value| (stance, fold(&show(value)));
    let old: BTreeMap<(Stance, String), usize> = before
        .into_iter()
        .flat_map(|question| &question.readings)
        .map(|reading| (key(reading.stance, &reading.value), reading.reports.len()))
        .collect();
    let readings: Vec<ReadingChange> = now
        .readings
        .iter()
        .enumerate()
        .map(|(idx, reading)| ReadingChange {
            reading: idx,
            value: show(&reading.value),
            reports_before: old.get(&key(reading.stance, &reading.value)).copied().unwrap_or(0),
            reports_now: reading.reports.len(),
        })
        .filter(|reading| reading.reports_now > reading.reports_before)
        .collect();
    let status = before.map(|question| question.status);
    (status != Some(now.status) || !readings.is_empty()).then(|| Change {
        event: event.label.clone(),
        place,
        property: now.property.clone(),
        scope: now.scope.clone(),
        before: status,
        now: now.status,
        readings,
    })
}
