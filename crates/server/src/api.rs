//! The same for programs: JSON under `/api`, described by `/api/openapi.json`, and news of changes as server-sent events.

mod acts;
mod asked;
mod change;
mod news;
mod read;
mod stretch;
mod types;

pub(crate) use asked::refusal;
pub(crate) use news::events;

use crate::state::State;
use asked::Json;
use axum::Router;
use axum::extract::State as Shared;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get};
use serde::Serialize;
use std::sync::Arc;
use utoipa::{OpenApi, ToSchema};

type The = Shared<Arc<State>>;

/// The interface for programs.
#[derive(OpenApi)]
#[openapi(
    info(title = "Variorum", description = "A case: what reports say together, and what was decided about it."),
    paths(
        read::case, read::reports, read::report, read::claims, read::claim, read::questions, read::question,
        read::moved, read::timeline, read::warnings, read::sources, read::origins, read::search, read::history,
        read::decisions, change::decide, change::undo
    ),
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
        .route("/api/case", get(read::case))
        .route("/api/reports", get(read::reports))
        .route("/api/reports/{row}", get(read::report))
        .route("/api/claims", get(read::claims))
        .route("/api/claims/{id}", get(read::claim))
        .route("/api/questions", get(read::questions))
        .route("/api/questions/{key}", get(read::question))
        .route("/api/moved", get(read::moved))
        .route("/api/timeline", get(read::timeline))
        .route("/api/warnings", get(read::warnings))
        .route("/api/sources", get(read::sources))
        .route("/api/origins", get(read::origins))
        .route("/api/search", get(read::search))
        .route("/api/history", get(read::history))
        .route("/api/decisions", get(read::decisions).post(change::decide))
        .route("/api/decisions/{id}", delete(change::undo))
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
