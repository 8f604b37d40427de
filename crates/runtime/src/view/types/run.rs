//! A run as the API gives it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Exception, FieldView, FileInfo, Named, Outline, PersonRef, TimelineItem, Votes};

/// A run in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RunSummary {
    /// Such as `PUR-1042`.
    pub id: String,
    /// The key of the topmost run that it belongs to and the reader may see, such as that of a process; else its own.
    pub business_key: String,
    pub workflow: Named,
    pub version: u32,
    pub label: String,
    /// `running`, `finished` or `cancelled`.
    pub state: String,
    pub outcome: Option<Named>,
    pub started: String,
    pub ended: Option<String>,
    pub starter: Option<PersonRef>,
    // Whether somebody without an account began it, by a form that is open to anybody.
    pub outside: bool,
    // The first moment at which something open in it is due, or the run itself.
    pub due: Option<String>,
    // Whether that is past, as long as it runs.
    pub overdue: bool,
    /// How urgent the most urgent of its open tasks is: `lowest`, `low`, `normal`, `high` or `highest`.
    pub priority: String,
    pub waits_for: Vec<WaitsFor>,
    pub exceptions: u32,
    pub rev: i64,
}

/// What an open run waits for, and who has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WaitsFor {
    pub task: Option<String>,
    pub step: String,
    pub title: String,
    /// Which of several it is for, where the step is done for each of them.
    pub item: Option<String>,
    pub who: Option<PersonRef>,
    pub group: Option<String>,
    /// What it waits for where no person has it.
    pub waited: Option<Waited>,
    pub since: String,
    pub due: Option<String>,
    pub overdue: bool,
}

/// What a step waits for that nobody does by hand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Waited {
    /// `worker`: for one that asks; `working`: one has it; `system`: for the answer to a request; `event`, `condition`, `time`,
    /// `run`: for the end of another one; `asked`: for another one to begin; `undoing`: until another one has undone what it did.
    pub kind: String,
    /// The topic, the worker, the host, the event, the condition as it is written, the other run or its workflow; none: it is not known, or not for the reader.
    pub name: Option<String>,
    /// What people call the other run, or the workflow that is asked for; none: there is no other name, or it is not for the reader.
    pub label: Option<String>,
    /// Which attempt of a job it is, from 1.
    pub attempt: Option<u32>,
    /// How many there are at most.
    pub attempts: Option<u32>,
    /// When it is tried again, after it went wrong.
    pub again: Option<String>,
    /// When it is over at the latest.
    pub until: Option<String>,
}

/// A run with all that its page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Run {
    #[serde(flatten)]
    pub summary: RunSummary,
    pub outline: Outline,
    pub steps: Vec<RunStep>,
    pub taken: Vec<EdgeTaken>,
    pub values: Vec<FieldView>,
    /// Where something is held that can be tried again with other values: the fields, as a form asks for them.
    pub changeable: Vec<FieldView>,
    /// The latest part of what happened, in order: at most 500 things.
    pub timeline: Vec<TimelineItem>,
    /// Where more happened before that: the `cursor` for `GET /runs/{id}/timeline`.
    pub earlier: Option<String>,
    pub problems: Vec<Exception>,
    pub files: Vec<FileInfo>,
    pub may: RunMay,
    /// Where the reader may add an item now.
    pub adds: Vec<ItemForm>,
    pub target: Option<String>,
    /// Whether its clock stands still, since all that is open waits for somebody else.
    pub clock_stands: bool,
    /// How long it has stood still so far: the customer's time, or a vendor's.
    pub stood_seconds: i64,
    /// How it ends, where it is about to: it goes on until what is done for that is over.
    pub ending: Option<super::RunEnding>,
    /// Whether it is a run of a process: what waits for what is under `GET /runs/{id}/parts`.
    pub process: bool,
    /// Whether there is more under `GET /runs/{id}/parts`: it is a run of a process, or others are under it or above it.
    pub has_parts: bool,
}

/// Where an item may be added: a step that is done for each of several, and is under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ItemForm {
    pub step: String,
    /// Which one of it, where it is under way more than once.
    pub thread: u32,
    pub title: String,
    /// What is filled in for the item; nothing where it is done a number of times.
    pub fields: Vec<FieldView>,
}

/// A part of what happened in a run, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TimelinePart {
    pub items: Vec<TimelineItem>,
    /// Where more happened before that: the `cursor` of the part before.
    pub earlier: Option<String>,
}

/// What the reader may do with a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "the API names each right")]
pub struct RunMay {
    pub cancel: bool,
    /// Move it to another version or step.
    #[serde(rename = "move")]
    pub moves: bool,
    pub comment: bool,
    /// Retry and resolve its exceptions.
    pub retry: bool,
    pub evidence: bool,
}

/// One step of the run's own version, with its state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RunStep {
    pub id: String,
    pub node: String,
    pub title: String,
    /// `none`, `open`, `done`, `undoing`, `undone`, `skipped`, `withdrawn` or `exception`.
    pub state: String,
    pub passes: u32,
    pub by: Option<PersonRef>,
    pub at: Option<String>,
    pub opened: Option<String>,
    pub due: Option<String>,
    pub overdue: bool,
    pub choice_label: Option<String>,
    /// How the answers stand, where several are asked.
    pub votes: Option<Votes>,
    /// What it waits for before it can begin.
    pub held_back: Option<String>,
}

/// A way between two steps that the run went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EdgeTaken {
    pub from: String,
    pub to: String,
}
