//! `GET /workflows/{id}/versions/{version}/source`: the text, byte for byte as it was published.

use crate::answer::Download;
use crate::api::workflow::version::number;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Answers it.
pub async fn handle(app: Shared, who: Who, Id((id, version)): Id<(String, String)>) -> Result<Download, Problem> {
    let number = number(&version)?;
    let name = format!("{id}.v{number}.yaml");
    let found = app.read(move |runtime| runtime.version(&who, &id, number)).await?;
    Ok(Download::new(&name, "application/yaml", found.source.into_bytes()))
}
