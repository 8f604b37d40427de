//! `GET /sessions`: where the caller is signed in.

use baton_runtime::view::types::SessionRow;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Answers it.
pub async fn handle(app: Shared, who: Who) -> Result<Listed<SessionRow>, Problem> {
    let items = app.read(move |runtime| runtime.sessions(&who)).await?;
    Ok(Listed::whole(items))
}
