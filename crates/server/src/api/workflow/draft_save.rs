//! `PUT /workflows/{id}/draft`: saves the draft, whatever is wrong in it, or puts another one in its place; needs the revision
//! that was read.

use baton_runtime::view::types::DefinitionDraft;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::{Body, Id, IfMatch};

/// The text.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveDefinition {
    pub source: String,
    /// Whether the draft that is there goes into the bin instead of being changed: somebody else wrote it.
    #[serde(default)]
    pub bin: bool,
}

/// Saves it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    if_match: IfMatch,
    Body(ask): Body<SaveDefinition>,
) -> Result<Shown<DefinitionDraft>, Problem> {
    let rev = if_match.needed()?.rev();
    let saved = app.read(move |runtime| {
        if ask.bin {
            runtime.replace_draft(&who, &id, &ask.source, rev)
        } else {
            runtime.save_draft(&who, &id, &ask.source, rev)
        }
    });
    let draft = saved.await?;
    let rev = draft.rev;
    Ok(Shown::of(draft).rev(rev))
}
