//! The pages that people read: the insides come from `present`, the frame from here.

use crate::guard::Reader;
use crate::links::{SiteLinks, escaped};
use crate::state::{Snapshot, State};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::Arc;
use variorum::model::ontology::ValueType;
use variorum::site::{self, Links, Site};
use variorum::store::Found;

/// The frame around a page.
#[derive(Template)]
#[template(path = "frame.html")]
struct Frame<'a> {
    title: &'a str,
    case: String,
    at: &'a str,
    query: &'a str,
    as_of: String,
    as_of_words: String,
    days: String,
    first: String,
    last: String,
    revision: u64,
    reader: &'a str,
    inside: &'a str,
}

#[derive(Template)]
#[template(path = "login.html")]
struct Login<'a> {
    message: &'a str,
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    message: &'a str,
}

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

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    of: String,
    entries: Vec<Entry>,
}

struct Entry {
    at: String,
    href: String,
    asked: String,
    event: String,
    before: String,
    status: String,
    readings: Vec<String>,
    cause: String,
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

/// What every address may ask.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    as_of: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    question: String,
}

/// An error as a page.
pub(crate) struct Failed(StatusCode, String);

impl From<anyhow::Error> for Failed {
    fn from(error: anyhow::Error) -> Failed {
        Failed(StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}"))
    }
}

impl Failed {
    pub(crate) fn missing(what: &str) -> Failed {
        Failed(StatusCode::NOT_FOUND, format!("There is no such {what} in the case on this day."))
    }

    pub(crate) fn wrong(why: &str) -> Failed {
        Failed(StatusCode::BAD_REQUEST, why.to_owned())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let inside = Message { message: &self.1 }.render().unwrap_or_default();
        let frame = Frame {
            title: "Variorum",
            case: String::new(),
            at: "",
            query: "",
            as_of: String::new(),
            as_of_words: String::new(),
            days: String::new(),
            first: String::new(),
            last: String::new(),
            revision: 0,
            reader: "",
            inside: &inside,
        };
        (self.0, Html(frame.render().unwrap_or_default())).into_response()
    }
}

pub(crate) type Page = Result<Response, Failed>;

/// The day that the address asks for.
fn day(asked: &Asked) -> Result<Option<Date>, Failed> {
    if asked.as_of.is_empty() {
        return Ok(None);
    }
    asked
        .as_of
        .parse()
        .map(Some)
        .map_err(|_| Failed::wrong("The date in the address is none; write it as 2031-03-04."))
}

/// The case as the address asks for it. What has to be worked out is worked out beside the threads that answer.
async fn shown(state: &Arc<State>, asked: &Asked) -> Result<Arc<Snapshot>, Failed> {
    let day = day(asked)?;
    let state = state.clone();
    let made = tokio::task::spawn_blocking(move || state.snapshot(day)).await;
    Ok(made.map_err(anyhow::Error::from)??)
}

/// Makes a page in the frame.
pub(crate) fn framed(
    state: &State,
    shown: &Snapshot,
    reader: &str,
    at: &str,
    title: &str,
    inside: &str,
) -> Response {
    let query = shown.as_of.map(|day| format!("?as_of={day}")).unwrap_or_default();
    let days: Vec<String> = shown.days.iter().map(Date::to_string).collect();
    let frame = Frame {
        title,
        case: state.options.case.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        at,
        query: &query,
        as_of: shown.as_of.map(|day| day.to_string()).unwrap_or_default(),
        as_of_words: shown.as_of.map(words).unwrap_or_default(),
        first: days.first().cloned().unwrap_or_default(),
        last: days.last().cloned().unwrap_or_default(),
        days: days.join(" "),
        revision: shown.view.revision,
        reader,
        inside,
    };
    Html(frame.render().unwrap_or_default()).into_response()
}

fn words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// Makes a page out of what `present` gives for the case.
async fn page(
    state: Arc<State>,
    reader: Reader,
    asked: &Asked,
    at: &'static str,
    what: &'static str,
    make: impl FnOnce(&Site<'_>, &Snapshot) -> Option<(String, String)> + Send + 'static,
) -> Page {
    let shown = shown(&state, asked).await?;
    let made = tokio::task::spawn_blocking(move || {
        let links = SiteLinks::of(&shown);
        let site = Site::new(&shown.view.case, &shown.view.reports, state.engine.ontology(), &links);
        let (title, inside) = make(&site, &shown)?;
        Some(framed(&state, &shown, &reader.name, at, &title, &inside))
    });
    made.await.map_err(anyhow::Error::from)?.ok_or_else(|| Failed::missing(what))
}

type Who = Extension<Reader>;
type The = Shared<Arc<State>>;

/// The event in one screen.
pub(crate) async fn overview(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    page(state, reader, &asked, "overview", "page", |site, shown| {
        let since = shown.since.map(|day| format!("since {}", words(day))).unwrap_or_default();
        Some((site.title(), site.overview(&shown.moved, &since)))
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
    page(state, reader, &asked, "question", "question", move |site, shown| {
        let (event, question) = shown.view.keys.find_question(&key)?;
        let history = format!(
            "<p class=\"more\"><a href=\"/history?question={}\">How it stood before</a></p>",
            escaped(shown.view.keys.question(event, question))
        );
        Some((site.asked(event, question)?, site.question(event, question)? + &history))
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
    page(state, reader, &asked, "event", "event", move |site, shown| {
        let event = shown.view.keys.find_event(&key)?;
        Some((site.event_label(event)?, site.event(event)?))
    })
    .await
}

/// A claim: leads to where it stands.
pub(crate) async fn claim(Shared(state): The, Path(id): Path<String>, Query(asked): Query<Asked>) -> Page {
    let shown = shown(&state, &asked).await?;
    let links = SiteLinks::of(&shown);
    let claim = shown.view.claim(&id).ok_or_else(|| Failed::missing("claim"))?;
    Ok(Redirect::to(&links.reading(claim as u32)).into_response())
}

/// All reports.
pub(crate) async fn reports(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    page(state, reader, &asked, "reports", "page", |site, _| Some(("Reports".into(), site.reports()))).await
}

/// A report with its claims marked.
pub(crate) async fn report(
    Shared(state): The,
    Extension(reader): Who,
    Path(row): Path<i64>,
    Query(asked): Query<Asked>,
) -> Page {
    let tools = report_tools(state.clone(), row, reader.name.clone()).await?;
    page(state, reader, &asked, "report", "report", move |site, shown| {
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
    page(state, reader, &asked, "sources", "page", |site, _| Some(("Sources".into(), site.sources()))).await
}

/// What happened when.
pub(crate) async fn timeline(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    page(state, reader, &asked, "timeline", "page", |site, _| Some(("Timeline".into(), site.timeline())))
        .await
}

/// Warnings.
pub(crate) async fn warnings(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    page(state, reader, &asked, "warnings", "page", |site, _| Some(("Warnings".into(), site.warnings())))
        .await
}

/// Words in reports and claims, of the day that is shown.
pub(crate) async fn search(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    let shown = shown(&state, &asked).await?;
    let q: String = asked.q.chars().take(300).collect();
    let words = q.clone();
    let reading = state.clone();
    let hits = tokio::task::spawn_blocking(move || reading.read(|file| file.search(&words, 60))).await;
    let hits = hits.map_err(anyhow::Error::from)??;
    let links = SiteLinks::of(&shown);
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
        as_of: asked.as_of.clone(),
        claims: claims.collect(),
        reports: reports.collect(),
    };
    let inside = page.render().map_err(anyhow::Error::from)?;
    Ok(framed(&state, &shown, &reader.name, "search", "Search", &inside))
}

/// How questions stood.
pub(crate) async fn history(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    let shown = shown(&state, &asked).await?;
    let reading = state.clone();
    let of = Some(asked.question.clone()).filter(|key| !key.is_empty());
    let key = of.clone();
    let read = move || reading.read(|file| Ok((file.history(key.as_deref(), 300)?, file.labels()?)));
    let (entries, labels) = tokio::task::spawn_blocking(read).await.map_err(anyhow::Error::from)??;
    let links = SiteLinks::of(&shown);
    let site = Site::new(&shown.view.case, &shown.view.reports, state.engine.ontology(), &links);
    let entry = |it: variorum::store::HistoryEntry| {
        let key = it.changed.question;
        let (event_key, rest) = key.split_once('.').unwrap_or((&key, ""));
        let at = shown.view.keys.find_question(&key);
        Entry {
            at: it.at.get(..16).unwrap_or(&it.at).replace('T', " "),
            href: at.map(|(event, question)| links.question_of(event, question)).unwrap_or_default(),
            asked: at
                .and_then(|(event, question)| site.asked(event, question))
                .unwrap_or_else(|| rest.replace('_', " ")),
            event: labels.get(event_key).cloned().unwrap_or_default(),
            before: it.changed.before.unwrap_or_default(),
            status: it.changed.status.unwrap_or_default(),
            readings: it
                .changed
                .readings
                .iter()
                .map(|reading| {
                    let property = rest.split('.').next().unwrap_or_default();
                    let value = told(&state, property, &reading.value);
                    if reading.stance == "asserted" { value } else { format!("{}: {value}", reading.stance) }
                })
                .collect(),
            cause: it.cause,
        }
    };
    let of = of
        .and_then(|key| shown.view.keys.find_question(&key))
        .and_then(|(event, question)| site.asked(event, question));
    let page = HistoryPage { of: of.unwrap_or_default(), entries: entries.into_iter().map(entry).collect() };
    let inside = page.render().map_err(anyhow::Error::from)?;
    Ok(framed(&state, &shown, &reader.name, "history", "History", &inside))
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
