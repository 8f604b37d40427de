//! `GET /groups`: all groups with their members.

use baton_runtime::view::types::GroupView;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Lists them.
pub async fn handle(app: Shared, who: Who) -> Result<Listed<GroupView>, Problem> {
    let items = app.read(move |runtime| runtime.groups(&who)).await?;
    Ok(Listed::whole(items))
}
