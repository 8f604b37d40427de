//! `GET /rehearsal/mails`: mails that were kept instead of sent, newest first.

use baton_runtime::view::types::MailBox;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::paging::PageAsk;
use crate::parts::Query;

/// Lists them.
pub async fn handle(app: Shared, who: Who, Query(ask): Query<PageAsk>) -> Result<Shown<MailBox>, Problem> {
    let page = ask.read()?;
    app.read(move |runtime| runtime.mails(&who, &page)).await.map(Shown::of)
}
