//! `PATCH /groups/{handle}`: changes how a group is shown.

use baton_runtime::Ask;
use baton_runtime::view::types::GroupView;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// What becomes different.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeGroup {
    pub title: String,
}

/// Changes it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(handle): Id,
    sent: Sent,
    Body(ask): Body<ChangeGroup>,
) -> Result<Shown<GroupView>, Problem> {
    let sent = sent.needed()?;
    app.submit(&who, sent, Ask::ChangeGroup { group: handle.clone(), title: ask.title }).await?;
    super::show::handle(app, who, Id(handle)).await
}
