//! `GET /starts`: what the caller can start.

use baton_runtime::view::types::StartItem;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::paging::PageAsk;
use crate::parts::Query;

/// Lists it.
pub async fn handle(app: Shared, who: Who, Query(ask): Query<PageAsk>) -> Result<Listed<StartItem>, Problem> {
    let page = ask.read()?;
    app.read(move |runtime| runtime.starts(&who, &page)).await.map(Listed::of)
}
