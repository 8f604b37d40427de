//! `POST /workflows/{id}/versions/{version}/restore`: makes an earlier version the draft. A draft that is there goes into the bin,
//! where it was seen.

use baton_runtime::Ask;
use baton_runtime::view::types::DefinitionDraft;

use crate::answer::Shown;
use crate::api::bin::restore::Restore;
use crate::api::workflow::version::number;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// Restores it; answers the draft.
pub async fn handle(
    app: Shared,
    who: Who,
    Id((id, version)): Id<(String, String)>,
    sent: Sent,
    Body(ask): Body<Restore>,
) -> Result<Shown<DefinitionDraft>, Problem> {
    let version = number(&version)?;
    app.submit(&who, sent, Ask::RestoreVersion { id: id.clone(), version, rev: ask.rev }).await?;
    let draft = app.read(move |runtime| runtime.draft(&who, &id)).await?;
    let rev = draft.rev;
    Ok(Shown::of(draft).rev(rev))
}
