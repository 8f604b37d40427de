//! `DELETE /workflows/{id}/draft`: throws the draft away; published versions stay.

use crate::answer::Nothing;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::{Id, IfMatch};

/// Throws it away.
pub async fn handle(app: Shared, who: Who, Id(id): Id, if_match: IfMatch) -> Result<Nothing, Problem> {
    let rev = if_match.needed()?.rev();
    app.read(move |runtime| runtime.discard_draft(&who, &id, rev)).await.map(|()| Nothing::default())
}
