//! `GET /runs/{id}/parts`: the runs under a run, what waits for what, and what it is heading for.

use baton_runtime::Delay;
use baton_runtime::view::types::RunParts;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::{Id, Query};

/// What if a part were late?
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadParts {
    /// The id of the part.
    pub late: Option<String>,
    /// By how many seconds.
    pub by: Option<i64>,
}

/// Tells it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    Query(ask): Query<ReadParts>,
) -> Result<Shown<RunParts>, Problem> {
    let delay = ask.late.map(|part| Delay { part, seconds: ask.by.unwrap_or(0) });
    app.read(move |runtime| runtime.run_parts(&who, &id, delay.as_ref())).await.map(Shown::of)
}
