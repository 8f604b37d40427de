use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::describe::{Description, Takes};
use crate::error::Problem;

/// What the braces of the route's path stand for.
pub struct Id<T = String>(pub T);

/// The names stand in the path itself.
impl<T> Takes for Id<T> {
    fn describe(_: &mut Description) {}
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = Path::<T>::from_request_parts(parts, state).await;
        read.map(|path| Self(path.0))
            .map_err(|error| Problem::new("request.wrong_path").param("reason", error.body_text()))
    }
}
