//! News of changes, as server-sent events.
//!
//! ```text
//! event: changed
//! data: {"revision":17,"reports":15,"cause":"added late"}
//! ```

use super::The;
use axum::extract::State as Shared;
use axum::response::sse::{Event, KeepAlive, Sse};
use std::convert::Infallible;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

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
