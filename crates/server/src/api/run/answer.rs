//! What every change of a run answers: the run as lists show it. Its page, with all that happened, is made for whoever opens it.

use baton_runtime::view::types::RunSummary;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// The run as it is now.
pub async fn answer(app: &Shared, who: Who, id: String) -> Result<Shown<RunSummary>, Problem> {
    let run = app.glance(|runtime| runtime.run_summary(&who, &id))?;
    let rev = run.rev;
    Ok(Shown::of(run).rev(rev))
}
