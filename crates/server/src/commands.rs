//! How a command is sent: with the id its sender gave it, and the revision they saw.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::describe::{Description, Takes};
use crate::error::Problem;
use crate::parts::{IfMatch, Repeat};

/// What stands beside a command.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// The id its sender gave it.
    pub key: Option<String>,
    /// The revision they saw.
    pub if_match: IfMatch,
}

impl Sent {
    /// Where a revision is needed: 428 when none was said.
    pub fn needed(self) -> Result<Self, Problem> {
        self.if_match.needed()?;
        Ok(self)
    }
}

impl Takes for Sent {
    fn describe(to: &mut Description) {
        Repeat::describe(to);
        IfMatch::describe(to);
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Sent {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Repeat(key) = Repeat::from_request_parts(parts, state).await?;
        Ok(Self { key, if_match: IfMatch::from_request_parts(parts, state).await? })
    }
}
