//! The pages of a site that shows a case, as the insides of pages: whoever serves them puts a frame around.
//!
//! ```text
//! overview    what, when, where; in dispute; moved since yesterday; agreed
//! question    readings, figures over time, where they come from
//! report      the text with its claims marked      sources · origins · timeline · warnings
//! ```
//!
//! The same templates make the one-page report. Everything that comes from a report is escaped; nothing here is a script or
//! carries a style of its own, so that a strict content security policy holds.

mod graph;
mod lists;
mod overview;
mod sources;
mod when;

use crate::evidence::Saying;
use crate::html::question::{self, letters};
use crate::html::view::{EventView, QuestionView, ReportView};
use crate::html::{Shown, chart};
use crate::labels;
use crate::text::plural;
use askama::Template;
use graph::{Graph, graph};
pub use sources::Speaker;
use std::collections::BTreeSet;
use std::ops::Range;
use variorum_model::case::CaseEvent;
use variorum_model::{Case, Ontology, Question, Report, ReportId, Status};

pub use crate::html::Links;

/// A date as it is kept ("2031-03-04T17:20:00", "2031-W12") for people ("4 March 2031, 17:20", "week of 17 March 2031"). What
/// is no date stays as it is.
pub fn date(value: &str) -> String {
    labels::date(value).into_owned()
}

/// A case that is shown on a site.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    shown: Shown<'a>,
}

/// A question that has moved: its event, its number there, how it stood before, and what is new, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The event.
    pub event: usize,
    /// The question's number there.
    pub question: usize,
    /// Its status before; `None` where it was not asked.
    pub before: Option<Status>,
    /// The new readings.
    pub readings: Vec<String>,
}

/// The name of an event over what is asked of it.
struct Over {
    label: String,
    href: Option<String>,
}

#[derive(Template)]
#[template(path = "site/one_question.html")]
struct QuestionPage {
    over: Over,
    facts: String,
    question: QuestionView,
    graph: Option<Graph>,
    chart_width: f64,
    chart_height: f64,
}

#[derive(Template)]
#[template(path = "event.html")]
struct EventPage {
    event: EventView,
    chart_width: f64,
    chart_height: f64,
}

#[derive(Template)]
#[template(path = "site/report.html")]
struct ReportPage {
    report: ReportView,
    groups: Vec<(&'static str, &'static str)>,
}

/// A page that shows some entries of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The inside of the page.
    pub inside: String,
    /// How many entries the whole list has.
    pub n: usize,
}

/// Where a claim stands among the readings: its question, the reading, and what is said for the reading, each by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The event.
    pub event: usize,
    /// The question's number there.
    pub question: usize,
    /// The reading.
    pub reading: usize,
    /// The saying.
    pub saying: usize,
}

/// How many readings of a question stand on a page.
pub const READINGS: usize = 25;
/// How many sayings of a reading stand on the page of its question; on the page of the reading, as many as are asked for.
pub const SAYINGS: usize = 8;
/// How many reports are named at once for what is said in all of them.
const PLACES: usize = 10;
/// How many readings of each question stand on the page of its event.
const READINGS_OF_EVENT: usize = 8;
/// How many questions of an event stand on a page.
pub const QUESTIONS: usize = 12;

impl<'a> Site<'a> {
    /// The case as the links have it.
    pub fn new(
        case: &'a Case,
        reports: &'a [Report],
        ontology: &'a Ontology,
        links: &'a dyn Links,
    ) -> Site<'a> {
        Site { shown: Shown { case, reports, ontology, links } }
    }

    /// The headline.
    pub fn title(&self) -> String {
        self.shown.title()
    }

    /// A question in words.
    pub fn asked(&self, event: usize, question: usize) -> Option<String> {
        let entry = self.shown.case.events.get(event)?;
        Some(labels::question(entry.questions.get(question)?, self.shown.ontology))
    }

    /// An event's name.
    pub fn event_label(&self, event: usize) -> Option<String> {
        let entry = self.shown.case.events.get(event)?;
        Some(crate::html::capitalized(&labels::event(&entry.event)))
    }

    /// A claim in a line: property, value, who says so, in which words.
    pub fn claim_label(&self, claim: u32) -> Option<(String, String)> {
        let it = self.shown.case.claims.get(claim as usize)?;
        let report = self.shown.reports.get(it.report.index())?;
        let said = it.sources.first().map(|source| format!(", {}", source.name)).unwrap_or_default();
        let label = format!(
            "{} {}{said}, in {}",
            labels::property(&it.property),
            labels::value(&it.value),
            labels::report(report)
        );
        Some((label, crate::text::tidy(it.evidence.of(&report.text)).into_owned()))
    }

    /// A report's name.
    pub fn report_label(&self, report: usize) -> Option<String> {
        let report = self.shown.reports.get(report)?;
        let day = report.published.map(|published| format!(", {}", labels::short_day(published.date)));
        Some(format!("{}{}", labels::report(report), day.unwrap_or_default()))
    }

    /// Where a claim stands.
    pub fn spot(&self, event: usize, question: usize, claim: u32) -> Option<Spot> {
        let of = self.shown.case.events.get(event)?.questions.get(question)?;
        let reading = of.readings.iter().position(|reading| reading.claims.contains(&claim))?;
        let sayings = question::said(of.readings.get(reading)?, &self.shown, PLACES);
        let is_in = |saying: &Saying<'_>| saying.places.iter().any(|(idx, _)| *idx == claim);
        Some(Spot { event, question, reading, saying: sayings.iter().position(is_in)? })
    }

    /// A question with some of its readings, its chart and where the readings come from; or one reading with some of its
    /// sayings.
    pub fn question(
        &self,
        event: usize,
        question: usize,
        reading: Option<usize>,
        stretch: Range<usize>,
    ) -> Option<Listed> {
        let entry = self.shown.case.events.get(event)?;
        let it = entry.questions.get(question)?;
        let of: BTreeSet<ReportId> =
            it.readings.iter().flat_map(|reading| reading.reports.iter().copied()).collect();
        let number = self.shown.numbers().get(event)? + question;
        let mut view = question::head(it, (event, question, number), &self.shown);
        let n = match reading {
            Some(reading) => {
                let siglum = format!("{number}{}", letters(reading));
                let shown =
                    question::reading(it.readings.get(reading)?, siglum, &self.shown, stretch, PLACES);
                let n = shown.n_sayings;
                view.chart = None;
                view.readings.push(shown);
                n
            }
            None => {
                self.add_readings(&mut view, (event, question), it, stretch);
                it.readings.len()
            }
        };
        let page = QuestionPage {
            over: self.over(event, entry),
            facts: labels::event_facts(&entry.event).join(" · "),
            question: view,
            graph: if reading.is_none() { Some(graph(&self.shown, Some(&of))) } else { None },
            chart_width: chart::WIDTH,
            chart_height: chart::HEIGHT,
        };
        Some(Listed { inside: page.render().ok()?, n })
    }

    fn over(&self, event: usize, entry: &CaseEvent) -> Over {
        let label = crate::html::capitalized(&labels::event(&entry.event));
        Over { label, href: self.shown.links.event(event) }
    }

    /// Adds some of a question's readings to its view, each with the first of its sayings.
    fn add_readings(
        &self,
        view: &mut QuestionView,
        (event, nth): (usize, usize),
        question: &Question,
        stretch: Range<usize>,
    ) {
        let some = question.readings.iter().enumerate().skip(stretch.start).take(stretch.len());
        for (idx, reading) in some {
            let siglum = format!("{}{}", view.number, letters(idx));
            let mut shown = question::reading(reading, siglum, &self.shown, 0..SAYINGS, PLACES);
            if shown.n_sayings > SAYINGS {
                shown.more = self.shown.links.all_of_reading(event, nth, idx);
            }
            view.readings.push(shown);
        }
    }

    /// An event with some of its questions.
    pub fn event(&self, event: usize, stretch: Range<usize>) -> Option<Listed> {
        let entry = self.shown.case.events.get(event).filter(|entry| !entry.questions.is_empty())?;
        let first = *self.shown.numbers().get(event)?;
        let mut questions = Vec::new();
        for (nth, question) in entry.questions.iter().enumerate().skip(stretch.start).take(stretch.len()) {
            let mut view = question::head(question, (event, nth, first + nth), &self.shown);
            self.add_readings(&mut view, (event, nth), question, 0..READINGS_OF_EVENT);
            let n = question.readings.len();
            view.more = (n > READINGS_OF_EVENT).then(|| (n, view.href.clone()));
            questions.push(view);
        }
        let event = crate::html::event(entry, event, questions, &self.shown);
        let page = EventPage { event, chart_width: chart::WIDTH, chart_height: chart::HEIGHT };
        Some(Listed { inside: page.render().ok()?, n: entry.questions.len() })
    }

    /// A report with its claims marked.
    pub fn report(&self, report: usize) -> Option<String> {
        let report = self.shown.one_report(report)?;
        let groups = vec![
            ("counts", "counts"),
            ("actors", "who"),
            ("circumstances", "circumstances"),
            ("warnings", "warnings"),
        ];
        ReportPage { report, groups }.render().ok()
    }

    /// How many reports there are, in words.
    pub fn n_reports(&self) -> String {
        plural(self.shown.reports.len(), "report")
    }
}
