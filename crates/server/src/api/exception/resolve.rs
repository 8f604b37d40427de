//! `POST /exceptions/{id}/resolve`: says how it goes on: with values, with another person, after the step or at another; or that
//! it does not.

use baton_runtime::view::types::RunSummary;
use baton_runtime::{Ask, ResolveHow};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::api::exception::retry::run_of;
use crate::api::run::answer::answer;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Fault;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// How it goes on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Resolve {
    pub how: How,
    /// With `supply` and `change`: by field.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub values: Map<String, Value>,
    /// With `assign`: a handle.
    pub person: Option<String>,
    /// With `move`: the step.
    pub to: Option<String>,
    /// Why; needed with `skip`, `change`, `move` and `drop`.
    pub reason: Option<String>,
}

/// A way to go on.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    Supply,
    Assign,
    Skip,
    /// With values changed.
    Change,
    /// At another step.
    Move,
    /// Not at all: a run that waits at its start is cancelled.
    Drop,
}

/// Does it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<Resolve>,
) -> Result<Shown<RunSummary>, Problem> {
    let run = run_of(&id);
    let how = match ask.how {
        How::Supply => ResolveHow::Supply(ask.values),
        How::Assign => ResolveHow::Assign(ask.person.ok_or_else(|| missing("person"))?),
        How::Skip => ResolveHow::Skip,
        How::Drop => ResolveHow::Drop,
        How::Change => ResolveHow::Change(ask.values),
        How::Move => ResolveHow::Move(ask.to.ok_or_else(|| missing("to"))?),
    };
    app.submit(&who, sent, Ask::ResolveException { exception: id, how, reason: ask.reason }).await?;
    answer(&app, who, run).await
}

fn missing(field: &str) -> Problem {
    Problem::new("request.wrong_body").fault(Fault::at("", "request.missing_field").param("field", field))
}
