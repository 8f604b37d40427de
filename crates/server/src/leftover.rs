//! What a request still sends when its answer is decided: it is read on and thrown away, within bounds. Without that, a
//! connection that is closed with bytes unread is reset, and the reset can overtake the answer that says what was wrong.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body_util::BodyExt;
use hyper::body::{Frame, SizeHint};

use crate::limits::{LEFTOVER_BYTES_MAX, LEFTOVER_TIME_MAX};

/// A body whose rest is read when nobody else does.
pub struct ReadOn(Option<Body>);

/// The same body; a body without bytes is left as it is.
pub fn read_on(body: Body) -> Body {
    if body.is_end_stream() { body } else { Body::new(ReadOn(Some(body))) }
}

impl HttpBody for ReadOn {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match &mut self.0 {
            Some(body) => Pin::new(body).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.as_ref().map_or_else(SizeHint::default, HttpBody::size_hint)
    }
}

impl Drop for ReadOn {
    fn drop(&mut self) {
        let Some(body) = self.0.take().filter(|body| !body.is_end_stream()) else { return };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(tokio::time::timeout(LEFTOVER_TIME_MAX, throw_away(body)));
        }
    }
}

async fn throw_away(mut body: Body) {
    let mut thrown = 0;
    while thrown < LEFTOVER_BYTES_MAX
        && let Some(Ok(frame)) = body.frame().await
    {
        thrown += frame.data_ref().map_or(0, Bytes::len);
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::stream;
    use tokio::sync::mpsc;

    use super::*;

    /// A body of so many pieces of 64 KiB that says each time one is taken.
    fn body(pieces: usize) -> (Body, mpsc::UnboundedReceiver<usize>) {
        let (took, taken) = mpsc::unbounded_channel();
        let pieces = stream::iter((1..=pieces).map(move |nth| {
            let _nobody_listens = took.send(nth);
            Ok::<_, Infallible>(Bytes::from(vec![0; 64 << 10]))
        }));
        (read_on(Body::from_stream(pieces)), taken)
    }

    async fn last_of(mut taken: mpsc::UnboundedReceiver<usize>) -> usize {
        let mut last = 0;
        while let Some(nth) = taken.recv().await {
            last = nth;
        }
        last
    }

    #[tokio::test]
    async fn what_nobody_reads_is_read_to_its_end() {
        let (body, taken) = body(20);
        drop(body);
        assert_eq!(last_of(taken).await, 20);
    }

    #[tokio::test]
    async fn a_body_without_an_end_is_not() {
        let (body, taken) = body(100_000);
        drop(body);
        assert_eq!(last_of(taken).await, LEFTOVER_BYTES_MAX / (64 << 10));
    }
}
