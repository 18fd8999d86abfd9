//! The same for programs: JSON under `/api`, described by `/api/openapi.json`, and news of changes as server-sent events.

use crate::guard::{Reader, same};
use crate::state::{State, now};
use asked::{Json, Path, Query};
use axum::extract::State as Shared;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get};
use axum::{Extension, Router};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use std::sync::Arc;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};
use utoipa::{IntoParams, OpenApi, ToSchema};
use variorum::case_file::decision;
use variorum::model::decision::Undone;
use variorum::model::{Act, ReportId};
use variorum::{Format, Style, annotate_json, render};

mod acts;
mod asked;

pub(crate) use asked::refusal;

type The = Shared<Arc<State>>;

/// The interface for programs.
#[derive(OpenApi)]
#[openapi(
    info(title = "Variorum", description = "A case: what reports say together, and what was decided about it."),
    paths(case, reports, report, claims, claim, questions, question, search, history, decisions, decide, undo),
    security(("token" = [])),
    modifiers(&Token, &Refusals)
)]
struct Described;

struct Token;

impl utoipa::Modify for Token {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        openapi.components.get_or_insert_default().add_security_scheme("token", scheme);
    }
}

/// What any request may be told.
struct Refusals;

impl utoipa::Modify for Refusals {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::{ContentBuilder, Ref, ResponseBuilder};
        let refusal = |why: &str| {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            ResponseBuilder::new().description(why).content("application/json", content).build()
        };
        let refusals = [
            ("400", "The request is not what it should be"),
            ("401", "The token is missing or wrong"),
            ("403", "Sent by another site, or without the token itself"),
            ("421", "Not a name under which the case is served"),
            ("504", "It takes too long"),
        ];
        let of_bodies = [
            ("413", "The request is too long"),
            ("415", "Not application/json"),
            ("422", "This is no decision"),
        ];
        for item in openapi.paths.paths.values_mut() {
            for (operation, has_body) in
                [(&mut item.get, false), (&mut item.post, true), (&mut item.delete, false)]
            {
                let Some(operation) = operation else { continue };
                for (code, why) in refusals.iter().chain(of_bodies.iter().filter(|_| has_body)) {
                    let known = &mut operation.responses.responses;
                    known.entry((*code).to_owned()).or_insert_with(|| refusal(why).into());
                }
            }
        }
    }
}

/// The description of the interface, as OpenAPI 3.1.
pub(crate) fn description() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/api/openapi.json", get(|| async { Json(description()) }))
        .route("/api/case", get(case))
        .route("/api/reports", get(reports))
        .route("/api/reports/{row}", get(report))
        .route("/api/claims", get(claims))
        .route("/api/claims/{id}", get(claim))
        .route("/api/questions", get(questions))
        .route("/api/questions/{key}", get(question))
        .route("/api/search", get(search))
        .route("/api/history", get(history))
        .route("/api/decisions", get(decisions).post(decide))
        .route("/api/decisions/{id}", delete(undo))
}

/// An error.
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem {
    /// What is wrong, and what to do.
    error: String,
}

pub(crate) struct Failed(StatusCode, String);

impl<E: Into<anyhow::Error>> From<E> for Failed {
    fn from(error: E) -> Failed {
        Failed(StatusCode::INTERNAL_SERVER_ERROR, format!("{:#}", error.into()))
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (self.0, Json(Problem { error: self.1 })).into_response()
    }
}

fn missing(what: &str) -> Failed {
    Failed(StatusCode::NOT_FOUND, format!("there is no such {what} in the case on this day"))
}

type Answer<T> = Result<Json<T>, Failed>;

/// The day of which the case is shown.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AsOf {
    /// A date (2031-03-04): what was known on that day. Without it, what is known now.
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<Date>,
}

/// Words, and how many results.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Words {
    /// What to find; all words must be there.
    q: String,
    /// At most so many reports and claims.
    #[param(maximum = 500)]
    limit: Option<u16>,
}

/// A question's key.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfQuestion {
    /// The key of a question; without it, the history of all.
    question: Option<String>,
}

/// A report in short.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportHead {
    /// Its number, which stays.
    number: i64,
    /// Its id.
    id: String,
    title: Option<String>,
    publisher: Option<String>,
    /// ISO 8601.
    published: Option<String>,
    /// When it was added: RFC 3339.
    added: String,
}

/// A question in short.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuestionHead {
    /// Its key, which stays when the case grows.
    key: String,
    /// The key of its event.
    event: String,
    /// The name of its event.
    label: String,
    property: String,
    scope: Option<String>,
    /// agreed, compatible, evolving, disputed or single.
    status: String,
    why: String,
    readings: Vec<ReadingHead>,
}

/// A reading in short.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReadingHead {
    /// asserted, denied or doubted.
    stance: String,
    /// In a few words.
    value: String,
    /// The ids of its claims.
    claims: Vec<String>,
    /// The numbers of its reports.
    reports: Vec<i64>,
    /// How many origins are established as independent.
    independent: u32,
    /// How many more there could be.
    unestablished: u32,
}

/// A claim in short.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClaimHead {
    id: String,
    /// The number of its report.
    report: i64,
    /// The key of the question that it answers.
    question: Option<String>,
    property: String,
    value: String,
    stance: String,
    sources: Vec<String>,
    /// The words that say it.
    evidence: String,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hits {
    /// The numbers of the reports, with the words around what was found.
    reports: Vec<Hit<i64>>,
    /// The ids of the claims, with their words.
    claims: Vec<Hit<String>>,
}

/// Something found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hit<T> {
    of: T,
    words: String,
}

/// How a question stood.
#[derive(Serialize, ToSchema)]
pub(crate) struct Past {
    /// RFC 3339.
    at: String,
    question: String,
    /// Null where it was not asked before.
    before: Option<String>,
    /// Null where it is no longer asked.
    status: Option<String>,
    why: String,
    /// What changed it.
    cause: String,
}

/// A decision to be made.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewDecision {
    /// Who decides; otherwise who is reading.
    author: Option<String>,
    /// Why.
    #[serde(default)]
    reason: String,
    /// What, as `variorum export --format decisions` writes it: {"type": "reject_claim", "claim": "…"}.
    #[schema(schema_with = acts::schema)]
    #[serde(deserialize_with = "acts::read")]
    act: Act,
}

/// That a decision was recorded.
#[derive(Serialize, ToSchema)]
pub(crate) struct Decided {
    /// The decision's id.
    id: String,
}

/// The whole case, as `variorum report --format json` prints it.
#[utoipa::path(get, path = "/api/case", params(AsOf), responses((status = 200, description = "The case", body = Object)))]
async fn case(Shared(state): The, Query(AsOf { as_of }): Query<AsOf>) -> Result<Response, Failed> {
    let made = tokio::task::spawn_blocking(move || {
        let shown = state.snapshot(as_of)?;
        anyhow::Ok(render(
            &shown.view.case,
            &shown.view.reports,
            state.engine.ontology(),
            Format::Json,
            &Style::default(),
        ))
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], made.await??).into_response())
}

/// All reports.
#[utoipa::path(get, path = "/api/reports", params(AsOf), responses((status = 200, body = Vec<ReportHead>)))]
async fn reports(Shared(state): The, Query(AsOf { as_of }): Query<AsOf>) -> Answer<Vec<ReportHead>> {
    let shown = tokio::task::spawn_blocking(move || state.snapshot(as_of)).await??;
    let view = &shown.view;
    let head = |(idx, report): (usize, &variorum::model::Report)| ReportHead {
        number: view.rows[idx],
        id: report.id.clone(),
        title: report.title.clone(),
        publisher: report.publisher.clone(),
        published: report.published.map(|published| published.to_string()),
        added: view.added[idx].clone(),
    };
    Ok(Json(view.reports.iter().enumerate().map(head).collect()))
}

/// What a report says by itself, as `variorum annotate` prints it.
#[utoipa::path(get, path = "/api/reports/{row}", params(("row" = i64, Path, description = "The report's number")),
    responses((status = 200, description = "The report", body = Object), (status = 404, body = Problem)))]
async fn report(Shared(state): The, Path(row): Path<i64>) -> Result<Response, Failed> {
    let made =
        tokio::task::spawn_blocking(move || {
            let shown = state.snapshot(None)?;
            let idx = shown.view.report_of(row);
            let report = idx.and_then(|idx| Some((idx, shown.view.reports.get(idx)?)));
            anyhow::Ok(report.map(|(idx, report)| {
                annotate_json(report, &state.engine.annotate(ReportId(idx as u32), report))
            }))
        });
    let line = made.await??.ok_or_else(|| missing("report"))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], line).into_response())
}

fn claim_head(shown: &crate::state::Snapshot, idx: usize) -> ClaimHead {
    let view = &shown.view;
    let claim = &view.case.claims[idx];
    let report = claim.report.index();
    ClaimHead {
        id: claim.id.to_string(),
        report: view.rows.get(report).copied().unwrap_or_default(),
        question: shown.question_of[idx]
            .map(|(event, question)| view.keys.question(event, question).to_owned()),
        property: claim.property.to_string(),
        value: variorum::model::value::show(&claim.value),
        stance: claim.stance.label().to_owned(),
        sources: claim.sources.iter().map(|source| source.name.clone()).collect(),
        evidence: view
            .reports
            .get(report)
            .map(|report| claim.evidence.of(&report.text).to_owned())
            .unwrap_or_default(),
    }
}

/// All claims.
#[utoipa::path(get, path = "/api/claims", params(AsOf), responses((status = 200, body = Vec<ClaimHead>)))]
async fn claims(Shared(state): The, Query(AsOf { as_of }): Query<AsOf>) -> Answer<Vec<ClaimHead>> {
    let shown = tokio::task::spawn_blocking(move || state.snapshot(as_of)).await??;
    Ok(Json((0..shown.view.case.claims.len()).map(|idx| claim_head(&shown, idx)).collect()))
}

/// A claim.
#[utoipa::path(get, path = "/api/claims/{id}", params(("id" = String, Path, description = "The claim's id")),
    responses((status = 200, body = ClaimHead), (status = 404, body = Problem)))]
async fn claim(Shared(state): The, Path(id): Path<String>) -> Answer<ClaimHead> {
    let shown = state.snapshot(None)?;
    let idx = shown.view.claim(&id).ok_or_else(|| missing("claim"))?;
    Ok(Json(claim_head(&shown, idx)))
}

fn question_head(shown: &crate::state::Snapshot, event: usize, question: usize) -> QuestionHead {
    let view = &shown.view;
    let entry = &view.case.events[event];
    let it = &entry.questions[question];
    let id = |claim: &u32| view.case.claims.get(*claim as usize).map(|claim| claim.id.to_string());
    let reading = |reading: &variorum::model::Reading| ReadingHead {
        stance: reading.stance.label().to_owned(),
        value: variorum::model::value::show(&reading.value),
        claims: reading.claims.iter().filter_map(id).collect(),
        reports: reading.reports.iter().filter_map(|report| view.rows.get(report.index()).copied()).collect(),
        independent: reading.independent,
        unestablished: reading.unestablished,
    };
    QuestionHead {
        key: view.keys.question(event, question).to_owned(),
        event: view.keys.event(event).to_owned(),
        label: entry.event.label.clone(),
        property: it.property.to_string(),
        scope: it.scope.as_ref().map(ToString::to_string),
        status: it.status.label().to_owned(),
        why: it.why.clone(),
        readings: it.readings.iter().map(reading).collect(),
    }
}

/// All questions.
#[utoipa::path(get, path = "/api/questions", params(AsOf), responses((status = 200, body = Vec<QuestionHead>)))]
async fn questions(Shared(state): The, Query(AsOf { as_of }): Query<AsOf>) -> Answer<Vec<QuestionHead>> {
    let shown = tokio::task::spawn_blocking(move || state.snapshot(as_of)).await??;
    let events = shown.view.case.events.iter().enumerate();
    let places =
        events.flat_map(|(event, entry)| (0..entry.questions.len()).map(move |question| (event, question)));
    Ok(Json(places.map(|(event, question)| question_head(&shown, event, question)).collect()))
}

/// A question.
#[utoipa::path(get, path = "/api/questions/{key}", params(("key" = String, Path, description = "The question's key"), AsOf),
    responses((status = 200, body = QuestionHead), (status = 404, body = Problem)))]
async fn question(
    Shared(state): The,
    Path(key): Path<String>,
    Query(AsOf { as_of }): Query<AsOf>,
) -> Answer<QuestionHead> {
    let shown = tokio::task::spawn_blocking(move || state.snapshot(as_of)).await??;
    let (event, question) = shown.view.keys.find_question(&key).ok_or_else(|| missing("question"))?;
    Ok(Json(question_head(&shown, event, question)))
}

/// Words in reports and claims.
#[utoipa::path(get, path = "/api/search", params(Words), responses((status = 200, body = Hits)))]
async fn search(Shared(state): The, Query(Words { q, limit }): Query<Words>) -> Answer<Hits> {
    let limit = usize::from(limit.unwrap_or(50));
    if limit > 500 {
        return Err(Failed(StatusCode::BAD_REQUEST, "limit: at most 500".into()));
    }
    let q: String = q.chars().take(300).collect();
    let hits = tokio::task::spawn_blocking(move || state.read(|file| file.search(&q, limit))).await??;
    let words =
        |found: variorum::store::Found| found.parts.into_iter().map(|(_, words)| words).collect::<String>();
    Ok(Json(Hits {
        reports: hits.reports.into_iter().map(|hit| Hit { of: hit.row, words: words(hit.found) }).collect(),
        claims: hits.claims.into_iter().map(|hit| Hit { of: hit.claim, words: words(hit.found) }).collect(),
    }))
}

/// How questions stood, the last change first.
#[utoipa::path(get, path = "/api/history", params(OfQuestion), responses((status = 200, body = Vec<Past>)))]
async fn history(Shared(state): The, Query(OfQuestion { question }): Query<OfQuestion>) -> Answer<Vec<Past>> {
    let read = move || state.read(|file| file.history(question.as_deref(), 1000));
    let entries = tokio::task::spawn_blocking(read).await??;
    let past = |entry: variorum::store::HistoryEntry| Past {
        at: entry.at,
        question: entry.changed.question,
        before: entry.changed.before,
        status: entry.changed.status,
        why: entry.changed.why,
        cause: entry.cause,
    };
    Ok(Json(entries.into_iter().map(past).collect()))
}

/// All decisions, undone ones with the others, as `variorum export --format decisions` writes them.
#[utoipa::path(get, path = "/api/decisions", responses((status = 200, description = "The decisions", body = Vec<Object>)))]
async fn decisions(Shared(state): The) -> Result<Response, Failed> {
    let all = tokio::task::spawn_blocking(move || state.read(|file| file.decisions())).await??;
    Ok(Json(all).into_response())
}

/// What changes something needs the token itself, or the seal that a page of ours has.
fn may_change(state: &State, reader: &Reader, headers: &HeaderMap) -> Result<(), Failed> {
    let seal = headers.get("x-variorum-seal").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if reader.by_token || same(seal, &state.seal()) {
        return Ok(());
    }
    Err(Failed(StatusCode::FORBIDDEN, "give the token: Authorization: Bearer TOKEN".into()))
}

/// Makes a decision.
#[utoipa::path(post, path = "/api/decisions", request_body = NewDecision,
    responses((status = 201, body = Decided), (status = 403, body = Problem), (status = 422, body = Problem, description = "This is no decision")))]
async fn decide(
    Shared(state): The,
    Extension(reader): Extension<Reader>,
    headers: HeaderMap,
    Json(new): Json<NewDecision>,
) -> Result<Response, Failed> {
    may_change(&state, &reader, &headers)?;
    let is_grade = match &new.act {
        Act::GradeSource { grade, .. } => ('A'..='F').contains(grade),
        Act::GradeClaim { grade, .. } => (1..=6).contains(grade),
        _ => true,
    };
    if !is_grade {
        return Err(Failed(
            StatusCode::UNPROCESSABLE_ENTITY,
            "a source is graded from A to F, a claim from 1 to 6".into(),
        ));
    }
    let author = new.author.filter(|name| !name.trim().is_empty()).unwrap_or(reader.name);
    let made = decision(&author, &now(), &new.reason, new.act);
    let id = made.id.to_string();
    tokio::task::spawn_blocking(move || state.decide(&made)).await??;
    Ok((StatusCode::CREATED, Json(Decided { id })).into_response())
}

/// Takes a decision back; it stays on record.
#[utoipa::path(delete, path = "/api/decisions/{id}", params(("id" = String, Path, description = "The decision's id")),
    responses((status = 204, description = "It is undone"), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn undo(
    Shared(state): The,
    Extension(reader): Extension<Reader>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Failed> {
    may_change(&state, &reader, &headers)?;
    let undone = Undone { author: reader.name, made: now().into(), reason: String::new() };
    let undoing = tokio::task::spawn_blocking(move || state.undo(&id, &undone)).await?;
    undoing.map_err(|error| Failed(StatusCode::NOT_FOUND, error.to_string()))?;
    Ok(StatusCode::NO_CONTENT)
}

/// News of changes.
pub(crate) async fn events(Shared(state): The) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = BroadcastStream::new(state.changes())
        .filter_map(|news| news.ok())
        .map(|news| Ok(Event::default().event("changed").data(news)));
    let (sender, closed) = tokio::sync::mpsc::channel::<Result<Event, Infallible>>(1);
    tokio::spawn(async move {
        state.closed().await;
        drop(sender);
    });
    Sse::new(Until { news, closed }).keep_alive(KeepAlive::default())
}

/// A stream that ends when the server does.
struct Until<S> {
    news: S,
    closed: tokio::sync::mpsc::Receiver<Result<Event, Infallible>>,
}

impl<S: Stream<Item = Result<Event, Infallible>> + Unpin> Stream for Until<S> {
    type Item = Result<Event, Infallible>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        if self.closed.poll_recv(context).is_ready() {
            return std::task::Poll::Ready(None);
        }
        std::pin::Pin::new(&mut self.news).poll_next(context)
    }
}
