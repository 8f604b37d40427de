//! `POST /bin/{id}/restore`: takes a design out of the bin. A draft that stands in its place goes into the bin, where it was seen.

use baton_runtime::Ask;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Nothing;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// In place of what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Restore {
    /// The revision of the draft that is there and goes into the bin; none: there is no draft.
    #[serde(default)]
    pub rev: Option<i64>,
}

/// Restores it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<Restore>,
) -> Result<Nothing, Problem> {
    let item = id.parse().map_err(|_| Problem::not_found("design", id.as_str()))?;
    app.submit(&who, sent, Ask::RestoreDesign { item, rev: ask.rev }).await.map(|_| Nothing::default())
}
