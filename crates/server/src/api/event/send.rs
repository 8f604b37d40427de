//! `POST /events/{name}`: an event from outside, for the runs that listen for it.

use baton_runtime::SentEvent;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::answer::Nothing;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// What it says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendEvent {
    /// What it is about: it comes to the runs that wait for this key, and to those that wait for any.
    pub key: Option<String>,
    /// What it says; `body` in the expressions of who hears it.
    #[serde(default)]
    pub body: Value,
    /// The sender's id of it: within 30 days a repeat changes nothing. Without one, all that it says tells it from others.
    pub id: Option<String>,
}

/// Takes it.
pub async fn handle(app: Shared, who: Who, Id(name): Id, Body(ask): Body<SendEvent>) -> Result<Nothing, Problem> {
    let sent = SentEvent { name, key: ask.key, body: ask.body, id: ask.id };
    app.read(move |runtime| runtime.send_event(&who, sent)).await.map(|()| Nothing::default())
}
