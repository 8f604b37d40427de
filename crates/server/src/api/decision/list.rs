//! `GET /decisions`: all shared decisions.

use baton_runtime::view::types::DecisionSummary;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::paging::PageAsk;
use crate::parts::Query;

/// Lists them.
pub async fn handle(app: Shared, who: Who, Query(ask): Query<PageAsk>) -> Result<Listed<DecisionSummary>, Problem> {
    let page = ask.read()?;
    app.read(move |runtime| runtime.decisions(&who, &page)).await.map(Listed::of)
}
