//! `GET /bin/{id}`: a design in the bin, with its text.

use baton_runtime::view::types::BinnedText;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Shows it.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Shown<BinnedText>, Problem> {
    let item = id.parse().map_err(|_| Problem::not_found("design", id.as_str()))?;
    app.read(move |runtime| runtime.binned(&who, item)).await.map(Shown::of)
}
