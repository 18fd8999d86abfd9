//! The style sheet and the script, out of the program.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The script: keys, the date slider, news of changes, words selected for a claim. Everything can be read without it.
const SCRIPT: &str = include_str!("../assets/page.js");
/// What the site's pages have over the one-page report.
const STYLE: &str = include_str!("../assets/site.css");

pub(crate) async fn asset(Path(name): Path<String>) -> Response {
    match name.as_str() {
        "style.css" => {
            ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], format!("{}\n{STYLE}", variorum::STYLE))
                .into_response()
        }
        "page.js" => ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT).into_response(),
        _ => (StatusCode::NOT_FOUND, "no such file\n").into_response(),
    }
}
