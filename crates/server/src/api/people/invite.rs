//! `POST /people/{id}/invite`: makes a one-time link by which somebody sets a password.

use serde::Serialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// A link that works once.
#[derive(Serialize, ToSchema)]
pub struct Invitation {
    pub link: String,
    /// Until when it works.
    pub expires: String,
}

/// Makes it.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Shown<Invitation>, Problem> {
    let made = app.read(move |runtime| runtime.invite(&who, &id)).await?;
    let link = format!("{}/invitation?token={}", app.origin.base, made.secret);
    Ok(Shown::of(Invitation { link, expires: made.expires }))
}
