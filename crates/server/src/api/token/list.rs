//! `GET /tokens`: the caller's API tokens, without their secrets.

use baton_runtime::view::types::TokenView;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Lists them.
pub async fn handle(app: Shared, who: Who) -> Result<Listed<TokenView>, Problem> {
    let items = app.read(move |runtime| runtime.tokens(&who)).await?;
    Ok(Listed::whole(items))
}
