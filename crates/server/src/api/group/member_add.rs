//! `PUT /groups/{handle}/members/{person}`: puts somebody into a group.

use baton_runtime::Ask;
use baton_runtime::view::types::GroupView;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::Id;

/// Does it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id((handle, person)): Id<(String, String)>,
    sent: Sent,
) -> Result<Shown<GroupView>, Problem> {
    app.submit(&who, sent, Ask::AddMember { group: handle.clone(), person }).await?;
    super::show::handle(app, who, Id(handle)).await
}
