//! `POST /tokens`: makes an API token. Its secret is shown this once; it does what its scopes and its person may.

use baton_runtime::view::types::MadeToken;
use baton_runtime::{Ask, Scope};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Made;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::{Fault, Problem};
use crate::parts::Body;

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeToken {
    /// What it is for.
    pub name: String,
    pub scopes: Vec<ScopeName>,
    /// RFC 3339; without it the token holds until it is ended.
    pub expires: Option<String>,
}

/// What a token may be used for.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScopeName {
    Read,
    Work,
    Design,
    Jobs,
    Admin,
}

impl ScopeName {
    fn scope(self) -> Scope {
        match self {
            Self::Read => Scope::Read,
            Self::Work => Scope::Work,
            Self::Design => Scope::Design,
            Self::Jobs => Scope::Jobs,
            Self::Admin => Scope::Admin,
        }
    }
}

/// Makes it.
pub async fn handle(app: Shared, who: Who, sent: Sent, Body(ask): Body<MakeToken>) -> Result<Made<MadeToken>, Problem> {
    who.must_be_session()?;
    let scopes = ask.scopes.into_iter().map(ScopeName::scope).collect();
    let expires = ask.expires.map(|text| text.parse()).transpose().map_err(|_| wrong_end())?;
    let request = app.request(&who, sent, Ask::MakeToken { name: ask.name, scopes, expires });
    let made = app.read(move |runtime| runtime.make_token(request)).await?;
    Ok(Made::at(format!("/api/v1/tokens/{}", made.token.id), made))
}

fn wrong_end() -> Problem {
    let reason = "a time such as 2026-11-20T09:00:00Z is expected";
    Problem::new("request.wrong_body").fault(Fault::at("/expires", "request.wrong_value").param("reason", reason))
}
