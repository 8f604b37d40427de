//! `POST /workflows/{id}/runs`: starts a run.

use baton_runtime::view::types::RunSummary;
use baton_runtime::{Ask, Made as Begun};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::answer::Made;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// How it begins.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartRun {
    /// The start's id; not needed where there is only one.
    pub start: Option<String>,
    /// By field.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub values: Map<String, Value>,
}

/// A run that was started.
#[derive(Serialize, ToSchema)]
pub struct RunStarted {
    pub run: RunSummary,
    /// Such as `PUR-1042`.
    pub key: String,
}

/// Starts it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(workflow): Id,
    sent: Sent,
    Body(ask): Body<StartRun>,
) -> Result<Made<RunStarted>, Problem> {
    let StartRun { start, values } = ask;
    let key = app.submit(&who, sent, Ask::StartRun { workflow, start, values }).await?;
    let Begun::Run(key) = key.made else { return Err(Problem::internal("a start made no run")) };
    let place = format!("/api/v1/runs/{key}");
    let id = key.clone();
    let run = app.glance(|runtime| runtime.run_summary(&who, &id))?;
    Ok(Made::at(place, RunStarted { run, key }))
}
