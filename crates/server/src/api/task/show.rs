//! `GET /tasks/{id}`: a task with all that is needed to do it.

use baton_runtime::view::types::Task;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Shows it.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Shown<Task>, Problem> {
    let task = app.read(move |runtime| runtime.task(&who, &id)).await?;
    let rev = task.summary.rev;
    Ok(Shown::of(task).rev(rev))
}
