//! `GET /starts`: what the caller can start.

use baton_runtime::view::types::{Page, StartItem};

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Lists it.
pub async fn handle(app: Shared, who: Who) -> Result<Shown<Page<StartItem>>, Problem> {
    let items = app.read(move |runtime| runtime.starts(&who)).await?;
    Ok(Shown::of(Page { items, next: None }))
}
