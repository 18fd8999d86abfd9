//! The long lists: reports, sources, the timeline, warnings. Each is shown in stretches.

use super::graph::{Graph, graph};
use super::sources::{self, SourceView, Speaker};
use super::when::{Band, bands};
use super::{Listed, Site};
use crate::html::Shown;
use crate::html::view::{Happening, OriginView, WarningView};
use crate::labels;
use crate::text::{shortened, tidy};
use askama::Template;
use std::ops::Range;
use variorum_model::Report;

#[derive(Template)]
#[template(path = "site/reports.html")]
struct ReportList {
    reports: Vec<(String, String, String, usize)>,
}

#[derive(Template)]
#[template(path = "site/sources.html")]
struct Sources {
    lists: Vec<SourceList>,
    graph: Option<Graph>,
    origins: Vec<OriginView>,
    /// How many there are, and where all of them stand, if not here.
    all_origins: Option<(usize, String)>,
}

/// Sources under a heading.
struct SourceList {
    id: &'static str,
    heading: &'static str,
    rows: Vec<SourceView>,
    all: Option<(usize, String)>,
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

/// How many of each list the page of sources shows.
const SOURCES: usize = 40;

impl Site<'_> {
    /// Some of the reports.
    pub fn reports(&self, stretch: Range<usize>) -> Listed {
        let Shown { case, reports, links, .. } = self.shown;
        let mut n_claims = vec![0; reports.len()];
        for claim in &case.claims {
            if let Some(n) = n_claims.get_mut(claim.report.index()) {
                *n += 1;
            }
        }
        let row = |(idx, report): (usize, &Report)| {
            let title = report.title.as_deref().map(tidy).filter(|title| !title.is_empty());
            let title = title.map_or_else(|| tidy(&report.id).into_owned(), |title| title.into_owned());
            let published =
                report.published.map_or("undated".into(), |it| labels::date(&it.to_string()).into_owned());
            let mut facts = format!("{} · {published}", labels::report(report));
            if let Some(unread) = labels::unread(report) {
                facts = format!("{facts} · {unread}");
            }
            (links.report(idx), shortened(&title, 300), facts, n_claims[idx])
        };
        let some = reports.iter().enumerate().skip(stretch.start).take(stretch.len());
        let inside = ReportList { reports: some.map(row).collect() }.render().unwrap_or_default();
        Listed { inside, n: reports.len() }
    }

    /// Who says what, how often, through whom; and what came from where: the beginning of each list.
    pub fn sources(&self) -> String {
        let links = self.shown.links;
        let (speakers, publishers) = sources::sums(&self.shown);
        let list = |id: &'static str, heading: &'static str, all: &[sources::Sum<'_>]| SourceList {
            id,
            heading,
            rows: sources::rows(all.get(..SOURCES).unwrap_or(all), &self.shown),
            all: (all.len() > SOURCES).then(|| Some((all.len(), links.list(id)?))).flatten(),
        };
        let origins = &self.shown.case.origins;
        let page = Sources {
            lists: vec![
                list("who", "Who says so", &speakers),
                list("publishers", "In their own voice", &publishers),
            ],
            graph: Some(graph(&self.shown, None)),
            origins: self.shown.origins(origins.get(..SOURCES).unwrap_or(origins)),
            all_origins: (origins.len() > SOURCES)
                .then(|| Some((origins.len(), links.list("origins")?)))
                .flatten(),
        };
        page.render().unwrap_or_default()
    }

    /// One of the lists of sources by its name ("who", "publishers", "origins"); `None` where there is no such list.
    pub fn sources_of(&self, list: &str, stretch: Range<usize>) -> Option<Listed> {
        let (id, heading, all) = match list {
            "who" => ("who", "Who says so", sources::sums(&self.shown).0),
            "publishers" => ("publishers", "In their own voice", sources::sums(&self.shown).1),
            "origins" => {
                let all = &self.shown.case.origins;
                let some = all.get(stretch.start.min(all.len())..stretch.end.min(all.len()));
                let origins = self.shown.origins(some.unwrap_or_default());
                let page = Sources { lists: Vec::new(), graph: None, origins, all_origins: None };
                return Some(Listed { inside: page.render().ok()?, n: all.len() });
            }
            _ => return None,
        };
        let some = all.get(stretch.start.min(all.len())..stretch.end.min(all.len())).unwrap_or_default();
        let rows = sources::rows(some, &self.shown);
        let lists = vec![SourceList { id, heading, rows, all: None }];
        let page = Sources { lists, graph: None, origins: Vec::new(), all_origins: None };
        Some(Listed { inside: page.render().ok()?, n: all.len() })
    }

    /// Who says what, those with most claims first.
    pub fn speakers(&self) -> Vec<Speaker> {
        let (speakers, _) = sources::sums(&self.shown);
        speakers.into_iter().map(|(name, sums)| sums.speaker(name.into_owned())).collect()
    }

    /// What happened when; imprecise dates as bands.
    pub fn timeline(&self, stretch: Range<usize>) -> Listed {
        let all = &self.shown.case.timeline;
        let some = all.get(stretch.start.min(all.len())..stretch.end.min(all.len())).unwrap_or_default();
        let sigla = self.shown.sigla_of(some.iter().flat_map(|entry| entry.claims.iter().copied()));
        let (bands, axis) = bands(some);
        let happenings = self.shown.timeline(some, &sigla).into_iter().zip(bands).collect();
        Listed { inside: When { happenings, axis }.render().unwrap_or_default(), n: all.len() }
    }

    /// Who warned whom, of what, when.
    pub fn warnings(&self, stretch: Range<usize>) -> Listed {
        let all = &self.shown.case.warnings;
        let some = all.get(stretch.start.min(all.len())..stretch.end.min(all.len())).unwrap_or_default();
        let claims = some.iter().flat_map(|warning| warning.claims.iter().chain(&warning.responses));
        let sigla = self.shown.sigla_of(claims.copied());
        let page = Warnings { warnings: self.shown.warnings(some, &sigla), timeline: Vec::new() };
        Listed { inside: page.render().unwrap_or_default(), n: all.len() }
    }
}
