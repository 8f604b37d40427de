//! `GET /workflows/{id}`: a workflow with its live text, its diagram and its versions.

use baton_runtime::view::types::Workflow;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Shows it.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Shown<Workflow>, Problem> {
    let workflow = app.read(move |runtime| runtime.workflow(&who, &id)).await?;
    let rev = workflow.rev;
    Ok(Shown::of(workflow).rev(rev))
}
