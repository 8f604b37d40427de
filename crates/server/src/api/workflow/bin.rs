//! `DELETE /workflows/{id}`: puts a published workflow or decision into the bin that never had a run and that no other names.

use baton_runtime::Ask;

use crate::answer::Nothing;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::Id;

/// Puts it there.
pub async fn handle(app: Shared, who: Who, Id(id): Id, sent: Sent) -> Result<Nothing, Problem> {
    app.submit(&who, sent, Ask::BinDesign { id }).await.map(|_| Nothing::default())
}
