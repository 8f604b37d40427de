//! `POST /forms/{workflow}/runs`: begins a run with what somebody without an account filled in.
//!
//! The ticket that came with the form is the key of the command: however often it is sent, it makes one run. The answer is
//! the run's key and nothing else.

use baton_runtime::{Ask, Caller, Made as Begun};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::must_be_slow;
use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::peer::Peer;
use crate::commands::Sent;
use crate::error::{Fault, Problem};
use crate::pace::Deed;
use crate::parts::{Id, Short};

/// What is sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendForm {
    /// The form's id; none: the workflow's first form.
    pub form: Option<String>,
    /// By field.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub values: Map<String, Value>,
    /// What came with the form.
    pub ticket: String,
    /// Left empty. It stands on the page where people do not see it, for programs that fill in every field.
    #[serde(default)]
    pub website: String,
}

/// The run that was begun.
#[derive(Serialize, ToSchema)]
pub struct FormSent {
    /// Such as `PUR-1042`: what to name when asking about it.
    pub key: String,
}

/// Takes it.
pub async fn handle(
    app: Shared,
    peer: Peer,
    Id(workflow): Id,
    Short(ask): Short<SendForm>,
) -> Result<Shown<FormSent>, Problem> {
    must_be_slow(&app, &peer, &workflow, Deed::Send)?;
    let SendForm { form, values, ticket, website } = ask;
    let slug = workflow.clone();
    let sendable = app.read(move |runtime| runtime.sendable_form(&slug, form.as_deref(), &ticket)).await?;
    if !website.is_empty() {
        return Err(Problem::new("form.hidden_filled").fault(Fault::at("/website", "form.hidden_filled")));
    }
    let sent = Sent { key: Some(sendable.key), ..Sent::default() };
    let ask = Ask::StartRun { workflow, start: Some(sendable.form), values };
    let done = app.submit(&Caller::outside(), sent, ask).await?;
    let Begun::Run(key) = done.made else { return Err(Problem::internal("a form made no run")) };
    Ok(Shown::of(FormSent { key }))
}
