//! `GET /exceptions`: what stopped and waits for somebody.

use baton_runtime::view::types::Exception;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::paging::PageAsk;
use crate::parts::Query;

/// Lists them.
pub async fn handle(app: Shared, who: Who, Query(ask): Query<PageAsk>) -> Result<Listed<Exception>, Problem> {
    let page = ask.read()?;
    app.read(move |runtime| runtime.exceptions(&who, &page)).await.map(Listed::of)
}
