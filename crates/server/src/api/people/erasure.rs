//! `GET /people/{id}/erasure`: what erasing somebody would take, before it is done.

use baton_runtime::view::types::Erasure;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Shows it.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Shown<Erasure>, Problem> {
    app.read(move |runtime| runtime.erasure(&who, &id)).await.map(Shown::of)
}
