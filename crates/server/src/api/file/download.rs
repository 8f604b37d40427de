//! `GET /files/{id}`: a file, as an attachment: it is never shown as a page of ours.

use crate::answer::Download;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Answers it.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Download, Problem> {
    let (info, bytes) = app.read(move |runtime| runtime.file(&who, &id)).await?;
    Ok(Download::new(&info.name, &info.kind, bytes))
}
