//! `POST /tables/check`: what a table leaves open and covers twice.

use baton_runtime::view::types::CheckedTable;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Body;

/// The table.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckTable {
    /// The text of the definition.
    pub source: String,
    /// The table's place in it, a JSON Pointer.
    pub path: String,
}

/// Checks it.
pub async fn handle(app: Shared, who: Who, Body(ask): Body<CheckTable>) -> Result<Shown<CheckedTable>, Problem> {
    app.read(move |runtime| runtime.check_table(&who, &ask.source, &ask.path)).await.map(Shown::of)
}
