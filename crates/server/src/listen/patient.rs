//! A connection that waits for a slow reader, but not for ever.
//!
//! ```text
//! nothing is taken of an answer           time runs
//! 4 KB are taken                          a second is given back
//! the time is used up                     the connection ends, and what it holds is free again
//! ```

use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

/// Bytes that give a second back.
const RATE: f64 = 4096.0;

/// A stream that cannot be kept waiting longer than a limit.
pub(super) struct Patient {
    stream: TcpStream,
    limit: Duration,
    /// How long it has waited, less what was given back.
    waited: Duration,
    /// Since when it waits now.
    since: Option<Instant>,
    timer: Pin<Box<Sleep>>,
}

impl Patient {
    pub(super) fn new(stream: TcpStream, limit: Duration) -> Patient {
        let timer = Box::pin(tokio::time::sleep(limit));
        Patient { stream, limit, waited: Duration::ZERO, since: None, timer }
    }

    /// What came of writing: goes on where something was taken, waits or gives up where nothing was.
    fn after(&mut self, written: Poll<Result<usize>>, context: &mut Context<'_>) -> Poll<Result<usize>> {
        match written {
            Poll::Ready(Ok(n)) => {
                if let Some(since) = self.since.take() {
                    self.waited += since.elapsed();
                }
                self.waited = self.waited.saturating_sub(Duration::from_secs_f64(n as f64 / RATE));
                Poll::Ready(Ok(n))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => {
                if self.since.is_none() {
                    let now = Instant::now();
                    self.since = Some(now);
                    self.timer.as_mut().reset(now + self.limit.saturating_sub(self.waited));
                }
                match self.timer.as_mut().poll(context) {
                    Poll::Ready(()) => Poll::Ready(Err(Error::from(ErrorKind::TimedOut))),
                    Poll::Pending => Poll::Pending,
                }
            }
        }
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.after(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.after(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
