//! The pages that people read: the insides come from `present`, the frame from here.

mod frame;
mod history;
mod search;

use crate::guard::Reader;
use crate::links::{SiteLinks, escaped};
use crate::state::State;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
pub(crate) use frame::words;
pub(crate) use frame::{Asked, Failed, Inside, Page, end_of, framed, shown};
use frame::{Made, page};
pub(crate) use history::history;
pub(crate) use search::search;
use std::sync::Arc;
use variorum::model::ontology::ValueType;
use variorum::site::{self, Listed, Site};

/// How many entries of a list stand on a page.
pub(crate) const LINES: usize = 100;

#[derive(Template)]
#[template(path = "login.html")]
struct Login<'a> {
    message: &'a str,
}

#[derive(Template)]
#[template(path = "report_tools.html")]
struct ReportTools<'a> {
    row: i64,
    seal: String,
    reader: &'a str,
    properties: Vec<(String, String)>,
    capture: String,
    hash: String,
    captured: String,
}

pub(super) type Who = Extension<Reader>;
pub(super) type The = Shared<Arc<State>>;

/// The event in one screen.
pub(crate) async fn overview(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    page(state, reader, asked, "overview", "page", |site, shown, _| {
        let since = shown.since.map(|day| format!("since {}", words(day))).unwrap_or_default();
        Some((site.title(), site.overview(&shown.moved, &since)))
    })
    .await
}

/// A list of questions that the overview begins.
pub(crate) async fn questions(
    Shared(state): The,
    Extension(reader): Who,
    Query(asked): Query<Asked>,
) -> Page {
    page(state, reader, asked, "overview", "list", |site, shown, asked| {
        let (heading, listed) = site.questions(&asked.list, &shown.moved, asked.stretch(LINES))?;
        Some((heading, listed.inside + &asked.further(listed.n, LINES)))
    })
    .await
}

/// A question.
pub(crate) async fn question(
    Shared(state): The,
    Extension(reader): Who,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Page {
    page(state, reader, asked, "question", "question", move |site, shown, asked| {
        let (event, question) = shown.view.keys.find_question(&key)?;
        let reading = match asked.reading.as_str() {
            "" => None,
            number => Some(number.parse::<usize>().ok()?.checked_sub(1)?),
        };
        let size = if reading.is_some() { LINES } else { site::READINGS };
        let listed = site.question(event, question, reading, asked.stretch(size))?;
        let history = format!(
            "<p class=\"more\"><a href=\"/history?question={}{}\">How it stood before</a></p>",
            escaped(shown.view.keys.question(event, question)),
            shown.as_of.map(|day| format!("&amp;as_of={day}")).unwrap_or_default()
        );
        let further = asked.further(listed.n, size);
        Some((site.asked(event, question)?, listed.inside + &further + &history))
    })
    .await
}

/// An event with all its questions.
pub(crate) async fn event(
    Shared(state): The,
    Extension(reader): Who,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Page {
    page(state, reader, asked, "event", "event", move |site, shown, asked| {
        let event = shown.view.keys.find_event(&key)?;
        let listed = site.event(event, asked.stretch(site::QUESTIONS))?;
        Some((site.event_label(event)?, listed.inside + &asked.further(listed.n, site::QUESTIONS)))
    })
    .await
}

/// A claim: leads to where it stands.
pub(crate) async fn claim(Shared(state): The, Path(id): Path<String>, Query(asked): Query<Asked>) -> Page {
    let shown = shown(&state, &asked).await?;
    let links = SiteLinks::of(&shown);
    let claim = shown.view.claim(&id).ok_or_else(|| Failed::missing("claim"))?;
    let site = Site::new(&shown.view.case, &shown.view.reports, state.engine.ontology(), &links);
    Ok(Redirect::to(&links.exactly(&site, claim as u32)).into_response())
}

/// All reports.
pub(crate) async fn reports(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    page(state, reader, asked, "reports", "page", |site, _, asked| {
        listed("Reports", site.reports(asked.stretch(LINES)), asked)
    })
    .await
}

/// A report with its claims marked.
pub(crate) async fn report(
    Shared(state): The,
    Extension(reader): Who,
    Path(row): Path<i64>,
    Query(asked): Query<Asked>,
) -> Page {
    let tools = report_tools(state.clone(), row, reader.name.clone()).await?;
    page(state, reader, asked, "report", "report", move |site, shown, _| {
        let idx = shown.view.report_of(row)?;
        Some((site.report_label(idx)?, site.report(idx)? + &tools))
    })
    .await
}

async fn report_tools(state: Arc<State>, row: i64, reader: String) -> Result<String, Failed> {
    let made = tokio::task::spawn_blocking(move || {
        let (name, hash, captured, _) = state.read(|file| file.capture_of(row))?.unwrap_or_default();
        let properties = &state.engine.ontology().properties;
        let tools = ReportTools {
            row,
            seal: state.seal(),
            reader: &reader,
            properties: properties.iter().map(|it| (it.name.to_string(), it.question.clone())).collect(),
            capture: name,
            hash,
            captured: captured.get(..16).unwrap_or_default().replace('T', " "),
        };
        anyhow::Ok(tools.render()?)
    });
    Ok(made.await.map_err(anyhow::Error::from)??)
}

/// The bytes that a report was read from, to be saved, never to be shown as a page.
pub(crate) async fn original(Shared(state): The, Path(row): Path<i64>) -> Page {
    let found = tokio::task::spawn_blocking(move || state.read(|file| file.capture_of(row))).await;
    let (.., bytes) = found.map_err(anyhow::Error::from)??.ok_or_else(|| Failed::missing("report"))?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"report-{row}.bin\"")),
    ];
    Ok((headers, bytes).into_response())
}

/// Sources and the graph of origins.
pub(crate) async fn sources(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    page(state, reader, asked, "sources", "list", |site, _, asked| match asked.list.as_str() {
        "" => Some(("Sources".into(), site.sources())),
        list => listed("Sources", site.sources_of(list, asked.stretch(LINES))?, asked),
    })
    .await
}

/// What happened when.
pub(crate) async fn timeline(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    page(state, reader, asked, "timeline", "page", |site, _, asked| {
        listed("Timeline", site.timeline(asked.stretch(LINES)), asked)
    })
    .await
}

/// Warnings.
pub(crate) async fn warnings(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    page(state, reader, asked, "warnings", "page", |site, _, asked| {
        listed("Warnings", site.warnings(asked.stretch(LINES)), asked)
    })
    .await
}

/// Some entries of a list as a page, with the way to the others.
fn listed(title: &str, listed: Listed, asked: &Asked) -> Option<Made> {
    Some((title.to_owned(), listed.inside + &asked.further(listed.n, LINES)))
}

/// A value that was kept, for people.
fn told(state: &State, property: &str, value: &str) -> String {
    match state.engine.ontology().property(property).map(|property| property.value) {
        Some(ValueType::Time) => site::date(value),
        _ => value.to_owned(),
    }
}

/// Asks for the password.
pub(crate) fn login(_: &State, message: &str) -> Response {
    Html(Login { message }.render().unwrap_or_default()).into_response()
}

/// There is no such page.
pub(crate) async fn not_found() -> Response {
    Failed(StatusCode::NOT_FOUND, "There is no such page.".into()).into_response()
}
