//! `POST /holds/{id}/lift`: lets the time of what is held count again.

use baton_runtime::Ask;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Nothing;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LiftHold {
    pub reason: String,
}

/// Lifts it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<LiftHold>,
) -> Result<Nothing, Problem> {
    let hold = id.parse().map_err(|_| Problem::not_found("hold", id.as_str()))?;
    app.submit(&who, sent, Ask::LiftHold { hold, reason: ask.reason }).await.map(|_| Nothing::default())
}
