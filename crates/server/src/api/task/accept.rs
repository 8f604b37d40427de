//! `POST /tasks/{id}/accept`: takes a task that was handed over as it is.

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

/// What holds.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptTask {
    /// The points of the checklist that hold, from 0: all of them are needed.
    #[serde(default)]
    pub checked: Vec<u32>,
}

/// Does it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<AcceptTask>,
) -> Result<Shown<Completed>, Problem> {
    app.submit(&who, sent, Ask::AcceptTask { task: id.clone(), checked: ask.checked }).await?;
    answer(&app, who, id).await
}
