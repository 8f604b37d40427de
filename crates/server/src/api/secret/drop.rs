//! `DELETE /secrets/{id}`: takes a secret out. Its value is forgotten for good.

use baton_runtime::Ask;

use crate::answer::Nothing;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::Id;

/// Drops it.
pub async fn handle(app: Shared, who: Who, Id(id): Id, sent: Sent) -> Result<Nothing, Problem> {
    app.submit(&who, sent, Ask::DropSecret { name: id }).await?;
    Ok(Nothing::default())
}
