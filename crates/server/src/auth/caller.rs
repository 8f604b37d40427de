//! Who asks: the person of a session cookie, or of a token. Whoever is neither gets 401.
//!
//! What the role and the token's scopes close for the route's operation is refused here, before anything is looked up, so
//! that a route cannot forget it; what depends on the thing asked for is decided by the runtime.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use baton_runtime::{Caller, Via};

use crate::app::App;
use crate::auth::{cookie, peer};
use crate::describe::{Description, Takes};
use crate::error::Problem;
use crate::router::Mark;

/// Somebody who is signed in, and may do what the route is for as far as their role goes.
#[derive(Clone, Debug)]
pub struct Who(Caller);

impl Who {
    /// Refuses what a program with a token may not do.
    pub fn must_be_session(&self) -> Result<(), Problem> {
        if matches!(self.0.via, Via::Session { .. }) { Ok(()) } else { Err(Problem::new("access.session_only")) }
    }
}

impl Deref for Who {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.0
    }
}

impl Takes for Who {
    fn describe(to: &mut Description) {
        to.signed_in = true;
    }
}

impl FromRequestParts<Arc<App>> for Who {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let caller = identify(parts, app)?;
        let mark = parts.extensions.get::<Mark>().copied();
        let operation = mark.ok_or_else(|| Problem::internal("a route without its mark"))?.0;
        app.glance(|runtime| runtime.allows(&caller, operation))?;
        Ok(Self(caller))
    }
}

fn identify(parts: &Parts, app: &Arc<App>) -> Result<Caller, Problem> {
    let from = peer::of(parts, app.behind_proxy).text();
    if let Some(value) = parts.headers.get(header::AUTHORIZATION) {
        let secret = value.to_str().ok().and_then(|text| text.strip_prefix("Bearer ")).unwrap_or_default().to_owned();
        let found = app.glance(|runtime| runtime.caller_of_token(&secret))?;
        return found.map(|caller| caller.from(from)).ok_or_else(nobody);
    }
    let secret = cookie::read(&parts.headers, &app.origin).ok_or_else(nobody)?.to_owned();
    let found = app.glance(|runtime| runtime.caller_of_session(&secret))?;
    found.map(|caller| caller.from(from)).ok_or_else(nobody)
}

fn nobody() -> Problem {
    Problem::new("access.sign_in_needed").header(header::WWW_AUTHENTICATE, "Bearer realm=\"baton\"")
}
