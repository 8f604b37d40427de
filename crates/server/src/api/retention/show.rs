//! `GET /retention`: what retention would free now.

use baton_runtime::view::types::Retention;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Shows it.
pub async fn handle(app: Shared, who: Who) -> Result<Shown<Retention>, Problem> {
    app.read(move |runtime| runtime.retention(&who)).await.map(Shown::of)
}
