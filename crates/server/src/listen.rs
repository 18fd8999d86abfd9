//! Connections: each a task of its own, with limits of number and time.
//!
//! ```text
//! GET / HTT…   and then a letter a minute        hung up on after `head_time`, as is who says nothing at all
//! 200 OK …     of which nothing is taken         hung up on after `write_time`, as is who takes it too slowly
//! one more than `connections`                    503, Retry-After
//! ```
//!
//! Bodies of requests have their limit in `guard`. `axum::serve` has no such limits, so that the loop is ours. Who comes when
//! all connections are taken is told so rather than left to wait: some connections are open for hours, to hear news.

use crate::Limits;
use axum::Router;
use axum::http::{Request, Response, StatusCode, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use patient::Patient;
use std::convert::Infallible;
use std::io::ErrorKind;
use std::pin::pin;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

mod patient;

/// How long connections may take to end once the server is told to.
const LAST_WORDS: Duration = Duration::from_secs(30);
/// How long to wait where the system has no more connections to give.
const BREATH: Duration = Duration::from_millis(200);
/// How many at once are told that there is no room; who comes when so many are being told is hung up on.
const TOLD: usize = 64;
/// How long they may take to hear it.
const TELLING: Duration = Duration::from_secs(2);

/// Answers whoever connects until `stopped`; requests under way are answered first.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stopped: impl Future<Output = ()>,
) {
    let (closing, closed) = watch::channel(());
    let (mut connections, mut refusals) = (JoinSet::new(), JoinSet::new());
    let mut stopped = pin!(stopped);
    loop {
        tokio::select! {
            () = &mut stopped => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    while connections.try_join_next().is_some() {}
                    while refusals.try_join_next().is_some() {}
                    if connections.len() < limits.connections {
                        connections.spawn(answer(stream, router.clone(), limits, closed.clone()));
                    } else if refusals.len() < TOLD {
                        refusals.spawn(refuse(stream));
                    }
                }
                Err(error) if is_of_one_connection(error.kind()) => {}
                Err(_) => tokio::time::sleep(BREATH).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    drop(closing);
    // Who has not come to an end by then is cut off when the set is dropped.
    let _ =
        tokio::time::timeout(LAST_WORDS, async { while connections.join_next().await.is_some() {} }).await;
}

/// Answers the requests of one connection.
async fn answer(stream: TcpStream, router: Router, limits: Limits, mut closed: watch::Receiver<()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head_time);
    let service = TowerToHyperService::new(router);
    let stream = TokioIo::new(Patient::new(stream, limits.write_time));
    let mut connection = pin!(http.serve_connection(stream, service));
    // A connection that breaks off is its client's affair.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closed.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// Tells that there is no room.
async fn refuse(stream: TcpStream) {
    let told = service_fn(|_: Request<Incoming>| async {
        let mut answer =
            Response::new(String::from("Too many are reading this case; try again in a moment.\n"));
        *answer.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        let headers = answer.headers_mut();
        headers.insert(header::RETRY_AFTER, 2.into());
        headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/plain; charset=utf-8"));
        Ok::<_, Infallible>(answer)
    });
    let mut http = http1::Builder::new();
    http.keep_alive(false);
    let _ = tokio::time::timeout(TELLING, http.serve_connection(TokioIo::new(stream), told)).await;
}

fn is_of_one_connection(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}
