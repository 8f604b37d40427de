//! `GET /metrics`: figures for Prometheus, for administrators and tokens with the scope `admin`.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use baton_runtime::Handle;
use serde_json::json;

use crate::app::Shared;
use crate::auth::caller::Who;
use crate::describe::{Answers, Description};
use crate::error::Problem;

/// The figures as text.
pub struct Figures(String);

impl Answers for Figures {
    fn describe(to: &mut Description) {
        let text = json!({ "schema": { "type": "string" } });
        to.answer =
            Some((200, json!({ "description": "In Prometheus' text format.", "content": { "text/plain": text } })));
    }
}

impl IntoResponse for Figures {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], self.0).into_response()
    }
}

/// Answers them.
pub async fn handle(app: Shared, _who: Who) -> Result<Figures, Problem> {
    app.read(Handle::observe).await?;
    Ok(Figures(crate::metrics::recorder().render()))
}
