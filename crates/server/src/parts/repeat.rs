use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::describe::{Description, Takes};
use crate::error::Problem;

/// The most characters a key may have.
const KEY_CHARS_MAX: usize = 200;

/// The id a caller gave a command (`Idempotency-Key`), so that sending it again does not do it again.
#[derive(Clone, Debug, Default)]
pub struct Repeat(pub Option<String>);

impl Takes for Repeat {
    fn describe(to: &mut Description) {
        to.header("Idempotency-Key", "An id of your own for this command; sent again, the first answer comes back.");
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Repeat {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(Self(None)) };
        let printable =
            |key: &&str| !key.is_empty() && key.len() <= KEY_CHARS_MAX && key.bytes().all(|b| b.is_ascii_graphic());
        let key = value.to_str().ok().filter(printable);
        let wrong = || Problem::new("request.wrong_header").param("header", "idempotency-key");
        key.map(|key| Self(Some(key.to_owned()))).ok_or_else(wrong)
    }
}
