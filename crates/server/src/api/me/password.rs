//! `PUT /me/password`: a new password, for somebody who knows the old one. All other sessions end.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Nothing;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::auth::password;
use crate::auth::peer::Peer;
use crate::error::Problem;
use crate::parts::Body;

/// Both passwords.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    pub old: String,
    pub new: String,
}

/// Changes it.
pub async fn handle(app: Shared, who: Who, peer: Peer, Body(ask): Body<NewPassword>) -> Result<Nothing, Problem> {
    who.must_be_session()?;
    password::must_be_good(&ask.new, "/new")?;
    let account = format!("person {}", who.person.unwrap_or_default());
    password::slow_guessing(&app, &peer, &account)?;
    let changed = app.with_password(move |runtime| runtime.change_password(&who, &ask.old, &ask.new)).await;
    password::count(&app, &peer, &account, changed).map(|()| Nothing::default())
}
