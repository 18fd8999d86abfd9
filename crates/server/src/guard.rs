//! Who may come in, and what every answer says to browsers.
//!
//! ```text
//! Host: evil.example           refused: another site's name that leads here (DNS rebinding)
//! Origin: http://evil.example  refused: another site's form or script
//! no token, no password        asked for it
//! ```

use crate::state::State;
use crate::{Access, api, pages};
use axum::extract::{Form, Query, Request, State as Shared};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// The longest that an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Who is reading: put into the request by [`access`].
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    pub(crate) name: String,
    /// Whether the request came with the token itself, not with a cookie that a browser adds by itself.
    pub(crate) by_token: bool,
}

/// Refuses names that are not ours, and what other sites send.
pub(crate) async fn origin(Shared(state): Shared<Arc<State>>, request: Request, next: Next) -> Response {
    match why_not(&request, &state) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    }
}

fn why_not(request: &Request, state: &State) -> Option<Response> {
    let (method, headers, path) = (request.method(), request.headers(), request.uri().path());
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    if !is_ours(host, state) {
        let why = "This page is not served under that name; see --host.";
        return Some(refused(path, StatusCode::MISDIRECTED_REQUEST, why));
    }
    if method == Method::GET || method == Method::HEAD {
        return None;
    }
    let same = text(header::ORIGIN)
        .is_none_or(|origin| origin.split_once("://").is_some_and(|(_, name)| name == host));
    let site = text(HeaderName::from_static("sec-fetch-site"));
    let is_own = same && site.is_none_or(|site| site == "same-origin" || site == "none");
    (!is_own).then(|| refused(path, StatusCode::FORBIDDEN, "This was sent by another site."))
}

/// Whether a host's name, with its port, is one under which we are reached. An address in figures cannot be rebound.
fn is_ours(host: &str, state: &State) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    let known = state
        .options
        .hosts
        .iter()
        .any(|known| known.eq_ignore_ascii_case(host) || known.eq_ignore_ascii_case(name));
    let is_figures = name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
    let own_port = port.map_or(80.to_string(), str::to_owned) == state.listening().port().to_string();
    known || (own_port && (is_figures || name.eq_ignore_ascii_case("localhost")))
}

#[derive(Deserialize)]
pub(crate) struct Entry {
    token: Option<String>,
    #[serde(default)]
    back: String,
}

/// Lets readers in who have the token, gave the password, or whom the proxy names.
pub(crate) async fn access(Shared(state): Shared<Arc<State>>, mut request: Request, next: Next) -> Response {
    let (headers, at) = (request.headers(), request.uri().path());
    let mut reader = Reader { name: state.options.author.clone(), by_token: false };
    if let Access::Proxy(name) = &state.options.access {
        let given =
            headers.get(name.as_str()).and_then(|value| value.to_str().ok()).unwrap_or_default().trim();
        if given.is_empty() {
            return refused(at, StatusCode::UNAUTHORIZED, "The proxy does not say who you are.");
        }
        reader.name = given.chars().filter(|letter| !letter.is_control()).take(100).collect();
    } else {
        let bearer = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        let query = request.uri().query().unwrap_or_default();
        let in_address = query.split('&').find_map(|pair| pair.strip_prefix("token="));
        if let (Access::Token, Some(token)) = (&state.options.access, in_address)
            && same(token, &state.token)
        {
            // The token leaves the address at once, so that it is in no link and no history.
            let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("token=")).collect();
            let path = request.uri().path().trim_start_matches('/');
            let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
            return with_cookie(&state, Redirect::to(&format!("/{path}{query}")));
        }
        reader.by_token = bearer.is_some_and(|token| same(token, &state.token));
        if !reader.by_token && !cookie(headers, &state).is_some_and(|token| same(&token, &state.token)) {
            if request.uri().path().starts_with("/api") || request.method() != Method::GET {
                return refused(at, StatusCode::UNAUTHORIZED, "Give the token: Authorization: Bearer TOKEN");
            }
            return match state.options.access {
                Access::Password(_) => Redirect::to("/login").into_response(),
                _ => refused(
                    at,
                    StatusCode::UNAUTHORIZED,
                    "Open the address that `variorum serve` has printed, with its token.",
                ),
            };
        }
    }
    request.extensions_mut().insert(reader);
    next.run(request).await
}

/// Asks for the password.
pub(crate) async fn login_page(Shared(state): Shared<Arc<State>>, Query(entry): Query<Entry>) -> Response {
    let _ = (entry.token, entry.back);
    pages::login(&state, "")
}

#[derive(Deserialize)]
pub(crate) struct Password {
    password: String,
}

/// Takes the password.
pub(crate) async fn login(Shared(state): Shared<Arc<State>>, Form(given): Form<Password>) -> Response {
    let Access::Password(password) = &state.options.access else { return Redirect::to("/").into_response() };
    if same(&given.password, password) {
        return with_cookie(&state, Redirect::to("/"));
    }
    // Guessing takes time.
    tokio::time::sleep(Duration::from_secs(1)).await;
    pages::login(&state, "That is not the password.")
}

fn with_cookie(state: &State, answer: Redirect) -> Response {
    let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", cookie_name(state), state.token);
    ([(header::SET_COOKIE, cookie)], answer).into_response()
}

/// Cookies know no ports, so that the name has it.
fn cookie_name(state: &State) -> String {
    format!("variorum-{}", state.listening().port())
}

fn cookie(headers: &HeaderMap, state: &State) -> Option<String> {
    let name = cookie_name(state);
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

/// Whether two secrets are the same, in a time that does not depend on where they differ.
pub(crate) fn same(a: &str, b: &str) -> bool {
    blake3::hash(a.as_bytes()) == blake3::hash(b.as_bytes())
}

fn refused(path: &str, code: StatusCode, why: &str) -> Response {
    if path.starts_with("/api/") {
        return api::refusal(code, why);
    }
    (code, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{why}\n")).into_response()
}

/// Ends what takes too long, unless it is the stream of news.
pub(crate) async fn limits(request: Request, next: Next) -> Response {
    if request.uri().path() == "/events" {
        return next.run(request).await;
    }
    let path = request.uri().path().to_owned();
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) => refused(&path, StatusCode::GATEWAY_TIMEOUT, "That takes too long."),
    }
}

/// What every answer says to browsers: nothing from elsewhere, no script but ours, no frame around.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut answer = next.run(request).await;
    let cache = if is_asset { "public, max-age=3600" } else { "private, no-cache" };
    let all: [(HeaderName, &'static str); 7] = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::CACHE_CONTROL, cache),
    ];
    for (name, value) in all {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}
