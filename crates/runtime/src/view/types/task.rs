//! A task as the API gives it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{FieldView, Named, PersonRef, TimelineItem, Votes};

/// A task in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TaskSummary {
    /// Such as `PUR-1042.7`.
    pub id: String,
    pub run: String,
    pub run_label: String,
    pub workflow: Named,
    /// The step's id.
    pub step: String,
    pub title: String,
    /// `task`, `approve` or `form`.
    pub kind: String,
    /// `offered`, `assigned`, `claimed`, `done` or `withdrawn`.
    pub status: String,
    pub due: Option<String>,
    pub overdue: bool,
    /// `lowest`, `low`, `normal`, `high` or `highest`.
    pub priority: String,
    pub assignee: Option<PersonRef>,
    pub offered_to: Option<OfferedTo>,
    pub opened: String,
    pub pass: u32,
    pub done_by: Option<PersonRef>,
    pub done_at: Option<String>,
    pub choice_label: Option<String>,
    pub rev: i64,
    pub unread: bool,
}

/// Whom a task is offered to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfferedTo {
    pub group: Option<String>,
    pub count: u32,
}

/// How many tasks stand in each of a person's lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TaskCounts {
    pub mine: u64,
    pub teams: u64,
    pub waiting: u64,
    pub done: u64,
    pub overdue: u64,
}

/// A task with all that its page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Task {
    #[serde(flatten)]
    pub summary: TaskSummary,
    /// Markdown.
    pub guide: Option<String>,
    pub known: Vec<FieldView>,
    pub form: FormState,
    pub choices: Vec<TaskChoice>,
    /// The words with which it was sent back.
    pub comment_shown: Option<CommentShown>,
    pub may: TaskMay,
    /// Why it is read only.
    pub why_not: Option<String>,
    pub activity: Vec<TimelineItem>,
    pub progress: Vec<Progress>,
    /// What is to be ticked off before it is done.
    pub checklist: Vec<String>,
    /// What must hold before it is accepted; none: there is nothing to accept.
    pub accept: Option<Vec<String>>,
    /// How the answers stand, where several are asked.
    pub votes: Option<Votes>,
    pub handed_over_by: Option<PersonRef>,
    pub handed_over_at: Option<String>,
    /// `running`, `finished` or `cancelled`.
    pub run_state: String,
}

/// A form as it stands, with what is kept of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FormState {
    /// The draft's revision; 0: nothing is kept yet.
    pub rev: i64,
    pub saved_at: Option<String>,
    pub fields: Vec<FieldView>,
    /// The ids of the fields that the draft has values for; the others are as the run has them.
    pub typed: Vec<String>,
    /// The `rev` of the task on which the draft was begun: who goes on with it completes the task with that as `seen`, so that
    /// what others changed since is put together with it. None where nothing is kept, and of a start.
    #[serde(default)]
    pub seen: Option<i64>,
}

/// One way to decide a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TaskChoice {
    pub id: String,
    pub label: String,
    /// `main`, `plain` or `danger`.
    pub style: String,
    /// `required`, `optional` or `none`.
    pub comment: String,
    /// What happens then, as a sentence.
    pub next: String,
    /// What it does again, where it sends the work back: what was done between there and here, and this task.
    pub again: Vec<AgainStep>,
    /// Whether the form's values are asked for with it.
    pub needs_values: bool,
}

/// A step that is come to again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgainStep {
    pub step: String,
    pub title: String,
    /// Who did it; none: a system, or it is the task itself.
    pub by: Option<PersonRef>,
    /// Whether it stands where what it was done for is the same then; else it is done again.
    pub stands: bool,
}

/// The comment with which somebody sent the work back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommentShown {
    pub by: PersonRef,
    pub text: String,
    pub at: String,
    pub choice_label: String,
}

/// What the reader may do with a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "the API names each right")]
pub struct TaskMay {
    pub claim: bool,
    pub release: bool,
    pub complete: bool,
    pub reassign: bool,
    pub comment: bool,
    /// Accept it or hand it back, which comes before all else.
    pub accept: bool,
}

/// One step of the way, for a small map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Progress {
    pub step: String,
    pub title: String,
    /// `none`, `open`, `done`, `skipped`, `withdrawn` or `exception`.
    pub state: String,
}

/// What a change of a task answers: the task as lists show it. Its page is `GET /tasks/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Completed {
    pub task: TaskSummary,
    /// The reader's next task, if one waits.
    pub next_task: Option<String>,
}
