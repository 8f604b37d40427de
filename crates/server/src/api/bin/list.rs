//! `GET /bin`: the designs that were thrown away and can still be restored, latest first.

use baton_runtime::view::types::BinnedDesign;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::paging::PageAsk;
use crate::parts::Query;

/// Lists them.
pub async fn handle(app: Shared, who: Who, Query(ask): Query<PageAsk>) -> Result<Listed<BinnedDesign>, Problem> {
    let page = ask.read()?;
    app.read(move |runtime| runtime.bin(&who, &page)).await.map(Listed::of)
}
