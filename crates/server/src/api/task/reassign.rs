//! `POST /tasks/{id}/reassign`: gives a task to somebody else.

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

/// To whom.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reassign {
    /// A handle, such as `@ana.diaz`.
    pub to: String,
    pub comment: Option<String>,
}

/// Gives it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<Reassign>,
) -> Result<Shown<Completed>, Problem> {
    app.submit(&who, sent, Ask::ReassignTask { task: id.clone(), to: ask.to, comment: ask.comment }).await?;
    answer(&app, who, id).await
}
