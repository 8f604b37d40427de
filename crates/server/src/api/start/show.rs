//! `GET /starts/{workflow}/{start}`: a start's form, with what was filled in so far.

use baton_runtime::view::types::StartForm;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Shows it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id((workflow, start)): Id<(String, String)>,
) -> Result<Shown<StartForm>, Problem> {
    let form = app.read(move |runtime| runtime.start_form(&who, &workflow, &start)).await?;
    let rev = form.rev;
    Ok(Shown::of(form).rev(rev))
}
