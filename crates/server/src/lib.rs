//! A case in the browser: pages made on the server, a JSON interface, and news of changes.
//!
//! ```text
//! listen    connections: how many, and how slow their clients may be
//! guard     who may come in: the host's name, a token or password, no forged forms
//! state     the case in memory, brought up to date when the file changes
//! pages     what people read      decide   what they decide      api   the same for programs
//! ```
//!
//! The pages need no script to be read. Nothing from a request names a file; everything from a report is escaped.
#![allow(clippy::disallowed_methods)] // network and clock belong here

mod api;
mod assets;
mod decide;
mod guard;
mod links;
mod listen;
mod pages;
mod state;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use state::State;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use variorum::Engine;

/// Who may read.
#[derive(Clone, Debug)]
pub enum Access {
    /// Whoever has the address with its random token.
    Token,
    /// Whoever gives the password.
    Password(String),
    /// Whomever a proxy names in this header.
    Proxy(String),
}

/// What is served, and to whom.
#[derive(Clone, Debug)]
pub struct Options {
    /// The case.
    pub case: PathBuf,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// Who may read.
    pub access: Access,
    /// Further names under which the page is reached.
    pub hosts: Vec<String>,
    /// Who decides, where nobody else is named.
    pub author: String,
    /// How much of the server a client may take.
    pub limits: Limits,
}

/// How much of the server a client may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long the head of a request may take to come, from the opening of the connection or the last answer. Who is slower,
    /// or says nothing, is hung up on.
    pub head_time: Duration,
    /// How long an answer may wait for its reader in all; what is taken of it gives time back. Who is slower is hung up on.
    pub write_time: Duration,
    /// How many connections there may be at once. Who comes later is told to try again.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { head_time: Duration::from_secs(15), write_time: Duration::from_secs(30), connections: 512 }
    }
}

/// The longest request, in bytes.
const LONGEST: usize = 256 << 10;
/// How often the file is asked whether somebody else has changed it.
const LOOK: Duration = Duration::from_millis(700);

/// Serves the case until the process is interrupted; what is under way is finished first. `ready` is told the address to
/// open.
///
/// # Errors
/// The case cannot be opened, or the address is taken.
pub fn serve(options: Options, engine: Arc<Engine>, ready: &dyn Fn(&str)) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(options.listen).await.map_err(|error| {
            anyhow::anyhow!(
                "{} cannot be listened on ({error}); name another port with --listen",
                options.listen
            )
        })?;
        let address = listener.local_addr()?;
        let limits = options.limits;
        let state = Arc::new(State::open(options, address, engine)?);
        let looking = tokio::spawn(look(state.clone()));
        ready(&state.address());
        let stop = state.clone();
        let stopped = async move {
            interrupted().await;
            stop.close();
        };
        listen::serve(listener, router(state), limits, stopped).await;
        looking.abort();
        anyhow::Ok(())
    })
}

/// All routes behind their guards.
fn router(state: Arc<State>) -> Router {
    Router::new()
        .route("/", get(pages::overview))
        .route("/questions", get(pages::questions))
        .route("/question/{key}", get(pages::question))
        .route("/event/{key}", get(pages::event))
        .route("/claim/{id}", get(pages::claim))
        .route("/reports", get(pages::reports))
        .route("/report/{row}", get(pages::report))
        .route("/report/{row}/original", get(pages::original))
        .route("/sources", get(pages::sources))
        .route("/timeline", get(pages::timeline))
        .route("/warnings", get(pages::warnings))
        .route("/search", get(pages::search))
        .route("/history", get(pages::history))
        .route("/decisions", get(decide::list))
        .route("/decide/{what}", get(decide::form))
        .route("/decide", post(decide::decide))
        .route("/undo", post(decide::undo))
        .route("/events", get(api::events))
        .merge(api::routes())
        .layer(from_fn_with_state(state.clone(), guard::access))
        .route("/login", get(guard::login_page).post(guard::login))
        .route("/assets/{name}", get(assets::asset))
        .fallback(pages::not_found)
        .layer(from_fn_with_state(state.clone(), guard::origin))
        .layer(from_fn(guard::limits))
        .layer(from_fn(guard::headers))
        .layer(DefaultBodyLimit::max(LONGEST))
        .with_state(state)
}

/// Looks after the file: somebody else may add to it.
async fn look(state: Arc<State>) {
    loop {
        tokio::time::sleep(LOOK).await;
        let state = state.clone();
        // What cannot be read now may be readable at the next look; what is shown stays until then.
        let _ = tokio::task::spawn_blocking(move || state.look()).await;
    }
}

async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut ended) = signal(SignalKind::terminate()) else {
            let _ = tokio::signal::ctrl_c().await;
            return;
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = ended.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}
