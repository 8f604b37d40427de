//! `POST /workflows/{id}/publish`: makes the draft the live version. Refused while something is wrong in it or cannot run yet.

use baton_runtime::view::types::Published;
use baton_runtime::{Ask, Made};
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
    let Publish { note, rev } = ask;
    let made = app.submit(&who, sent, Ask::Publish { workflow: id, note, rev }).await?.made;
    let Made::Version { workflow, version, sha256, unchanged } = made else {
        return Err(Problem::internal("publishing made no version"));
    };
    let id = workflow.clone();
    let left_behind = app.read(move |runtime| runtime.left_behind(&who, &id)).await?;
    Ok(Shown::of(Published { workflow, version, sha256, unchanged, left_behind }))
}
