//! `GET /people`: everybody, or those with these words in their name, handle or address.

use baton_runtime::view::types::PersonView;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::paging::PageAsk;
use crate::parts::Query;

/// Which people.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListPeople {
    /// Words in the name, the handle or the address.
    pub q: Option<String>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// 50 unless told, at most 200.
    pub limit: Option<u32>,
}

/// Lists them.
pub async fn handle(app: Shared, who: Who, Query(ask): Query<ListPeople>) -> Result<Listed<PersonView>, Problem> {
    let ListPeople { q, cursor, limit } = ask;
    let page = PageAsk { cursor, limit }.read()?;
    app.read(move |runtime| runtime.people(&who, &q.unwrap_or_default(), &page)).await.map(Listed::of)
}
