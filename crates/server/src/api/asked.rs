//! What a request asks, taken apart; what is not as it should be is answered as a problem, in JSON like every answer.
//!
//! ```text
//! GET /api/search             {"error": "Failed to deserialize query string: missing field `q`"}
//! ```

use super::{Failed, Problem};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(crate) struct Path<T>(pub(crate) T);
pub(crate) struct Query<T>(pub(crate) T);
pub(crate) struct Json<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>, Failed> {
        let taken = axum::extract::Path::from_request_parts(parts, state).await;
        taken.map(|it| Path(it.0)).map_err(|why| Failed(why.status(), why.body_text()))
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Query<T> {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Query<T>, Failed> {
        let taken = axum::extract::Query::from_request_parts(parts, state).await;
        taken.map(|it| Query(it.0)).map_err(|why| Failed(why.status(), why.body_text()))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &S) -> Result<Json<T>, Failed> {
        let taken = axum::Json::<Value>::from_request(request, state).await;
        let mut value = taken.map_err(|why| Failed(why.status(), why.body_text()))?.0;
        whole_numbers(&mut value);
        let read = serde_json::from_value(value);
        read.map(Json).map_err(|why| Failed(StatusCode::UNPROCESSABLE_ENTITY, why.to_string()))
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// To JSON 2.0 is the integer 2, whoever writes it.
fn whole_numbers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let whole = number.as_f64().filter(|it| number.is_f64() && it.fract() == 0.0 && it.abs() < 9e15);
            if let Some(whole) = whole {
                *value = Value::from(whole as i64);
            }
        }
        Value::Array(all) => all.iter_mut().for_each(whole_numbers),
        Value::Object(all) => all.values_mut().for_each(whole_numbers),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// A refusal: a problem for programs, a line for people.
pub(crate) fn refusal(code: StatusCode, why: &str) -> Response {
    (code, axum::Json(Problem { error: why.to_owned() })).into_response()
}
