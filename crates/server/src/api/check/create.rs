//! `POST /check`: checks a text without keeping it.

use baton_runtime::view::types::Checked;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Body;

/// The text.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    pub source: String,
}

/// Checks it.
pub async fn handle(app: Shared, who: Who, Body(ask): Body<Check>) -> Result<Shown<Checked>, Problem> {
    app.read(move |runtime| runtime.check(&who, &ask.source)).await.map(Shown::of)
}
