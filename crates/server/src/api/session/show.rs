//! `GET /session`: who is signed in.

use baton_runtime::view::types::Session;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Answers it.
pub async fn handle(app: Shared, who: Who) -> Result<Shown<Session>, Problem> {
    app.read(move |runtime| runtime.session(&who)).await.map(Shown::of)
}
