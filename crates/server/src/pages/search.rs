//! Words in reports and claims.

use super::frame::{Asked, Inside, Page, framed, shown};
use super::{The, Who, told};
use crate::links::SiteLinks;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State as Shared};
use std::collections::BTreeSet;
use variorum::site::{self, Links};
use variorum::store::{Found, Sought};

/// Where something was found, what it is, who says so, and the words with what was looked for marked.
type FoundRow = (String, String, String, Vec<(bool, String)>);

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    words: String,
    as_of: String,
    claims: Vec<FoundRow>,
    reports: Vec<FoundRow>,
}

/// How many claims, and how many reports, stand on a page.
const HITS: usize = 60;

/// Words in reports and claims, of the day that is shown.
pub(crate) async fn search(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    let shown = shown(&state, &asked).await?;
    let q: String = asked.q.chars().take(300).collect();
    let words = q.clone();
    let (until, stretch) = (asked.day()?.map(|day| day.to_string()), asked.stretch(HITS));
    let reading = state.clone();
    let look = move || {
        let (skip, limit) = (stretch.start, stretch.len());
        let sought = Sought { words: &words, until: until.as_deref(), skip, limit };
        reading.read(|file| file.search(&sought))
    };
    let hits = tokio::task::spawn_blocking(look).await;
    let hits = hits.map_err(anyhow::Error::from)??;
    let links = SiteLinks::of(&shown);
    let n = hits.n_claims.max(hits.n_reports);
    let parts = |found: Found| found.parts;
    let claims = hits.claims.into_iter().filter_map(|hit| {
        let claim = shown.view.claim(&hit.claim)?;
        let said =
            if hit.sources.is_empty() { hit.report } else { format!("{}, in {}", hit.sources, hit.report) };
        Some((
            links.reading(claim as u32),
            format!("{} {}", hit.property.replace('_', " "), told(&state, &hit.property, &hit.value)),
            said,
            parts(hit.found),
        ))
    });
    let reports = hits.reports.into_iter().filter_map(|hit| {
        let idx = shown.view.report_of(hit.row)?;
        let title = if hit.title.is_empty() { hit.name } else { hit.title };
        let published = hit.published.map_or_else(|| "undated".into(), |date| site::date(&date));
        let title: String = title.chars().take(300).collect();
        Some((links.report(idx), title, format!("{} · {published}", hit.publisher), parts(hit.found)))
    });
    let page = SearchPage {
        words: q,
        as_of: shown.as_of.map(|day| day.to_string()).unwrap_or_default(),
        claims: claims.collect(),
        reports: reports.collect(),
    };
    let inside = page.render().map_err(anyhow::Error::from)? + &asked.further(n, HITS);
    let page = Inside { at: "search", title: "Search", inside: &inside, days: BTreeSet::new() };
    Ok(framed(&state, &shown, &reader.name, &asked, &page))
}
