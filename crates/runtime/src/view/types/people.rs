use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{GroupRef, PersonRef};

/// A person with what the directory knows of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonView {
    #[serde(flatten)]
    pub person: PersonRef,
    pub email: String,
    pub manager: Option<PersonRef>,
    pub groups: Vec<GroupRef>,
    pub site: Option<String>,
    pub language: String,
    pub zone: Option<String>,
    /// `administrator`, `designer`, `member` or `auditor`.
    pub role: String,
    pub skills: Vec<String>,
    /// Whether they have a password yet.
    pub can_sign_in: bool,
    pub open_tasks: u64,
    /// Whether it was forgotten who they are.
    pub erased: bool,
    pub rev: i64,
}

/// A group with its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupView {
    pub handle: String,
    pub title: String,
    pub members: Vec<PersonRef>,
    pub rev: i64,
}
