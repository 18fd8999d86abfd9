//! Connections: each a task of its own, with a limit of time for the head of a request.
//!
//! ```text
//! GET / HTT…   and then a letter a minute    hung up on after `head_time`, as is who says nothing at all
//! ```
//!
//! Bodies and answers have their limit in `guard`. `axum::serve` has no such limit, so that the loop is ours.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io::ErrorKind;
use std::pin::pin;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How long connections may take to end once the server is told to.
const LAST_WORDS: Duration = Duration::from_secs(30);
/// How long to wait where the system has no more connections to give.
const BREATH: Duration = Duration::from_millis(200);

/// Answers whoever connects until `stopped`; requests under way are answered first.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    head_time: Duration,
    stopped: impl Future<Output = ()>,
) {
    let (closing, closed) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut stopped = pin!(stopped);
    loop {
        tokio::select! {
            () = &mut stopped => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(answer(stream, router.clone(), head_time, closed.clone()));
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
async fn answer(stream: TcpStream, router: Router, head_time: Duration, mut closed: watch::Receiver<()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head_time);
    let service = TowerToHyperService::new(router);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    // A connection that breaks off is its client's affair.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closed.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

fn is_of_one_connection(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}
