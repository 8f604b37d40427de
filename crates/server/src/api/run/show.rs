//! `GET /runs/{id}`: a run: its diagram's state, its values, and all that happened in it.

use baton_runtime::view::types::Run;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Shows it.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Shown<Run>, Problem> {
    let run = app.read(move |runtime| runtime.run(&who, &id)).await?;
    let rev = run.summary.rev;
    Ok(Shown::of(run).rev(rev))
}
