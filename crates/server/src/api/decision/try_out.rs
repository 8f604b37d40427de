//! `POST /decisions/{id}/try`: decides on made-up inputs; keeps nothing.

use baton_runtime::view::types::DecisionTried;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// The inputs, and by what to decide.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TryDecision {
    /// By name; what is not there counts as null.
    #[serde(default)]
    pub inputs: Map<String, Value>,
    /// A text to decide by instead of the live version.
    #[serde(default)]
    pub source: Option<String>,
}

/// Tries it out.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    Body(ask): Body<TryDecision>,
) -> Result<Shown<DecisionTried>, Problem> {
    app.read(move |runtime| runtime.try_decision(&who, &id, ask.source.as_deref(), &ask.inputs)).await.map(Shown::of)
}
