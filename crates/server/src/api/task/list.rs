//! `GET /tasks`: one view of the caller's tasks.

use baton_runtime::view::types::TaskSummary;
use baton_runtime::{TaskFilter, TaskView};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::paging::limit;
use crate::parts::{Level, Query};

/// Which tasks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListTasks {
    /// `mine` (default), `teams`, `waiting` or `done`.
    pub view: Option<TasksView>,
    /// A workflow's id.
    pub workflow: Option<String>,
    /// Only those that are so urgent.
    pub priority: Option<Level>,
    /// Words in the title, the run's label or its key.
    pub q: Option<String>,
    pub cursor: Option<String>,
    /// 50 unless told, at most 200.
    pub limit: Option<u32>,
}

/// A view of tasks.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TasksView {
    Mine,
    Teams,
    Waiting,
    Done,
}

/// Lists them.
pub async fn handle(app: Shared, who: Who, Query(ask): Query<ListTasks>) -> Result<Listed<TaskSummary>, Problem> {
    let view = match ask.view.unwrap_or(TasksView::Mine) {
        TasksView::Mine => TaskView::Mine,
        TasksView::Teams => TaskView::Teams,
        TasksView::Waiting => TaskView::Waiting,
        TasksView::Done => TaskView::Done,
    };
    let filter = TaskFilter {
        view,
        workflow: ask.workflow,
        priority: ask.priority.map(Level::stored),
        q: ask.q,
        cursor: ask.cursor,
        limit: limit(ask.limit)?,
    };
    // A search may take long, and so may looking for what is rare among all that somebody ever did.
    if filter.q.is_some() || filter.priority.is_some() {
        return app.read(move |runtime| runtime.tasks(&who, &filter)).await.map(Listed::of);
    }
    app.glance(|runtime| runtime.tasks(&who, &filter)).map(Listed::of)
}
