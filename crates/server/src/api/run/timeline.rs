//! `GET /runs/{id}/timeline`: what happened in a run, its latest part or what comes before that.

use baton_runtime::view::types::TimelinePart;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::{Id, Query};

/// Which part.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadTimeline {
    /// `earlier` of the run or of the part after.
    pub cursor: Option<String>,
}

/// Tells it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    Query(ask): Query<ReadTimeline>,
) -> Result<Shown<TimelinePart>, Problem> {
    app.read(move |runtime| runtime.run_timeline(&who, &id, ask.cursor.as_deref())).await.map(Shown::of)
}
