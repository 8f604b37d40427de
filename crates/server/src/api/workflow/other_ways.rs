//! `GET /workflows/{id}/other-ways`: which of the last finished runs would have gone another way by a version or by the draft.

use baton_runtime::view::types::OtherWays;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::{Id, Query};

/// By which version.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HeldAgainst {
    /// Such as `v2`, or `draft`.
    pub to: String,
}

/// Shows them.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    Query(ask): Query<HeldAgainst>,
) -> Result<Shown<OtherWays>, Problem> {
    app.read(move |runtime| runtime.other_ways(&who, &id, &ask.to)).await.map(Shown::of)
}
