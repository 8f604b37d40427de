//! What can be started and the forms of starts, also those open to anybody, as the API gives them. It decides nothing.

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
