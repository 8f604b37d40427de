//! `GET /workflows/{id}/versions`: its published versions, newest first.

use baton_runtime::view::types::{Page, VersionView};

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Lists them.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Shown<Page<VersionView>>, Problem> {
    let workflow = app.read(move |runtime| runtime.workflow(&who, &id)).await?;
    Ok(Shown::of(Page { items: workflow.versions, next: None }))
}
