//! `POST /session`: signs in with a password, or in an example workspace with one click.
//!
//! An unknown name and a wrong password get the same answer after the same time. A session always gets a new secret.

use axum::http::header;
use baton_runtime::view::types::Session;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::password;
use crate::auth::peer::Peer;
use crate::error::Problem;
use crate::parts::Body;

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInAs {
    /// The handle, such as `@ana.diaz`, or the e-mail address.
    #[serde(alias = "email")]
    pub person: String,
    /// Not needed in an example workspace.
    pub password: Option<String>,
}

/// Signs in.
pub async fn handle(app: Shared, peer: Peer, Body(ask): Body<SignInAs>) -> Result<Shown<Session>, Problem> {
    let person = password::check(&app, &peer, ask.person, ask.password).await?;
    signed_in(app, peer, person).await
}

/// The answer that carries a new session.
pub async fn signed_in(app: Shared, peer: Peer, person: i64) -> Result<Shown<Session>, Problem> {
    let opened = app.open_session(person, &peer).await?;
    let cookie = crate::auth::cookie::keep(&opened.secret, opened.seconds, &app.origin);
    let caller = opened.caller;
    let session = app.read(move |runtime| runtime.session(&caller)).await?;
    Ok(Shown::of(session).header(header::SET_COOKIE, cookie))
}
