//! `GET /runs/{id}/evidence`: all entries of a run with the proofs that they stand in the log: a file that verifies alone.

use crate::answer::Download;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Answers it.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Download, Problem> {
    let name = format!("{id}.evidence.json");
    let bytes = app.read(move |runtime| runtime.evidence(&who, &id)).await?;
    Ok(Download::new(&name, "application/json", bytes))
}
