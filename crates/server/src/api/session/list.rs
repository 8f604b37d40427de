//! `GET /sessions`: where the caller is signed in.

use baton_runtime::view::types::{Page, SessionRow};

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Answers it.
pub async fn handle(app: Shared, who: Who) -> Result<Shown<Page<SessionRow>>, Problem> {
    let items = app.read(move |runtime| runtime.sessions(&who)).await?;
    Ok(Shown::of(Page { items, next: None }))
}
