//! The events that a few reports touch, brought together, and put in place of what stood there before.
//!
//! ```text
//! 10,000 reports, shown   +   the events that report 10,001 tells of, with their reports   ─▶   10,001 reports, shown
//! ```
//!
//! What the part does not touch is taken over as it stands; only places in lists are renumbered.

use super::{Keys, Material, View, decide};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::case::CaseEvent;
use variorum_model::origin::OriginRef;
use variorum_model::value::Period;
use variorum_model::{Case, Claim, Decision, EventId, Origin, ReportId};

/// The events that some reports touch, with all reports that tell of them.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The reports, and others that were looked at with them.
    pub material: Material,
    /// What these say together.
    pub case: Case,
    pub(super) keys: Keys,
    /// The events that are touched, as places in the case: what else it says is not all that is known of it.
    pub touched: BTreeSet<usize>,
    /// The numbers of the reports that touch them.
    pub(super) own: BTreeSet<i64>,
}

/// Where something comes from, and its place there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Whole(usize),
    Part(usize),
}

/// What has become of the places of the whole and of the part.
#[derive(Default)]
struct Moved {
    of_whole: Vec<Option<u32>>,
    of_part: Vec<Option<u32>>,
}

impl Moved {
    fn new(order: &[From], n_whole: usize, n_part: usize) -> Moved {
        let mut moved = Moved { of_whole: vec![None; n_whole], of_part: vec![None; n_part] };
        for (&from, now) in order.iter().zip(0..) {
            match from {
                From::Whole(idx) => moved.of_whole[idx] = Some(now),
                From::Part(idx) => moved.of_part[idx] = Some(now),
            }
        }
        moved
    }

    fn whole(&self, idx: usize) -> Option<u32> {
        self.of_whole.get(idx).copied().flatten()
    }

    fn part(&self, idx: usize) -> Option<u32> {
        self.of_part.get(idx).copied().flatten()
    }
}

impl Part {
    /// The key of a question: the place of its event in the part's case, and its own there.
    pub fn question_key(&self, event: usize, question: usize) -> &str {
        self.keys.question(event, question)
    }

    /// The events that are touched, by their keys.
    pub fn keys(&self) -> BTreeSet<&str> {
        self.touched.iter().map(|&event| self.keys.event(event)).collect()
    }
}

impl View {
    /// The view of all this material, of which the part is what has changed since. Nothing where the part does not fit: then
    /// all has to be brought together anew.
    pub fn with(&self, part: &Part, all: &Material) -> Option<View> {
        let place = |row: &i64| all.rows.binary_search(row).ok().map(|idx| ReportId(idx as u32));
        let report_of: Vec<ReportId> = part.material.rows.iter().map(place).collect::<Option<_>>()?;
        if !all.rows.starts_with(&self.rows) {
            return None;
        }
        let of_event: BTreeMap<&str, usize> = self.keys.events().zip(0..).collect();
        let replaced: BTreeSet<usize> =
            part.keys().iter().filter_map(|key| of_event.get(key).copied()).collect();
        let own: BTreeSet<ReportId> = part.own.iter().filter_map(place).collect();
        // An event that a report has ceased to touch is not in the part.
        let left = |claim: &Claim| {
            own.contains(&claim.report) && claim.event.is_some_and(|event| !replaced.contains(&event.index()))
        };
        if self.case.claims.iter().any(left) {
            return None;
        }

        let (events, of_events) = self.events(part, &replaced, &report_of);
        let order = self.order(part, &replaced, &own, &report_of);
        let of_claims = Moved::new(&order, self.case.claims.len(), part.case.claims.len());
        let mut case = Case::default();
        for &from in &order {
            let (mut claim, event) = match from {
                From::Whole(idx) => {
                    let claim = self.case.claims[idx].clone();
                    let event = claim.event.and_then(|event| of_events.whole(event.index()));
                    (claim, event)
                }
                From::Part(idx) => {
                    let claim = part.case.claims[idx].clone();
                    let event = claim.event.and_then(|event| of_events.part(event.index()));
                    (Claim { report: report_of[claim.report.index()], ..claim }, event)
                }
            };
            claim.event = event.map(EventId);
            case.claims.push(claim);
        }
        let mut keys = self.keys.emptied();
        for from in events {
            let (entry, of_event, of_questions) = match from {
                From::Whole(idx) => {
                    let entry =
                        entry(&self.case.events[idx], |claim| of_claims.whole(claim), |report| report);
                    (entry, self.keys.event(idx), self.keys.questions(idx))
                }
                From::Part(idx) => {
                    let report = |report: ReportId| report_of[report.index()];
                    let entry = entry(&part.case.events[idx], |claim| of_claims.part(claim), report);
                    (entry, part.keys.event(idx), part.keys.questions(idx))
                }
            };
            case.events.push(entry);
            keys.push(of_event, of_questions);
        }
        self.dated(part, &of_claims, &mut case);
        case.origins = self.origins(part, &own, &report_of);
        let known: BTreeSet<&str> = self.case.entities.iter().map(|entity| entity.name.as_str()).collect();
        let new = part.case.entities.iter().filter(|entity| !known.contains(entity.name.as_str()));
        case.entities = self.case.entities.iter().chain(new).cloned().collect();
        let in_force: Vec<&Decision> =
            all.decisions.iter().filter(|decision| decision.undone.is_none()).collect();
        if !in_force.is_empty() {
            case.judgements = decide::judgements(&in_force, &case, &all.reports, &all.accounts);
        }
        Some(View {
            reports: all.reports.clone(),
            rows: all.rows.clone(),
            added: all.added.clone(),
            case,
            keys,
            revision: all.revision,
        })
    }

    /// The events in the order of a case: main ones first, those of many reports before others.
    fn events(&self, part: &Part, replaced: &BTreeSet<usize>, report_of: &[ReportId]) -> (Vec<From>, Moved) {
        let kept = (0..self.case.events.len()).filter(|idx| !replaced.contains(idx)).map(From::Whole);
        let mut order: Vec<From> = kept.chain(part.touched.iter().map(|&idx| From::Part(idx))).collect();
        order.sort_by_key(|&from| {
            let (event, first) = match from {
                From::Whole(idx) => {
                    let event = &self.case.events[idx].event;
                    (event, event.reports.first().copied())
                }
                From::Part(idx) => {
                    let event = &part.case.events[idx].event;
                    (event, event.reports.first().map(|report| report_of[report.index()]))
                }
            };
            (!event.main, Reverse(event.reports.len()), first)
        });
        let moved = Moved::new(&order, self.case.events.len(), part.case.events.len());
        (order, moved)
    }

    /// The claims by report and evidence: those of the part's events and reports, and all others as they stand.
    fn order(
        &self,
        part: &Part,
        replaced: &BTreeSet<usize>,
        own: &BTreeSet<ReportId>,
        report_of: &[ReportId],
    ) -> Vec<From> {
        let stays = |claim: &Claim| {
            !own.contains(&claim.report) && claim.event.is_none_or(|event| !replaced.contains(&event.index()))
        };
        let comes = |claim: &Claim| {
            let of_own = own.contains(&report_of[claim.report.index()]);
            of_own || claim.event.is_some_and(|event| part.touched.contains(&event.index()))
        };
        let whole = self.case.claims.iter().enumerate().filter(|(_, claim)| stays(claim));
        let part_of = part.case.claims.iter().enumerate().filter(|(_, claim)| comes(claim));
        let mut order: Vec<From> =
            whole.map(|(idx, _)| From::Whole(idx)).chain(part_of.map(|(idx, _)| From::Part(idx))).collect();
        let key = |from: &From| {
            let (claim, report) = match *from {
                From::Whole(idx) => (&self.case.claims[idx], self.case.claims[idx].report),
                From::Part(idx) => (&part.case.claims[idx], report_of[part.case.claims[idx].report.index()]),
            };
            (report, claim.evidence, claim.value_span, &claim.id)
        };
        order.sort_by(|a, b| key(a).cmp(&key(b)));
        order
    }

    /// The timeline and the warnings.
    fn dated(&self, part: &Part, moved: &Moved, case: &mut Case) {
        let of_part = |claims: &[u32]| claims.iter().any(|&claim| moved.part(claim as usize).is_some());
        // What was told by claims of the part alone is told anew.
        let stays = |claims: &[u32]| {
            claims.is_empty() || claims.iter().any(|&claim| moved.whole(claim as usize).is_some())
        };
        let whole = |claims: &[u32]| -> Vec<u32> {
            claims.iter().filter_map(|&claim| moved.whole(claim as usize)).collect()
        };
        let new = |claims: &[u32]| -> Vec<u32> {
            claims.iter().filter_map(|&claim| moved.part(claim as usize)).collect()
        };
        for entry in self.case.timeline.iter().filter(|entry| stays(&entry.claims)) {
            let mut entry = entry.clone();
            entry.claims = whole(&entry.claims);
            case.timeline.push(entry);
        }
        for entry in part.case.timeline.iter().filter(|entry| of_part(&entry.claims)) {
            let mut entry = entry.clone();
            entry.claims = new(&entry.claims);
            case.timeline.push(entry);
        }
        case.timeline.sort_by_cached_key(|entry| Period::of_value(&entry.date));
        for warning in self.case.warnings.iter().filter(|warning| stays(&warning.claims)) {
            let mut warning = warning.clone();
            (warning.claims, warning.responses) = (whole(&warning.claims), whole(&warning.responses));
            case.warnings.push(warning);
        }
        for warning in part.case.warnings.iter().filter(|warning| of_part(&warning.claims)) {
            let mut warning = warning.clone();
            (warning.claims, warning.responses) = (new(&warning.claims), new(&warning.responses));
            case.warnings.push(warning);
        }
        case.warnings.sort_by_cached_key(|warning| {
            let period = warning.date.as_deref().and_then(Period::of_value);
            (period.is_none(), period, warning.claims.first().copied())
        });
    }

    /// The debts: those of and to the reports that touch, and all others as they stand.
    fn origins(&self, part: &Part, own: &BTreeSet<ReportId>, report_of: &[ReportId]) -> Vec<Origin> {
        let touches = |origin: &Origin| {
            own.contains(&origin.report)
                || matches!(&origin.derives_from, OriginRef::Report(from) if own.contains(from))
        };
        let mut origins: Vec<Origin> =
            self.case.origins.iter().filter(|origin| !touches(origin)).cloned().collect();
        for origin in &part.case.origins {
            let mut origin = origin.clone();
            origin.report = report_of[origin.report.index()];
            if let OriginRef::Report(from) = &mut origin.derives_from {
                *from = report_of[from.index()];
            }
            if touches(&origin) {
                origins.push(origin);
            }
        }
        origins.sort_by(Origin::in_order);
        origins
    }
}

/// An event with its claims and reports renumbered.
fn entry(
    entry: &CaseEvent,
    claim: impl Fn(usize) -> Option<u32>,
    report: impl Fn(ReportId) -> ReportId,
) -> CaseEvent {
    let mut entry = entry.clone();
    entry.event.reports.iter_mut().for_each(|id| *id = report(*id));
    for reading in entry.questions.iter_mut().flat_map(|question| &mut question.readings) {
        reading.claims = reading.claims.iter().filter_map(|&idx| claim(idx as usize)).collect();
        reading.reports.iter_mut().for_each(|id| *id = report(*id));
    }
    entry
}
