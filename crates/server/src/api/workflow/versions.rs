//! `GET /workflows/{id}/versions`: its published versions, newest first.

use baton_runtime::view::types::VersionView;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Lists them.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Listed<VersionView>, Problem> {
    let workflow = app.read(move |runtime| runtime.workflow(&who, &id)).await?;
    Ok(Listed::whole(workflow.versions))
}
