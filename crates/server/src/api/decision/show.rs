//! `GET /decisions/{id}`: a decision with its live text, its inputs and outputs, and its versions.

use baton_runtime::view::types::Decision;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Shows it.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Shown<Decision>, Problem> {
    let decision = app.read(move |runtime| runtime.decision(&who, &id)).await?;
    let rev = decision.rev;
    Ok(Shown::of(decision).rev(rev))
}
