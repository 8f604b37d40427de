//! `GET /notifications`: what the caller was told, newest first.

use baton_runtime::view::types::NotificationList;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::paging::PageAsk;
use crate::parts::Query;

/// Lists it.
pub async fn handle(app: Shared, who: Who, Query(ask): Query<PageAsk>) -> Result<Shown<NotificationList>, Problem> {
    let page = ask.read()?;
    app.read(move |runtime| runtime.notifications(&who, &page)).await.map(Shown::of)
}
