//! `POST /tasks/{id}/claim`: takes a task that is offered.

use baton_runtime::Ask;
use baton_runtime::view::types::Completed;

use crate::answer::Shown;
use crate::api::task::answer::answer;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::Id;

/// Does it.
pub async fn handle(app: Shared, who: Who, Id(id): Id, sent: Sent) -> Result<Shown<Completed>, Problem> {
    app.submit(&who, sent, Ask::ClaimTask { task: id.clone() }).await?;
    answer(&app, who, id).await
}
