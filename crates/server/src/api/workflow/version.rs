//! `GET /workflows/{id}/versions/{version}`: a published version, `v3` or `3`.

use baton_runtime::view::types::VersionSource;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Shows it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id((id, version)): Id<(String, String)>,
) -> Result<Shown<VersionSource>, Problem> {
    let number = number(&version)?;
    app.read(move |runtime| runtime.version(&who, &id, number)).await.map(Shown::of)
}

/// The number in `v3` or `3`.
pub fn number(version: &str) -> Result<u32, Problem> {
    version.trim_start_matches('v').parse().map_err(|_| Problem::not_found("version", version))
}
