//! What programs decide and take back.

use super::asked::{Json, Path};
use super::{Failed, Problem, The, acts};
use crate::guard::{Reader, same};
use crate::state::{State, now};
use axum::Extension;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use variorum::case_file::decision;
use variorum::model::Act;
use variorum::model::decision::Undone;

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
pub(super) async fn decide(
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
pub(super) async fn undo(
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
