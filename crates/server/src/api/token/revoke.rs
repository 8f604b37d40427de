//! `DELETE /tokens/{id}`: ends an API token.

use baton_runtime::Ask;

use crate::answer::Nothing;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::Id;

/// Ends it.
pub async fn handle(app: Shared, who: Who, Id(id): Id, sent: Sent) -> Result<Nothing, Problem> {
    let number = id.parse().map_err(|_| Problem::not_found("token", id.as_str()))?;
    app.submit(&who, sent, Ask::RevokeToken { token: number }).await.map(|_| Nothing::default())
}
