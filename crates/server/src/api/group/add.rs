//! `POST /groups`: makes a group.

use baton_runtime::Ask;
use baton_runtime::view::types::GroupView;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Made;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::Body;

/// A group to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddGroup {
    /// What definitions will call it, such as `finance`; it never changes.
    pub handle: String,
    pub title: String,
    /// Handles.
    #[serde(default)]
    pub members: Vec<String>,
}

/// Makes it.
pub async fn handle(app: Shared, who: Who, sent: Sent, Body(ask): Body<AddGroup>) -> Result<Made<GroupView>, Problem> {
    let AddGroup { handle, title, members } = ask;
    let place = format!("/api/v1/groups/{handle}");
    app.submit(&who, sent, Ask::AddGroup { handle: handle.clone(), title, members }).await?;
    let group = app.read(move |runtime| runtime.group(&who, &handle)).await?;
    Ok(Made::at(place, group))
}
