//! `POST /runs/{id}/cancel`: ends a run without an outcome.

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

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    pub reason: String,
}

/// Does it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<Cancel>,
) -> Result<Shown<RunSummary>, Problem> {
    app.submit(&who, sent, Ask::CancelRun { run: id.clone(), reason: ask.reason }).await?;
    answer(&app, who, id).await
}
