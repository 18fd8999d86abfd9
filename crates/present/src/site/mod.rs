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
mod sources;
mod when;

use crate::html::view::{
    EventView, Happening, OriginView, QuestionView, ReportView, StatusView, Tally, WarningView,
};
use crate::html::{Shown, chart, kicker, status_view, tally};
use crate::labels;
use crate::text::plural;
use askama::Template;
use graph::{Graph, graph};
use sources::SourceView;
use std::collections::BTreeSet;
use variorum_model::decision::Place;
use variorum_model::{Case, EventId, Ontology, Report, ReportId, Status};
use when::{Band, bands};

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

struct Line {
    href: String,
    asked: String,
    event: String,
    status: StatusView,
    why: String,
    before: String,
    readings: Vec<(Option<&'static str>, String, String)>,
    is_cut: bool,
    is_decided: bool,
}

struct Group {
    id: &'static str,
    heading: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "site/overview.html")]
struct Overview {
    kicker: String,
    title: String,
    standfirst: String,
    tally: Vec<Tally>,
    disputes: Vec<Line>,
    moved: Group,
    groups: Vec<Group>,
    background: Vec<Line>,
    judgements: Vec<String>,
    unasked: Vec<String>,
}

#[derive(Template)]
#[template(path = "site/one_question.html")]
struct QuestionPage {
    event: String,
    facts: String,
    question: QuestionView,
    graph: Graph,
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

#[derive(Template)]
#[template(path = "site/reports.html")]
struct ReportList {
    reports: Vec<(String, String, String, usize)>,
}

#[derive(Template)]
#[template(path = "site/sources.html")]
struct Sources {
    sources: Vec<SourceView>,
    publishers: Vec<SourceView>,
    graph: Graph,
    origins: Vec<OriginView>,
}

#[derive(Template)]
#[template(path = "site/when.html")]
struct When {
    happenings: Vec<(Happening, Option<Band>)>,
    axis: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "site/warnings.html")]
struct Warnings {
    warnings: Vec<WarningView>,
    timeline: Vec<Happening>,
}

/// How many readings of a question are shown in a line.
const READINGS: usize = 6;

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

    /// The event in one screen. `moved` is what has moved, `since` when in words ("since 3 March").
    pub fn overview(&self, moved: &[Moved], since: &str) -> String {
        let case = self.shown.case;
        let lines = self.lines();
        let is_main =
            |(event, _): (usize, usize)| case.events.get(event).is_some_and(|entry| entry.event.main);
        let status = |(event, question): (usize, usize)| {
            case.events
                .get(event)
                .and_then(|entry| entry.questions.get(question))
                .map(|question| question.status)
        };
        let has_moved: BTreeSet<(usize, usize)> = moved.iter().map(|it| (it.event, it.question)).collect();
        let mut disputes = Vec::new();
        let mut group: Vec<(Status, Group)> = [
            (Status::Evolving, "evolving", "Evolving"),
            (Status::Agreed, "agreed", "Agreed"),
            (Status::Compatible, "compatible", "Compatible"),
            (Status::Single, "single", "Told by one report"),
        ]
        .into_iter()
        .map(|(status, id, heading)| (status, Group { id, heading: heading.into(), lines: Vec::new() }))
        .collect();
        let (mut background, mut moving) = (Vec::new(), Vec::new());
        let mut last_event = None;
        for (at, mut line) in lines {
            if let Some(it) = moved.iter().find(|it| (it.event, it.question) == at) {
                line.before = match it.before {
                    Some(before) => before.label().to_owned(),
                    None => String::from("new"),
                };
            }
            match status(at) {
                Some(Status::Disputed) if is_main(at) => disputes.push(line),
                _ if has_moved.contains(&at) => moving.push(line),
                _ if !is_main(at) => {
                    // The event's name stands over its first question.
                    if last_event == Some(at.0) {
                        line.event.clear();
                    }
                    last_event = Some(at.0);
                    background.push(line);
                }
                status => {
                    if let Some((_, group)) = group.iter_mut().find(|(of, _)| Some(*of) == status) {
                        group.lines.push(line);
                    }
                }
            }
        }
        let main = case.events.iter().find(|entry| entry.event.main && !entry.questions.is_empty());
        let page = Overview {
            kicker: kicker(self.shown.reports),
            title: self.title(),
            standfirst: main.map(|entry| labels::event_facts(&entry.event).join(" · ")).unwrap_or_default(),
            tally: tally(case),
            disputes,
            moved: Group { id: "moved", heading: format!("Moved {since}"), lines: moving },
            groups: group
                .into_iter()
                .map(|(_, group)| group)
                .filter(|group| !group.lines.is_empty())
                .collect(),
            background,
            judgements: labels::judgements(case, &Place::Case).map(labels::judgement).collect(),
            unasked: labels::unasked(case),
        };
        page.render().unwrap_or_default()
    }

    /// Every question as a line, each with its event and number there.
    fn lines(&self) -> Vec<((usize, usize), Line)> {
        let Shown { case, ontology, links, .. } = self.shown;
        let mut lines = Vec::new();
        let mut number = 0;
        for (event, entry) in case.events.iter().enumerate() {
            for (nth, question) in entry.questions.iter().enumerate() {
                number += 1;
                let place = Place::Question(EventId(event as u32), nth as u32);
                let readings = question.readings.iter().take(READINGS).map(|reading| {
                    (labels::stance(reading.stance), labels::value(&reading.value), labels::weight(reading))
                });
                let line = Line {
                    href: links.question(event, nth, number),
                    asked: labels::question(question, ontology),
                    event: crate::html::capitalized(&labels::event(&entry.event)),
                    status: status_view(question.status),
                    why: crate::text::tidy(&question.why).into_owned(),
                    before: String::new(),
                    readings: readings.collect(),
                    is_cut: question.readings.len() > READINGS,
                    is_decided: labels::judgements(case, &place).next().is_some(),
                };
                lines.push(((event, nth), line));
            }
        }
        lines
    }

    /// A question with its readings, its chart and where the readings come from.
    pub fn question(&self, event: usize, question: usize) -> Option<String> {
        let entry = self.shown.case.events.get(event)?;
        let of: BTreeSet<ReportId> = entry
            .questions
            .get(question)?
            .readings
            .iter()
            .flat_map(|reading| reading.reports.iter().copied())
            .collect();
        let before =
            self.shown.case.events.iter().take(event).filter(|entry| !entry.questions.is_empty()).count();
        let (mut events, _) = self.shown.events();
        if before >= events.len() {
            return None;
        }
        let mut view = events.swap_remove(before);
        if question >= view.questions.len() {
            return None;
        }
        let page = QuestionPage {
            event: view.label,
            facts: view.facts,
            question: view.questions.swap_remove(question),
            graph: graph(&self.shown, Some(&of)),
            chart_width: chart::WIDTH,
            chart_height: chart::HEIGHT,
        };
        page.render().ok()
    }

    /// An event with all its questions.
    pub fn event(&self, event: usize) -> Option<String> {
        let before =
            self.shown.case.events.iter().take(event).filter(|entry| !entry.questions.is_empty()).count();
        self.shown.case.events.get(event).filter(|entry| !entry.questions.is_empty())?;
        let (mut events, _) = self.shown.events();
        let event = (before < events.len()).then(|| events.swap_remove(before))?;
        EventPage { event, chart_width: chart::WIDTH, chart_height: chart::HEIGHT }.render().ok()
    }

    /// A report with its claims marked.
    pub fn report(&self, report: usize) -> Option<String> {
        let (_, sigla) = self.shown.events();
        let report = self.shown.one_report(report, &sigla)?;
        let groups = vec![
            ("counts", "counts"),
            ("actors", "who"),
            ("circumstances", "circumstances"),
            ("warnings", "warnings"),
        ];
        ReportPage { report, groups }.render().ok()
    }

    /// All reports.
    pub fn reports(&self) -> String {
        let Shown { case, reports, links, .. } = self.shown;
        let mut n_claims = vec![0; reports.len()];
        case.claims
            .iter()
            .for_each(|claim| n_claims[claim.report.index().min(reports.len().saturating_sub(1))] += 1);
        let row = |(idx, report): (usize, &Report)| {
            let title = report.title.as_deref().map(crate::text::tidy).filter(|title| !title.is_empty());
            let title =
                title.map_or_else(|| crate::text::tidy(&report.id).into_owned(), |title| title.into_owned());
            let published =
                report.published.map_or("undated".into(), |it| labels::date(&it.to_string()).into_owned());
            let mut facts = format!("{} · {published}", labels::report(report));
            if let Some(unread) = labels::unread(report) {
                facts = format!("{facts} · {unread}");
            }
            (links.report(idx), crate::text::shortened(&title, 300), facts, n_claims[idx])
        };
        ReportList { reports: reports.iter().enumerate().map(row).collect() }.render().unwrap_or_default()
    }

    /// Who says what, how often, through whom; and what came from where.
    pub fn sources(&self) -> String {
        let (sources, publishers) = sources::sources(&self.shown);
        let page =
            Sources { sources, publishers, graph: graph(&self.shown, None), origins: self.shown.origins() };
        page.render().unwrap_or_default()
    }

    /// What happened when; imprecise dates as bands.
    pub fn timeline(&self) -> String {
        let (_, sigla) = self.shown.events();
        let (bands, axis) = bands(&self.shown.case.timeline);
        let happenings = self.shown.timeline(&sigla).into_iter().zip(bands).collect();
        When { happenings, axis }.render().unwrap_or_default()
    }

    /// Who warned whom, of what, when.
    pub fn warnings(&self) -> String {
        let (_, sigla) = self.shown.events();
        let page = Warnings { warnings: self.shown.warnings(&sigla), timeline: Vec::new() };
        page.render().unwrap_or_default()
    }

    /// How many reports there are, in words.
    pub fn n_reports(&self) -> String {
        plural(self.shown.reports.len(), "report")
    }
}
