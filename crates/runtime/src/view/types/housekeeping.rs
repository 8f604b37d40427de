//! What the API gives of the workspace around the work: sign-in, files, tokens, sessions, the rehearsal.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{PersonRef, WorkspaceView};

/// What the sign-in page shows to a stranger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignInPage {
    pub workspace: WorkspaceView,
    /// Only in an example workspace.
    pub people: Vec<SignInPerson>,
}

/// A person of the example, one click from being signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignInPerson {
    pub id: String,
    pub name: String,
    /// What they are in the example.
    pub title: String,
    pub role: String,
}

/// A file as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileInfo {
    pub id: String,
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// The media type found from the content.
    #[serde(rename = "type")]
    pub kind: String,
}

/// An API token without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TokenView {
    pub id: i64,
    pub name: String,
    pub person: PersonRef,
    pub scopes: Vec<String>,
    pub created: String,
    pub expires: Option<String>,
    pub last_used: Option<String>,
}

/// A token just made; its secret is shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MadeToken {
    #[serde(flatten)]
    pub token: TokenView,
    pub secret: String,
}

/// Something a person should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotificationView {
    pub id: i64,
    pub kind: String,
    pub sentence: String,
    pub run: Option<String>,
    pub task: Option<String>,
    pub at: String,
    pub read: bool,
}

/// A page of notifications, with how many are unread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotificationList {
    pub items: Vec<NotificationView>,
    pub unread: u64,
    pub next: Option<String>,
}

/// A rehearsal's clock and mails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RehearsalView {
    pub time: String,
    pub mails: u64,
}

/// A mail kept in a rehearsal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mail {
    pub id: String,
    pub to: String,
    pub subject: String,
    pub body: String,
    /// What the files that go with it are called.
    pub files: Vec<String>,
    pub at: String,
    pub run: Option<String>,
}

/// A page of kept mails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MailBox {
    pub items: Vec<Mail>,
    pub next: Option<String>,
}
