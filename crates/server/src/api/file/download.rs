//! `GET /files/{id}`: a file, as an attachment: it is never shown as a page of ours. It leaves piece by piece.

use axum::body::Body;
use futures_util::stream;

use crate::answer::Download;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Answers it.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Download, Problem> {
    let (info, content) = app.read(move |runtime| runtime.file(&who, &id)).await?;
    Ok(Download::of_size(&info.name, &info.kind, info.size, Body::from_stream(pieces(content))))
}

/// Each piece is opened on a thread that may wait, and only once the one before has left: a slow reader holds one piece,
/// and no thread. A damaged file breaks the answer off; its length tells the reader so.
fn pieces(content: baton_runtime::files::Download) -> impl stream::Stream<Item = std::io::Result<Vec<u8>>> {
    stream::try_unfold(content, |mut content| async move {
        let read = tokio::task::spawn_blocking(move || content.next_chunk().map(|piece| (piece, content))).await;
        let (piece, content) = read.map_err(std::io::Error::other)?.inspect_err(|error| {
            tracing::error!(%error, "a file could not be read to its end");
        })?;
        Ok(piece.map(|piece| (piece, content)))
    })
}
