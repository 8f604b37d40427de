//! `POST /workflows/{id}/publish`: makes the draft the live version. Refused while something is wrong in it or cannot run yet.

use baton_runtime::Ask;
use baton_runtime::view::types::Published;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// Which draft, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    /// What became different, for those who look later.
    #[serde(default)]
    pub note: String,
    /// The draft's revision that was read.
    pub rev: i64,
}

/// Publishes it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<Publish>,
) -> Result<Shown<Published>, Problem> {
    app.submit(&who, sent, Ask::Publish { workflow: id, note: ask.note, rev: ask.rev })
        .await?
        .published()
        .map(Shown::of)
        .map_err(Problem::from)
}
