//! `POST /runs/{id}/move`: moves a run to another version, or one place of it to another step.

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

/// Where to, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The version; none: its own.
    pub version: Option<u32>,
    /// Which places go on at which steps; all others stay where they are.
    #[serde(default)]
    pub places: Vec<PlaceTo>,
    /// Needed where a place goes to another step.
    pub reason: Option<String>,
}

/// A place and where it goes on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceTo {
    pub place: u32,
    pub step: String,
}

/// Does it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<Move>,
) -> Result<Shown<RunSummary>, Problem> {
    let places = ask.places.into_iter().map(|to| (to.place, to.step)).collect();
    let ask = Ask::MoveRun { run: id.clone(), version: ask.version, places, reason: ask.reason };
    app.submit(&who, sent, ask).await?;
    answer(&app, who, id).await
}
