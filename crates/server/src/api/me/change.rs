//! `PATCH /me`: one's own language, zone and keys.

use baton_runtime::MyChange;
use baton_runtime::view::types::Session;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Body;

/// What is to be different; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeMe {
    /// Whether single keys do something.
    pub shortcuts: Option<bool>,
    /// Such as `en`.
    pub language: Option<String>,
    /// The IANA name of a time zone.
    pub zone: Option<String>,
}

/// Changes it.
pub async fn handle(app: Shared, who: Who, Body(ask): Body<ChangeMe>) -> Result<Shown<Session>, Problem> {
    let change = MyChange { shortcuts: ask.shortcuts, language: ask.language, zone: ask.zone };
    app.read(move |runtime| {
        runtime.change_me(&who, change)?;
        runtime.session(&who)
    })
    .await
    .map(Shown::of)
}
