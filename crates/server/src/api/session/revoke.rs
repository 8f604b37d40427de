//! `DELETE /sessions/{id}`: signs the caller out elsewhere.

use crate::answer::Nothing;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Ends the session.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Nothing, Problem> {
    app.read(move |runtime| runtime.close_session(&who, &id)).await.map(|()| Nothing::default())
}
