//! `POST /notifications/read`: marks what the caller was told as read, up to one of them.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Nothing;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Body;

/// Up to which.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Read {
    pub up_to: i64,
}

/// Marks them.
pub async fn handle(app: Shared, who: Who, Body(ask): Body<Read>) -> Result<Nothing, Problem> {
    app.read(move |runtime| runtime.mark_read(&who, ask.up_to)).await.map(|()| Nothing::default())
}
