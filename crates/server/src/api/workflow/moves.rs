//! `GET /workflows/{id}/moves`: the runs that go on, each with whether it can be moved to a version or to the draft, and why not.

use baton_runtime::view::types::MovingRun;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::paging::limit;
use crate::parts::{Id, Query};

/// Where to, and which page.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListMoves {
    /// Such as `v2`, or `draft`.
    pub to: String,
    pub cursor: Option<String>,
    /// 50 unless told, at most 200.
    pub limit: Option<u32>,
}

/// Lists them.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    Query(ask): Query<ListMoves>,
) -> Result<Listed<MovingRun>, Problem> {
    let limit = limit(ask.limit)?;
    let page = app.read(move |runtime| runtime.moves(&who, &id, &ask.to, (ask.cursor.as_deref(), limit))).await?;
    Ok(Listed::of(page))
}
