//! Who is signed in, as the API gives it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PersonRef;

/// Who is signed in, where, and what they may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    pub person: SelfView,
    pub workspace: WorkspaceView,
    /// The names of the operations that the role allows.
    pub may: Vec<String>,
}

/// The signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelfView {
    #[serde(flatten)]
    pub person: PersonRef,
    pub email: String,
    pub role: String,
    pub groups: Vec<String>,
    pub language: String,
    /// Their own time zone; none: the workspace's.
    pub zone: Option<String>,
    /// Whether single keys act.
    pub shortcuts: bool,
}

/// The workspace as the app shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceView {
    pub name: String,
    /// `real`, `rehearsal` or `example`.
    pub kind: String,
    /// What time it is in the workspace.
    pub time: String,
    pub zone: String,
}

/// One place where a person is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SessionRow {
    pub id: String,
    pub started: String,
    pub last_used: String,
    pub expires: String,
    pub agent: Option<String>,
    /// Whether this request came by it.
    pub current: bool,
}
