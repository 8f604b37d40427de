//! What every change of a task answers: the task as it is now, and the reader's next one.

use baton_runtime::view::types::Completed;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// The task as it is now.
pub async fn answer(app: &Shared, who: Who, id: String) -> Result<Shown<Completed>, Problem> {
    let answer = app.glance(|runtime| runtime.completed(&who, &id))?;
    let rev = answer.task.rev;
    Ok(Shown::of(answer).rev(rev))
}
