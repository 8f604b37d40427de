//! `POST /forms/{workflow}/state`: what follows from what is filled in so far. Nothing of it is kept.

use baton_runtime::view::types::FormState;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::must_be_slow;
use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::peer::Peer;
use crate::error::Problem;
use crate::pace::Deed;
use crate::parts::{Id, Short};

/// What is filled in so far.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FillForm {
    /// The form's id; none: the workflow's first form.
    pub form: Option<String>,
    /// By field.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub values: Map<String, Value>,
}

/// Says it.
pub async fn handle(
    app: Shared,
    peer: Peer,
    Id(workflow): Id,
    Short(ask): Short<FillForm>,
) -> Result<Shown<FormState>, Problem> {
    must_be_slow(&app, &peer, &workflow, Deed::Look)?;
    let FillForm { form, values } = ask;
    app.read(move |runtime| runtime.fill_public_form(&workflow, form.as_deref(), values)).await.map(Shown::of)
}
