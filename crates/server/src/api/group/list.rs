//! `GET /groups`: all groups with their members.

use baton_runtime::view::types::{GroupView, Page};

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Lists them.
pub async fn handle(app: Shared, who: Who) -> Result<Shown<Page<GroupView>>, Problem> {
    let items = app.read(move |runtime| runtime.groups(&who)).await?;
    Ok(Shown::of(Page { items, next: None }))
}
