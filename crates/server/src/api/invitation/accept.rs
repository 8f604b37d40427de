//! `POST /invitation`: sets a password by a one-time link, and signs in.

use baton_runtime::view::types::Session;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::api::session::create::signed_in;
use crate::app::Shared;
use crate::auth::password;
use crate::auth::peer::Peer;
use crate::error::Problem;
use crate::parts::Body;

/// The link and the password that is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// What stands in the link after `token=`.
    pub token: String,
    pub password: String,
}

/// Sets it.
pub async fn handle(app: Shared, peer: Peer, Body(ask): Body<Accept>) -> Result<Shown<Session>, Problem> {
    password::must_be_good(&ask.password, "/password")?;
    password::slow_guessing(&app, &peer, "invitation")?;
    let origin = peer.address.to_string();
    let used = app.with_password(move |runtime| runtime.use_invitation(&ask.token, &ask.password, &origin)).await;
    let person = password::count(&app, &peer, "invitation", used)?;
    signed_in(app, peer, person).await
}
