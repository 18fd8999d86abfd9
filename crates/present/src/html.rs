//! A case as one self-contained page: no script, nothing from outside, readable on a phone, on paper and in the dark.
//!
//! ```text
//! <details><summary>1a  at least nine   2 reports, 1 origin   3 March 2031</summary>
//!   “<mark>At least nine people</mark> were killed …”   police, in NPA, 3 Mar  ⇄  the same words in the report's text
//! ```
//!
//! Everything that comes from a report goes through askama's escaping; addresses become links only where they begin with
//! `http:` or `https:`. The templates stand in `templates/`.

pub(crate) mod chart;
mod links;
mod lists;
mod marked;
pub(crate) mod question;
mod report;
pub(crate) mod view;

use crate::evidence::day;
use crate::labels;
use crate::text::plural;
use askama::Template;
pub use links::Links;
use links::OnePage;
use question::{letters, question};
use report::report;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::case::CaseEvent;
use variorum_model::decision::Place;
use variorum_model::{Case, EventId, Ontology, Report, Span, Status};
use view::{EventView, Page, QuestionView, Ref, ReportView, StatusView, Tally};

/// The sigla of claims that stand in a reading: "3b" is the second reading of the third question.
pub(crate) type Sigla = BTreeMap<u32, String>;

/// Up to so many reports are shown unfolded.
const UNFOLDED: usize = 40;

/// A case with where its parts stand.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) case: &'a Case,
    pub(crate) reports: &'a [Report],
    pub(crate) ontology: &'a Ontology,
    pub(crate) links: &'a dyn Links,
}

/// The case as a page.
pub(crate) fn html(case: &Case, reports: &[Report], ontology: &Ontology) -> String {
    let shown = Shown { case, reports, ontology, links: &OnePage };
    let (mut events, sigla) = shown.events();
    let title = shown.title();
    if let Some(event) = events.iter_mut().find(|event| event.main && event.label == title) {
        event.is_title = true;
    }
    let (altered, origins) =
        shown.origins(&case.origins).into_iter().partition(|it| !it.differences.is_empty());
    let page = Page {
        title,
        kicker: kicker(reports),
        standfirst: standfirst(case, reports),
        tally: tally(case),
        timeline: shown.timeline(&case.timeline, &sigla),
        warnings: shown.warnings(&case.warnings, &sigla),
        altered,
        origins,
        judgements: case.judgements.iter().map(labels::judgement).collect(),
        reports: shown.all_reports(&sigla),
        unfolded: reports.len() <= UNFOLDED,
        events,
        unasked: labels::unasked(case),
        chart_width: chart::WIDTH,
        chart_height: chart::HEIGHT,
    };
    page.render().unwrap_or_default()
}

impl Shown<'_> {
    /// The events of which something is asked, and the sigla of their claims.
    pub(crate) fn events(&self) -> (Vec<EventView>, Sigla) {
        let mut sigla = Sigla::new();
        let mut number = 0;
        let mut events = Vec::new();
        for (idx, entry) in self.asked() {
            let mut questions = Vec::new();
            for (nth, it) in entry.questions.iter().enumerate() {
                number += 1;
                questions.push(question(it, (idx, nth, number), self, &mut sigla));
            }
            events.push(event(entry, idx, questions, self));
        }
        (events, sigla)
    }

    fn asked(&self) -> impl Iterator<Item = (usize, &CaseEvent)> {
        self.case.events.iter().enumerate().filter(|(_, entry)| !entry.questions.is_empty())
    }

    /// The names of the main events as a headline.
    pub(crate) fn title(&self) -> String {
        let main = self.asked().filter(|(_, entry)| entry.event.main);
        let titles: Vec<String> = main.map(|(_, entry)| labels::event(&entry.event).into_owned()).collect();
        let title = match titles.as_slice() {
            [] => String::from("Nothing was found to compare"),
            [only] => only.clone(),
            [first, rest @ ..] => format!("{first} and {}", plural(rest.len(), "other event")),
        };
        capitalized(&title)
    }

    fn all_reports(&self, sigla: &Sigla) -> Vec<ReportView> {
        let marked = self.marked(sigla);
        let all = self.reports.iter().enumerate();
        all.map(|(idx, it)| report(it, idx, marked.get(idx).map_or(&[], Vec::as_slice), sigla, self))
            .collect()
    }

    /// One report with its claims marked.
    pub(crate) fn one_report(&self, idx: usize) -> Option<ReportView> {
        let it = self.reports.get(idx)?;
        let claims = self.case.claims.iter().zip(0..);
        let sigla = self.sigla_of(claims.filter(|(claim, _)| claim.report.index() == idx).map(|(_, n)| n));
        let evidence = |&claim: &u32| Some((claim, self.case.claims.get(claim as usize)?.evidence));
        let marked: Vec<(u32, Span)> = sigla.keys().filter_map(evidence).collect();
        Some(report(it, idx, &marked, &sigla, self))
    }

    /// The number of the first question of each event in the case.
    pub(crate) fn numbers(&self) -> Vec<usize> {
        let mut next = 1;
        let number = |entry: &CaseEvent| {
            let first = next;
            next += entry.questions.len();
            first
        };
        self.case.events.iter().map(number).collect()
    }

    /// The sigla of these claims; those that stand in no reading have none.
    pub(crate) fn sigla_of(&self, claims: impl Iterator<Item = u32>) -> Sigla {
        let wanted: BTreeSet<u32> = claims.collect();
        let of_claim = |&claim: &u32| self.case.claims.get(claim as usize)?.event;
        let events: BTreeSet<EventId> = wanted.iter().filter_map(of_claim).collect();
        let numbers = if events.is_empty() { Vec::new() } else { self.numbers() };
        let mut sigla = Sigla::new();
        for event in events {
            let (Some(entry), Some(first)) =
                (self.case.events.get(event.index()), numbers.get(event.index()))
            else {
                continue;
            };
            for (nth, question) in entry.questions.iter().enumerate() {
                for (idx, reading) in question.readings.iter().enumerate() {
                    for claim in reading.claims.iter().filter(|claim| wanted.contains(claim)) {
                        sigla.entry(*claim).or_insert_with(|| format!("{}{}", first + nth, letters(idx)));
                    }
                }
            }
        }
        sigla
    }

    /// The claims that stand in a reading, by report.
    fn marked(&self, sigla: &Sigla) -> Vec<Vec<(u32, Span)>> {
        let mut marked: Vec<Vec<(u32, Span)>> = vec![Vec::new(); self.reports.len()];
        for &idx in sigla.keys() {
            if let Some(claim) = self.case.claims.get(idx as usize)
                && let Some(claims) = marked.get_mut(claim.report.index())
            {
                claims.push((idx, claim.evidence));
            }
        }
        marked
    }

    /// The decisions that show at a place.
    fn judgements(&self, place: &Place) -> Vec<String> {
        labels::judgements(self.case, place).map(labels::judgement).collect()
    }
}

pub(crate) fn capitalized(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

pub(crate) fn kicker(reports: &[Report]) -> String {
    let mut days: Vec<String> = reports.iter().filter_map(day).collect();
    days.sort();
    let read = plural(reports.len(), "report");
    match (days.first(), days.last()) {
        (Some(first), Some(last)) => format!("{read}, {}", labels::days(Some(first), Some(last))),
        _ => read,
    }
}

pub(crate) fn standfirst(case: &Case, reports: &[Report]) -> String {
    let n_questions: usize = case.events.iter().map(|entry| entry.questions.len()).sum();
    let n_readings: usize =
        case.events.iter().flat_map(|entry| &entry.questions).map(|question| question.readings.len()).sum();
    let view = labels::view(case).map(|view| format!("{view} ")).unwrap_or_default();
    format!(
        "{view}What {} to {}: {}, each with who says so and the very words.",
        if reports.len() == 1 { "one report answers" } else { "the reports answer" },
        plural(n_questions, "question"),
        plural(n_readings, "reading"),
    )
}

pub(crate) fn tally(case: &Case) -> Vec<Tally> {
    let all = [Status::Disputed, Status::Evolving, Status::Compatible, Status::Agreed, Status::Single];
    let questions = || case.events.iter().flat_map(|entry| &entry.questions);
    all.into_iter()
        .map(|status| Tally {
            n: questions().filter(|question| question.status == status).count(),
            status: status_view(status),
        })
        .filter(|tally| tally.n > 0)
        .collect()
}

pub(crate) fn status_view(status: Status) -> StatusView {
    StatusView { label: status.label(), sign: labels::sign(status) }
}

pub(crate) fn event(
    entry: &CaseEvent,
    idx: usize,
    questions: Vec<QuestionView>,
    shown: &Shown<'_>,
) -> EventView {
    let place = Place::Event(EventId(idx as u32));
    let event = &entry.event;
    EventView {
        anchor: format!("e{}", idx + 1),
        label: capitalized(&labels::event(event)),
        facts: labels::event_facts(event).join(" · "),
        main: event.main,
        is_title: false,
        judgements: shown.judgements(&place),
        decide: shown.links.decide(&place),
        questions,
    }
}

/// The claims that stand in a reading, each with its siglum; one after another of the same reading are one.
fn with_sigla(claims: &[u32], sigla: &Sigla, links: &dyn Links) -> Vec<Ref> {
    let mut refs: Vec<Ref> =
        claims.iter().filter_map(|claim| Some((links.reading(*claim), sigla.get(claim)?.clone()))).collect();
    refs.dedup_by(|a, b| a.1 == b.1);
    refs
}
