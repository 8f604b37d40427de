//! The part of the address after `?`. What is not known there is refused, like an unknown field of a body.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::describe::{Description, Takes};
use crate::error::Problem;

/// The query, read as `T`.
pub struct Query<T>(pub T);

impl<T: ToSchema> Takes for Query<T> {
    fn describe(to: &mut Description) {
        to.query::<T>();
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        read.map(|query| Self(query.0)).map_err(|error| {
            let text = error.body_text();
            let reason = text.rsplit_once("string: ").map_or(text.as_str(), |(_, reason)| reason);
            Problem::new("request.wrong_query").param("reason", reason)
        })
    }
}
