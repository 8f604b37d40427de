//! `GET /groups/{handle}`: a group with its members.

use baton_runtime::view::types::GroupView;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Shows it.
pub async fn handle(app: Shared, who: Who, Id(handle): Id) -> Result<Shown<GroupView>, Problem> {
    let group = app.read(move |runtime| runtime.group(&who, &handle)).await?;
    let rev = group.rev;
    Ok(Shown::of(group).rev(rev))
}
