//! `POST /holds`: keeps a run, or all runs of a workflow, beyond their time.

use baton_runtime::view::types::HoldView;
use baton_runtime::{Ask, HoldTarget, Made as Set};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Made;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::{Fault, Problem};
use crate::parts::Body;

/// What is held, one of the two, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetHold {
    /// A run's key.
    pub run: Option<String>,
    /// A workflow's id.
    pub workflow: Option<String>,
    pub reason: String,
}

/// Sets it.
pub async fn handle(app: Shared, who: Who, sent: Sent, Body(ask): Body<SetHold>) -> Result<Made<HoldView>, Problem> {
    let on = match (ask.run, ask.workflow) {
        (Some(run), None) => HoldTarget::Run(run),
        (None, Some(workflow)) => HoldTarget::Workflow(workflow),
        _ => {
            let fault = Fault::at("", "request.wrong_value").param("reason", "either run or workflow is expected");
            return Err(Problem::new("request.wrong_body").fault(fault));
        }
    };
    let set = app.submit(&who, sent, Ask::SetHold { on, reason: ask.reason }).await?;
    let Set::Hold(hold) = set.made else { return Err(Problem::internal("nothing was held")) };
    let view = app.read(move |runtime| runtime.hold(&who, hold)).await?;
    Ok(Made::at("/api/v1/holds".to_owned(), view))
}
