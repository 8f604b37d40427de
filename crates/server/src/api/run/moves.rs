//! `GET /runs/{id}/moves`: where a run is, where it can go, and what would come of a move.

use baton_runtime::MoveAsk;
use baton_runtime::view::types::MovePreview;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::{Id, Query};

/// Which move.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewMove {
    /// The version; none: its own.
    pub version: Option<u32>,
    /// The place that goes to another step.
    pub place: Option<u32>,
    /// That step.
    pub step: Option<String>,
}

/// Shows it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    Query(ask): Query<PreviewMove>,
) -> Result<Shown<MovePreview>, Problem> {
    let ask = MoveAsk { version: ask.version, place: ask.place.zip(ask.step) };
    app.read(move |runtime| runtime.move_preview(&who, &id, &ask)).await.map(Shown::of)
}
