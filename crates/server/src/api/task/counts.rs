//! `GET /tasks/counts`: how many tasks each view holds.

use baton_runtime::view::types::TaskCounts;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Counts them.
pub async fn handle(app: Shared, who: Who) -> Result<Shown<TaskCounts>, Problem> {
    app.read(move |runtime| runtime.task_counts(&who)).await.map(Shown::of)
}
