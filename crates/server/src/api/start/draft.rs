//! `PUT /starts/{workflow}/{start}/draft`: keeps what is filled in so far, and answers what follows from it.

use baton_runtime::view::types::FormState;

use crate::answer::Shown;
use crate::api::task::draft::SaveDraft;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::{Body, Id, IfMatch};

/// Keeps it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id((workflow, start)): Id<(String, String)>,
    if_match: IfMatch,
    Body(ask): Body<SaveDraft>,
) -> Result<Shown<FormState>, Problem> {
    let draft = ask.at(if_match)?;
    let form = app.read(move |runtime| runtime.save_start_draft(&who, &workflow, &start, draft)).await?;
    let rev = form.rev;
    Ok(Shown::of(form).rev(rev))
}
