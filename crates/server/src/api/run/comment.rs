//! `POST /runs/{id}/comments`: says something about a run.

use baton_runtime::Ask;
use baton_runtime::view::types::RunSummary;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::api::run::answer::answer;
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

/// Does it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<Comment>,
) -> Result<Shown<RunSummary>, Problem> {
    app.submit(&who, sent, Ask::CommentOnRun { run: id.clone(), text: ask.text }).await?;
    answer(&app, who, id).await
}
