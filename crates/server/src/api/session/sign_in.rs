//! `GET /sign-in`: what somebody who is not signed in may know.

use baton_runtime::Handle;
use baton_runtime::view::types::{SignInPerson, WorkspaceView};
use serde::Serialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::error::Problem;

/// What the sign-in page shows.
#[derive(Serialize, ToSchema)]
pub struct SignIn {
    pub workspace: WorkspaceView,
    /// Only in an example workspace: who can be signed in as with one click.
    pub people: Vec<SignInPerson>,
    /// Whether there is nobody yet who could sign in.
    pub needs_setup: bool,
    /// Whether the server is reached over plain http from other machines.
    pub insecure: bool,
}

/// Answers it.
pub async fn handle(app: Shared) -> Result<Shown<SignIn>, Problem> {
    let page = app.read(Handle::sign_in_page).await?;
    let needs_setup = app.read(baton_runtime::Handle::needs_setup).await?;
    let insecure = app.origin.insecure;
    Ok(Shown::of(SignIn { workspace: page.workspace, people: page.people, needs_setup, insecure }))
}
