//! `POST /tables/evaluate`: what a table decides on sample data, and by which rules.

use baton_runtime::view::types::DecidedTable;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Body;

/// The table and the data.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluateTable {
    /// The text of the definition.
    pub source: String,
    /// The table's place in it, a JSON Pointer.
    pub path: String,
    /// Values by name.
    #[serde(default)]
    pub data: Map<String, Value>,
}

/// Decides.
pub async fn handle(app: Shared, who: Who, Body(ask): Body<EvaluateTable>) -> Result<Shown<DecidedTable>, Problem> {
    app.read(move |runtime| runtime.evaluate_table(&who, (&ask.source, &ask.path), ask.data)).await.map(Shown::of)
}
