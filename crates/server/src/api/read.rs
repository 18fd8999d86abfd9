//! What is asked of a case, and the answers.

use super::asked::{Json, Path, Query};
use super::stretch::{AsOf, Listed, OfDecisions, OfQuestion, Stretch, Words};
use super::types::{
    ClaimHead, HappeningHead, Hit, Hits, MovedHead, OriginHead, Past, QuestionHead, ReadingHead, ReportHead,
    SourceHead, WarningHead,
};
use super::{Answer, Failed, Problem, The, missing};
use crate::links::SiteLinks;
use crate::pages::end_of;
use crate::state::{Snapshot, State, made_until};
use axum::extract::State as Shared;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use std::sync::Arc;
use variorum::model::ReportId;
use variorum::model::origin::OriginRef;
use variorum::site::Site;
use variorum::store::{Extract, HistoryEntry, Sought};
use variorum::{Format, Style, annotate_json, render};

/// The whole case, as `variorum report --format json` prints it.
#[utoipa::path(get, path = "/api/case", params(AsOf), responses((status = 200, description = "The case", body = Object)))]
pub(super) async fn case(Shared(state): The, Query(AsOf { as_of }): Query<AsOf>) -> Result<Response, Failed> {
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
#[utoipa::path(get, path = "/api/reports", params(Listed), responses((status = 200, body = Vec<ReportHead>, headers(("link" = String, description = "Where the next entries are, as rel=next"), ("x-total-count" = u64, description = "How many entries there are")))))]
pub(super) async fn reports(
    Shared(state): The,
    uri: Uri,
    Query(asked): Query<Listed>,
) -> Result<Response, Failed> {
    let shown = shown(&state, asked.as_of).await?;
    let view = &shown.view;
    let head = |idx: usize| {
        let report = view.reports.get(idx)?;
        Some(ReportHead {
            number: *view.rows.get(idx)?,
            id: report.id.clone(),
            title: report.title.clone(),
            publisher: report.publisher.clone(),
            published: report.published.map(|published| published.to_string()),
            added: view.added.get(idx)?.clone(),
        })
    };
    Stretch::of(asked.offset, asked.limit)?.listed(&uri, view.reports.len(), head)
}

/// What a report says by itself, as `variorum annotate` prints it.
#[utoipa::path(get, path = "/api/reports/{row}", params(("row" = i64, Path, description = "The report's number"), AsOf),
    responses((status = 200, description = "The report", body = Object), (status = 404, body = Problem)))]
pub(super) async fn report(
    Shared(state): The,
    Path(row): Path<i64>,
    Query(AsOf { as_of }): Query<AsOf>,
) -> Result<Response, Failed> {
    let made =
        tokio::task::spawn_blocking(move || {
            let shown = state.snapshot(as_of)?;
            let idx = shown.view.report_of(row);
            let report = idx.and_then(|idx| Some((idx, shown.view.reports.get(idx)?)));
            anyhow::Ok(report.map(|(idx, report)| {
                annotate_json(report, &state.engine.annotate(ReportId(idx as u32), report))
            }))
        });
    let line = made.await??.ok_or_else(|| missing("report"))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], line).into_response())
}

fn claim_head(shown: &Snapshot, idx: usize) -> ClaimHead {
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
#[utoipa::path(get, path = "/api/claims", params(Listed), responses((status = 200, body = Vec<ClaimHead>, headers(("link" = String, description = "Where the next entries are, as rel=next"), ("x-total-count" = u64, description = "How many entries there are")))))]
pub(super) async fn claims(
    Shared(state): The,
    uri: Uri,
    Query(asked): Query<Listed>,
) -> Result<Response, Failed> {
    let shown = shown(&state, asked.as_of).await?;
    let n = shown.view.case.claims.len();
    Stretch::of(asked.offset, asked.limit)?.listed(&uri, n, |idx| Some(claim_head(&shown, idx)))
}

/// A claim.
#[utoipa::path(get, path = "/api/claims/{id}", params(("id" = String, Path, description = "The claim's id"), AsOf),
    responses((status = 200, body = ClaimHead), (status = 404, body = Problem)))]
pub(super) async fn claim(
    Shared(state): The,
    Path(id): Path<String>,
    Query(AsOf { as_of }): Query<AsOf>,
) -> Answer<ClaimHead> {
    let shown = shown(&state, as_of).await?;
    let idx = shown.view.claim(&id).ok_or_else(|| missing("claim"))?;
    Ok(Json(claim_head(&shown, idx)))
}

fn question_head(shown: &Snapshot, event: usize, question: usize) -> QuestionHead {
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
#[utoipa::path(get, path = "/api/questions", params(Listed), responses((status = 200, body = Vec<QuestionHead>, headers(("link" = String, description = "Where the next entries are, as rel=next"), ("x-total-count" = u64, description = "How many entries there are")))))]
pub(super) async fn questions(
    Shared(state): The,
    uri: Uri,
    Query(asked): Query<Listed>,
) -> Result<Response, Failed> {
    let shown = shown(&state, asked.as_of).await?;
    let events = shown.view.case.events.iter().enumerate();
    let places: Vec<(usize, usize)> = events
        .flat_map(|(event, entry)| (0..entry.questions.len()).map(move |question| (event, question)))
        .collect();
    let head = |idx: usize| places.get(idx).map(|&(event, question)| question_head(&shown, event, question));
    Stretch::of(asked.offset, asked.limit)?.listed(&uri, places.len(), head)
}

/// A question.
#[utoipa::path(get, path = "/api/questions/{key}", params(("key" = String, Path, description = "The question's key"), AsOf),
    responses((status = 200, body = QuestionHead), (status = 404, body = Problem)))]
pub(super) async fn question(
    Shared(state): The,
    Path(key): Path<String>,
    Query(AsOf { as_of }): Query<AsOf>,
) -> Answer<QuestionHead> {
    let shown = shown(&state, as_of).await?;
    let (event, question) = shown.view.keys.find_question(&key).ok_or_else(|| missing("question"))?;
    Ok(Json(question_head(&shown, event, question)))
}

/// Words in reports and claims.
#[utoipa::path(get, path = "/api/search", params(Words), responses((status = 200, body = Hits)))]
pub(super) async fn search(
    Shared(state): The,
    Query(Words { q, as_of, offset, limit }): Query<Words>,
) -> Answer<Hits> {
    let limit = usize::from(limit.unwrap_or(50));
    if limit > 500 {
        return Err(Failed(StatusCode::BAD_REQUEST, "limit: at most 500".into()));
    }
    let skip = Stretch::of(offset, None)?.offset;
    let q: String = q.chars().take(300).collect();
    let shown = shown(&state, as_of).await?;
    let until = as_of.map(|day| day.to_string());
    let look =
        move || state.read(|file| file.search(&Sought { words: &q, until: until.as_deref(), skip, limit }));
    let mut hits = tokio::task::spawn_blocking(look).await??;
    hits.reports.retain(|hit| shown.view.report_of(hit.row).is_some());
    hits.claims.retain(|hit| shown.view.claim(&hit.claim).is_some());
    let words =
        |found: variorum::store::Found| found.parts.into_iter().map(|(_, words)| words).collect::<String>();
    Ok(Json(Hits {
        n_reports: hits.n_reports,
        n_claims: hits.n_claims,
        reports: hits.reports.into_iter().map(|hit| Hit { of: hit.row, words: words(hit.found) }).collect(),
        claims: hits.claims.into_iter().map(|hit| Hit { of: hit.claim, words: words(hit.found) }).collect(),
    }))
}

/// How questions stood, the last change first.
#[utoipa::path(get, path = "/api/history", params(OfQuestion), responses((status = 200, body = Vec<Past>, headers(("link" = String, description = "Where the next entries are, as rel=next"), ("x-total-count" = u64, description = "How many entries there are")))))]
pub(super) async fn history(
    Shared(state): The,
    uri: Uri,
    Query(asked): Query<OfQuestion>,
) -> Result<Response, Failed> {
    let stretch = Stretch::of(asked.offset, asked.limit)?;
    let before = asked.as_of.map(end_of);
    let (skip, limit) = (stretch.offset, stretch.limit);
    let read = move || {
        state.read(|file| {
            let (question, before) = (asked.question.as_deref(), before.as_deref());
            let entries = file.history(&Extract { question, before, skip, limit })?;
            Ok((entries, file.n_history(question, before)?))
        })
    };
    let (entries, n) = tokio::task::spawn_blocking(read).await??;
    let past = |entry: &HistoryEntry| Past {
        at: entry.at.clone(),
        question: entry.changed.question.clone(),
        before: entry.changed.before.clone(),
        status: entry.changed.status.clone(),
        why: entry.changed.why.clone(),
        cause: entry.cause.clone(),
    };
    stretch.listed(&uri, n, |idx| entries.get(idx - skip).map(past))
}

/// The decisions, undone ones with the others, as `variorum export --format decisions` writes them.
#[utoipa::path(get, path = "/api/decisions", params(OfDecisions), responses((status = 200, description = "The decisions", body = Vec<Object>, headers(("link" = String, description = "Where the next entries are, as rel=next"), ("x-total-count" = u64, description = "How many entries there are")))))]
pub(super) async fn decisions(
    Shared(state): The,
    uri: Uri,
    Query(asked): Query<OfDecisions>,
) -> Result<Response, Failed> {
    let read = move || state.read(|file| file.decisions());
    let all = made_until(tokio::task::spawn_blocking(read).await??, asked.as_of);
    Stretch::of(asked.offset, asked.limit)?.listed(&uri, all.len(), |idx| all.get(idx))
}

/// What has moved on the last day on which reports were published.
#[utoipa::path(get, path = "/api/moved", params(Listed), responses((status = 200, body = Vec<MovedHead>, headers(("link" = String, description = "Where the next entries are, as rel=next"), ("x-total-count" = u64, description = "How many entries there are")))))]
pub(super) async fn moved(
    Shared(state): The,
    uri: Uri,
    Query(asked): Query<Listed>,
) -> Result<Response, Failed> {
    let shown = shown(&state, asked.as_of).await?;
    let head = |idx: usize| {
        let it = shown.moved.get(idx)?;
        let question = shown.view.case.events.get(it.event)?.questions.get(it.question)?;
        Some(MovedHead {
            question: shown.view.keys.question(it.event, it.question).to_owned(),
            before: it.before.map(|status| status.label().to_owned()),
            status: question.status.label().to_owned(),
            readings: it.readings.clone(),
        })
    };
    Stretch::of(asked.offset, asked.limit)?.listed(&uri, shown.moved.len(), head)
}

/// What happened when.
#[utoipa::path(get, path = "/api/timeline", params(Listed), responses((status = 200, body = Vec<HappeningHead>, headers(("link" = String, description = "Where the next entries are, as rel=next"), ("x-total-count" = u64, description = "How many entries there are")))))]
pub(super) async fn timeline(
    Shared(state): The,
    uri: Uri,
    Query(asked): Query<Listed>,
) -> Result<Response, Failed> {
    let shown = shown(&state, asked.as_of).await?;
    let all = &shown.view.case.timeline;
    let head = |idx: usize| {
        let it = all.get(idx)?;
        Some(HappeningHead {
            date: it.date.to_string(),
            text: it.text.clone(),
            known: it.known.as_ref().map(ToString::to_string),
            claims: ids(&shown, &it.claims),
        })
    };
    Stretch::of(asked.offset, asked.limit)?.listed(&uri, all.len(), head)
}

/// Who warned whom, of what, when.
#[utoipa::path(get, path = "/api/warnings", params(Listed), responses((status = 200, body = Vec<WarningHead>, headers(("link" = String, description = "Where the next entries are, as rel=next"), ("x-total-count" = u64, description = "How many entries there are")))))]
pub(super) async fn warnings(
    Shared(state): The,
    uri: Uri,
    Query(asked): Query<Listed>,
) -> Result<Response, Failed> {
    let shown = shown(&state, asked.as_of).await?;
    let all = &shown.view.case.warnings;
    let head = |idx: usize| {
        let it = all.get(idx)?;
        Some(WarningHead {
            issuer: it.issuer.clone(),
            recipient: it.recipient.clone(),
            date: it.date.as_ref().map(ToString::to_string),
            valid: it.valid.clone(),
            content: it.content.clone(),
            claims: ids(&shown, &it.claims),
            responses: ids(&shown, &it.responses),
        })
    };
    Stretch::of(asked.offset, asked.limit)?.listed(&uri, all.len(), head)
}

/// Who says what, how often, through whom; those with most claims first. What a report says by itself is not among it.
#[utoipa::path(get, path = "/api/sources", params(Listed), responses((status = 200, body = Vec<SourceHead>, headers(("link" = String, description = "Where the next entries are, as rel=next"), ("x-total-count" = u64, description = "How many entries there are")))))]
pub(super) async fn sources(
    Shared(state): The,
    uri: Uri,
    Query(asked): Query<Listed>,
) -> Result<Response, Failed> {
    let shown = shown(&state, asked.as_of).await?;
    let links = SiteLinks::of(&shown);
    let site = Site::new(&shown.view.case, &shown.view.reports, state.engine.ontology(), &links);
    let all = site.speakers();
    let head = |idx: usize| {
        let it = all.get(idx)?;
        Some(SourceHead {
            name: it.name.clone(),
            claims: ids(&shown, &it.claims),
            reports: it.n_reports,
            on: it.on.clone(),
            through: it.through.clone(),
        })
    };
    Stretch::of(asked.offset, asked.limit)?.listed(&uri, all.len(), head)
}

/// What came from where.
#[utoipa::path(get, path = "/api/origins", params(Listed), responses((status = 200, body = Vec<OriginHead>, headers(("link" = String, description = "Where the next entries are, as rel=next"), ("x-total-count" = u64, description = "How many entries there are")))))]
pub(super) async fn origins(
    Shared(state): The,
    uri: Uri,
    Query(asked): Query<Listed>,
) -> Result<Response, Failed> {
    let shown = shown(&state, asked.as_of).await?;
    let view = &shown.view;
    let head = |idx: usize| {
        let it = view.case.origins.get(idx)?;
        let number = |report: ReportId| view.rows.get(report.index()).copied();
        let (from_report, from_name) = match &it.derives_from {
            OriginRef::Report(report) => (number(*report), None),
            OriginRef::Name(name) => (None, Some(name.to_string())),
        };
        let text = view.reports.get(it.report.index()).map(|report| report.text.as_str());
        Some(OriginHead {
            report: number(it.report)?,
            how: it.how.label().to_owned(),
            from_report,
            from_name,
            evidence: it.evidence.zip(text).map(|(span, text)| span.of(text).to_owned()),
        })
    };
    Stretch::of(asked.offset, asked.limit)?.listed(&uri, view.case.origins.len(), head)
}

/// The ids of claims.
fn ids(shown: &Snapshot, claims: &[u32]) -> Vec<String> {
    let id = |claim: &u32| shown.view.case.claims.get(*claim as usize).map(|claim| claim.id.to_string());
    claims.iter().filter_map(id).collect()
}

/// The case now, or as of a day; what has to be worked out is worked out beside the threads that answer.
async fn shown(state: &Arc<State>, as_of: Option<Date>) -> Result<Arc<Snapshot>, Failed> {
    let state = state.clone();
    Ok(tokio::task::spawn_blocking(move || state.snapshot(as_of)).await??)
}
