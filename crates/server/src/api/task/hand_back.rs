//! `POST /tasks/{id}/hand-back`: gives a task back that was handed over and is not ready.

use baton_runtime::Ask;
use baton_runtime::view::types::Completed;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::api::task::answer::answer;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandBackTask {
    /// What is missing; who handed it over reads it.
    pub comment: String,
}

/// Does it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<HandBackTask>,
) -> Result<Shown<Completed>, Problem> {
    app.submit(&who, sent, Ask::HandBackTask { task: id.clone(), comment: Some(ask.comment) }).await?;
    answer(&app, who, id).await
}
