//! `GET /holds`: the holds that were not lifted.

use baton_runtime::view::types::HoldView;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Lists them.
pub async fn handle(app: Shared, who: Who) -> Result<Listed<HoldView>, Problem> {
    let items = app.read(move |runtime| runtime.holds(&who)).await?;
    Ok(Listed::whole(items))
}
