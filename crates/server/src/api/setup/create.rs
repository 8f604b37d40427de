//! `POST /setup`: makes the first administrator, by the one-time link that the server printed at its start.

use baton_runtime::SetUp;
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

/// The first administrator.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstAdministrator {
    /// What stands in the link after `token=`.
    pub token: String,
    pub name: String,
    pub email: String,
    /// The wished handle; without it one is made of the name.
    pub handle: Option<String>,
    pub password: String,
}

/// Makes them and signs them in.
pub async fn handle(app: Shared, peer: Peer, Body(ask): Body<FirstAdministrator>) -> Result<Shown<Session>, Problem> {
    password::must_be_good(&ask.password, "/password")?;
    password::slow_guessing(&app, &peer, "setup")?;
    let FirstAdministrator { token, name, email, handle, password } = ask;
    let ask = SetUp { token, name, email, handle, password };
    let made = app.with_password(move |runtime| runtime.set_up(ask)).await;
    let person = password::count(&app, &peer, "setup", made)?;
    signed_in(app, peer, person).await
}
