//! `POST /tasks/{id}/complete`: decides or finishes a task. A repeat is refused with the first result.

use baton_engine::Seen;
use baton_runtime::Ask;
use baton_runtime::view::types::Completed;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::api::task::answer::answer;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// What was decided and filled in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteTask {
    /// Not needed where there is only one.
    pub choice: Option<String>,
    /// By field. The rows of a list carry the `$row` with which the form gave them, unchanged, and null in one that is new; where
    /// none of them has one, the list is a whole new one.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub values: Map<String, Value>,
    pub comment: Option<String>,
    /// The task's `rev` that the person saw: refused as `task.stale` if a value the task shows has changed since. Of a list that the
    /// form fills in, whose rows are sent with their `$row`, only what both changed in the same row is refused, as `task.rows_changed`;
    /// all else is put together.
    pub seen: Option<i64>,
    /// With `seen`: the task's `rev` at which the person was told what others changed since, by `task.stale` or `task.rows_changed`.
    /// What they send stands; what others changed in other rows of a list stays.
    pub told: Option<i64>,
    /// The points of the checklist that are ticked off, from 0.
    #[serde(default)]
    pub checked: Vec<u32>,
}

/// Completes it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<CompleteTask>,
) -> Result<Shown<Completed>, Problem> {
    let CompleteTask { choice, values, comment, seen, told, checked } = ask;
    let seen = seen.map(|rev| Seen { rev, told });
    app.submit(&who, sent, Ask::CompleteTask { task: id.clone(), choice, values, comment, seen, checked }).await?;
    answer(&app, who, id).await
}
