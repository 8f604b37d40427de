//! `GET /starts`: what the caller can start.

use baton_runtime::view::types::StartItem;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Lists it.
pub async fn handle(app: Shared, who: Who) -> Result<Listed<StartItem>, Problem> {
    let items = app.read(move |runtime| runtime.starts(&who)).await?;
    Ok(Listed::whole(items))
}
