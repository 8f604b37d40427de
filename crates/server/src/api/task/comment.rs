//! `POST /tasks/{id}/comments`: says something about a task.

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

/// What is said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    pub text: String,
}

/// Says it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<Comment>,
) -> Result<Shown<Completed>, Problem> {
    app.submit(&who, sent, Ask::CommentOnTask { task: id.clone(), text: ask.text }).await?;
    answer(&app, who, id).await
}
