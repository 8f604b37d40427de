//! What can be started, the forms of starts, also those open to anybody, and how a workflow starts, as the API gives them. It decides
//! nothing.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::FieldView;

/// One thing a person can start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StartItem {
    pub workflow: StartedWorkflow,
    pub start: String,
    pub title: String,
    /// `form` or `manual`.
    pub kind: String,
}

/// The workflow that a start belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StartedWorkflow {
    pub id: String,
    pub title: String,
    pub about: Option<String>,
}

/// The form of a start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StartForm {
    pub workflow: StartedWorkflow,
    pub start: String,
    pub title: String,
    pub fields: Vec<FieldView>,
    pub guide: Option<String>,
    pub rev: i64,
    pub saved_at: Option<String>,
    /// The ids of the fields that the draft has values for.
    pub typed: Vec<String>,
}

/// A form that anybody may fill in, without an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PublicForm {
    pub workflow: StartedWorkflow,
    pub form: String,
    pub title: String,
    pub fields: Vec<FieldView>,
    /// What is sent with it: it says when the form was opened, and makes one run.
    pub ticket: String,
}

/// Where anybody can fill in a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublicFormLink {
    pub title: String,
    /// The whole address.
    pub link: String,
}

/// How a live workflow starts, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HowItStarts {
    pub starts: Vec<StartKnown>,
    /// The latest run that the reader may see.
    pub last: Option<LastRun>,
    /// How many runs wait before their first step because what began them is missing, wrong or was refused, as far as the reader
    /// may see them. At most 1,001: what is beyond is not counted.
    pub waiting: u64,
}

/// One entry of `start:`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StartKnown {
    pub id: String,
    /// `form`, `manual`, `webhook`, `schedule`, `event`, `date`, `workflow` or `run`.
    pub kind: String,
    /// What begins it, in words.
    pub sentence: String,
    /// Of a schedule: in whose zone it goes.
    pub zone: Option<String>,
    /// Of a schedule: when it comes next, at most three times.
    pub next: Vec<String>,
    /// Of a schedule: the time that last began a run.
    pub last: Option<String>,
}

/// The run that began last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LastRun {
    pub id: String,
    pub label: String,
    pub started: String,
}
