//! `GET /rehearsal`: what time it is in the rehearsal, and how many mails are kept.

use baton_runtime::view::types::RehearsalView;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Shows it.
pub async fn handle(app: Shared, who: Who) -> Result<Shown<RehearsalView>, Problem> {
    app.read(move |runtime| runtime.rehearsal(&who)).await.map(Shown::of)
}
