//! `GET /workflows/{id}/draft`: the draft, with what is wrong in it.

use baton_runtime::view::types::DefinitionDraft;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Shows it.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Shown<DefinitionDraft>, Problem> {
    let draft = app.read(move |runtime| runtime.draft(&who, &id)).await?;
    let rev = draft.rev;
    Ok(Shown::of(draft).rev(rev))
}
