//! The case at one moment, with what is worked out of it once for all readers.

use crate::pages::end_of;
use jiff::civil::Date;
use std::collections::BTreeSet;
use variorum::Engine;
use variorum::case_file::{Material, Part, View};
use variorum::model::{Case, Decision};
use variorum::site::Moved;

/// In a case of more reports, what has moved on the last day is looked for in the events that were told of on it.
const SMALL: usize = 120;

/// A view with what is worked out of it once.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub(crate) view: View,
    /// The question of each claim.
    pub(crate) question_of: Vec<Option<(usize, usize)>>,
    /// What has moved on the last day, and which day that is.
    pub(crate) moved: Vec<Moved>,
    pub(crate) since: Option<Date>,
    /// The days on which reports were published, of the whole case.
    pub(crate) days: Vec<Date>,
    /// The day as of which it is; `None` for now.
    pub(crate) as_of: Option<Date>,
    pub(crate) decisions: Vec<Decision>,
}

impl Snapshot {
    /// The decisions that were made up to the end of the day that is shown, as they stood then.
    pub(crate) fn decisions_made(&self) -> Vec<Decision> {
        made_until(self.decisions.clone(), self.as_of)
    }
}

/// The decisions that were made up to the end of a day (UTC), as they stood then: what was undone later is in force.
pub(crate) fn made_until(mut all: Vec<Decision>, day: Option<Date>) -> Vec<Decision> {
    let Some(end) = day.map(end_of) else { return all };
    all.retain(|decision| *decision.made < *end);
    for decision in &mut all {
        if decision.undone.as_ref().is_some_and(|undone| *undone.made >= *end) {
            decision.undone = None;
        }
    }
    all
}

/// The question of each claim.
fn questions(case: &Case) -> Vec<Option<(usize, usize)>> {
    let mut question_of = vec![None; case.claims.len()];
    for (event, entry) in case.events.iter().enumerate() {
        for (number, question) in entry.questions.iter().enumerate() {
            for &claim in question.readings.iter().flat_map(|reading| &reading.claims) {
                if let Some(place) = question_of.get_mut(claim as usize) {
                    *place = Some((event, number));
                }
            }
        }
    }
    question_of
}

/// What is otherwise in a case than before a day.
fn moved_since(day: Date, material: &Material, case: &Case, engine: &Engine) -> Vec<Moved> {
    let before = material.before(day).case(engine);
    let moved = |change: variorum::Change| {
        let (event, question) = change.place;
        let readings = change.readings.into_iter().map(|reading| reading.value).collect();
        Moved { event, question, before: change.before, readings }
    };
    variorum::changes(&before, case).into_iter().map(moved).collect()
}

/// What a view shows. `all` is the case as it is now, `material` what the view is made of.
pub(super) fn snapshot(
    engine: &Engine,
    view: View,
    all: &Material,
    material: &Material,
    as_of: Option<Date>,
) -> Snapshot {
    let since = material.days().last().copied();
    let mut moved = Vec::new();
    if let Some(day) = since {
        let is_last = |idx: usize| {
            view.reports
                .get(idx)
                .and_then(|report| report.published)
                .is_some_and(|published| published.date >= day)
        };
        let told =
            |event: usize| view.case.events[event].event.reports.iter().any(|report| is_last(report.index()));
        let events: BTreeSet<usize> = (0..view.case.events.len()).filter(|&event| told(event)).collect();
        let of_these: BTreeSet<usize> = events
            .iter()
            .flat_map(|&event| &view.case.events[event].event.reports)
            .map(|id| id.index())
            .collect();
        moved = if view.reports.len() <= SMALL || of_these.len() * 2 > view.reports.len() {
            moved_since(day, material, &view.case, engine)
        } else {
            moved_since(day, &material.of(&of_these), &view.case, engine)
        };
        moved.retain(|it| events.contains(&it.event));
    }
    let (question_of, decisions) = (questions(&view.case), all.decisions.clone());
    Snapshot { question_of, moved, since, days: all.days(), as_of, decisions, view }
}

/// What was shown, with a part of it in place of what it was; nothing where the part does not fit.
pub(super) fn patched(engine: &Engine, shown: &Snapshot, part: &Part, all: &Material) -> Option<Snapshot> {
    let view = shown.view.with(part, all)?;
    let days = all.days();
    let since = days.last().copied();
    let mut moved = Vec::new();
    let mut add = |key: &str, it: &Moved| {
        if let Some((event, question)) = view.keys.find_question(key) {
            moved.push(Moved { event, question, ..it.clone() });
        }
    };
    let touched = part.keys();
    for it in shown.moved.iter().filter(|_| since == shown.since) {
        if !touched.contains(shown.view.keys.event(it.event)) {
            add(shown.view.keys.question(it.event, it.question), it);
        }
    }
    if let Some(day) = since {
        for it in moved_since(day, &part.material, &part.case, engine) {
            if part.touched.contains(&it.event) {
                add(part.question_key(it.event, it.question), &it);
            }
        }
    }
    let (question_of, decisions) = (questions(&view.case), all.decisions.clone());
    Some(Snapshot { question_of, moved, since, days, as_of: None, decisions, view })
}
