//! `GET /workflows/{id}/diff`: what became different between two versions, in words and as a diff.

use baton_runtime::view::types::Diff;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::{Id, Query};

/// Which two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// Such as `v1`, or `draft`.
    pub from: String,
    /// Such as `v2`, or `draft`.
    pub to: String,
}

/// Compares them.
pub async fn handle(app: Shared, who: Who, Id(id): Id, Query(ask): Query<Compare>) -> Result<Shown<Diff>, Problem> {
    app.read(move |runtime| runtime.diff(&who, &id, &ask.from, &ask.to)).await.map(Shown::of)
}
