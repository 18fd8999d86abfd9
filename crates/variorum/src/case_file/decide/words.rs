//! Decisions in words, with the places where they show.
//!
//! ```text
//! Act::RejectClaim { claim: "4f1c" }   ─▶   "rejected: killed 57 (npa-inquiry)"   at the claim, and at its question
//! ```

use super::{Index, added_id, index};
use crate::case_file::question_of;
use std::collections::BTreeMap;
use variorum_model::decision::{NoteOn, Place};
use variorum_model::value::show;
use variorum_model::{Account, Act, Case, Claim, Decision, EventId, Judgement, Report, ReportId};

/// The decisions in words, with the places where they show.
pub(in crate::case_file) fn judgements(
    decisions: &[&Decision],
    case: &Case,
    reports: &[Report],
    accounts: &[Account],
) -> Vec<Judgement> {
    let shown = Shown {
        case,
        reports,
        accounts,
        claims: case.claims.iter().zip(0..).map(|(claim, idx)| (claim.id.as_str(), idx)).collect(),
        read: index(accounts),
    };
    decisions
        .iter()
        .map(|decision| Judgement {
            decision: decision.id.clone(),
            author: decision.author.clone(),
            made: decision.made.clone(),
            reason: decision.reason.clone(),
            what: shown.what(&decision.act),
            on: shown.places(decision),
        })
        .collect()
}

/// What a decision does, in words, without a case to look claims up in.
pub fn describe(act: &Act, reports: &[Report], accounts: &[Account]) -> String {
    let case = Case::default();
    Shown { case: &case, reports, accounts, claims: BTreeMap::new(), read: index(accounts) }.what(act)
}

struct Shown<'a> {
    case: &'a Case,
    reports: &'a [Report],
    accounts: &'a [Account],
    claims: BTreeMap<&'a str, u32>,
    /// The claims as they were read, rejected ones too.
    read: Index,
}

impl Shown<'_> {
    fn read(&self, id: &str) -> Option<(&Claim, &Report)> {
        let &(a, c) = self.read.get(id)?;
        Some((self.accounts.get(a)?.claims.get(c)?, self.reports.get(a)?))
    }

    /// A claim in a few words: "killed 57 (npa-inquiry)".
    fn claim(&self, id: &str) -> String {
        match self.read(id) {
            Some((claim, report)) => {
                format!("{} {} ({})", claim.property.replace('_', " "), show(&claim.value), report.id)
            }
            None => match self.claims.get(id).and_then(|&idx| self.case.claims.get(idx as usize)) {
                Some(claim) => format!("{} {}", claim.property.replace('_', " "), show(&claim.value)),
                None => format!("claim {id}"),
            },
        }
    }

    fn some(&self, ids: &[impl AsRef<str>]) -> String {
        let shown: Vec<String> = ids.iter().take(3).map(|id| self.claim(id.as_ref())).collect();
        match ids.len() {
            0..=3 => shown.join(", "),
            n => format!("{} and {} more", shown.join(", "), n - 3),
        }
    }

    fn what(&self, act: &Act) -> String {
        match act {
            Act::JoinEvents { into, from } => {
                format!("one event: that of {} and that of {}", self.claim(into), self.claim(from))
            }
            Act::SplitEvent { claims, label } => format!("another event, {label}: {}", self.some(claims)),
            Act::JoinEntities { into, from } => format!("one and the same: {into} and {from}"),
            Act::SplitEntity { name, reports, label } => {
                format!("{name} in {} is another: {label}", reports.join(", "))
            }
            Act::JoinQuestions { into, from } => {
                format!("one question: that of {} and that of {}", self.claim(into), self.claim(from))
            }
            Act::SplitQuestion { claims, scope } => {
                format!("a question of its own, {scope}: {}", self.some(claims))
            }
            Act::JoinReadings { into, from } => {
                format!("one reading: {} and {}", self.claim(into), self.claim(from))
            }
            Act::RejectClaim { claim } => format!("rejected: {}", self.claim(claim)),
            Act::CorrectClaim { claim, value, stance, scope, source } => {
                let changes = [
                    value.as_ref().map(show),
                    stance.map(|stance| stance.label().to_owned()),
                    scope.as_ref().map(|scope| {
                        if scope.is_empty() { "of the whole".to_owned() } else { format!("of {scope}") }
                    }),
                    source.as_ref().map(|source| {
                        if source.is_empty() {
                            "said by the report itself".to_owned()
                        } else {
                            format!("said by {source}")
                        }
                    }),
                ];
                let changes: Vec<String> = changes.into_iter().flatten().collect();
                format!("corrected: {} is {}", self.claim(claim), changes.join(", "))
            }
            Act::AddClaim { report, property, value, .. } => {
                format!("added by hand: {} {} ({report})", property.replace('_', " "), show(value))
            }
            Act::MarkCopy { report, of } => format!("{report} is a copy of {of}"),
            Act::NoCopy { report, of } => format!("{report} is no copy of {of}"),
            Act::GradeSource { source, grade } => format!("{source} is graded {grade}"),
            Act::GradeClaim { claim, grade } => format!("graded {grade}: {}", self.claim(claim)),
            Act::Note { text, .. } => format!("note: {text}"),
        }
    }

    /// The claim as it is in the case and the question that it answers.
    fn of_claim(&self, id: &str, on: &mut Vec<Place>) {
        match self.claims.get(id) {
            Some(&idx) => {
                on.push(Place::Claim(idx));
                if let Some((event, question)) = question_of(self.case, idx) {
                    on.push(Place::Question(EventId(event as u32), question as u32));
                }
            }
            None => {
                // A rejected one shows at its report and at the question that it answered.
                let Some((claim, report)) = self.read(id) else { return };
                let idx = self.reports.iter().position(|other| other.id == report.id).unwrap_or_default();
                on.push(Place::Report(ReportId(idx as u32)));
                let events = self.case.events.iter().zip(0_u32..);
                let of_report =
                    events.filter(|(entry, _)| entry.event.reports.contains(&ReportId(idx as u32)));
                let asked = of_report.filter_map(|(entry, event)| {
                    let asked = |question: &variorum_model::Question| question.property == claim.property;
                    Some((event, entry.questions.iter().position(asked)? as u32))
                });
                if let Some((event, question)) = asked.into_iter().next() {
                    on.push(Place::Question(EventId(event), question));
                }
            }
        }
    }

    fn event_of(&self, id: &str, on: &mut Vec<Place>) {
        let claim = self.claims.get(id).and_then(|&idx| self.case.claims.get(idx as usize));
        on.extend(claim.and_then(|claim| claim.event).map(Place::Event));
    }

    fn report(&self, name: &str, on: &mut Vec<Place>) {
        let found = self.reports.iter().position(|report| report.id == name);
        on.extend(found.map(|idx| Place::Report(ReportId(idx as u32))));
    }

    fn places(&self, decision: &Decision) -> Vec<Place> {
        let mut on = Vec::new();
        match &decision.act {
            Act::JoinEvents { into, from } => {
                self.event_of(into, &mut on);
                self.event_of(from, &mut on);
            }
            Act::SplitEvent { claims, .. } => claims.iter().for_each(|id| self.event_of(id, &mut on)),
            Act::JoinEntities { into, from } => on.extend([into, from].map(|name| Place::Name(name.clone()))),
            Act::SplitEntity { name, label, .. } => {
                on.extend([name, label].map(|name| Place::Name(name.clone())))
            }
            Act::JoinQuestions { into, from } | Act::JoinReadings { into, from } => {
                self.of_claim(into, &mut on);
                self.of_claim(from, &mut on);
            }
            Act::SplitQuestion { claims, .. } => claims.iter().for_each(|id| self.of_claim(id, &mut on)),
            Act::RejectClaim { claim } | Act::CorrectClaim { claim, .. } | Act::GradeClaim { claim, .. } => {
                self.of_claim(claim, &mut on);
            }
            Act::AddClaim { .. } => self.of_claim(&added_id(decision), &mut on),
            Act::MarkCopy { report, of } | Act::NoCopy { report, of } => {
                self.report(report, &mut on);
                self.report(of, &mut on);
            }
            Act::GradeSource { source, .. } => on.push(Place::Name(source.clone())),
            Act::Note { on: note, .. } => match note {
                NoteOn::Case => on.push(Place::Case),
                NoteOn::Claim(id) => self.of_claim(id, &mut on),
                NoteOn::Question(id) => {
                    self.of_claim(id, &mut on);
                    on.retain(|place| !matches!(place, Place::Claim(_)));
                }
                NoteOn::Event(id) => self.event_of(id, &mut on),
                NoteOn::Report(name) => self.report(name, &mut on),
                NoteOn::Source(name) => on.push(Place::Name(name.clone())),
            },
        }
        on.sort();
        on.dedup();
        on
    }
}
