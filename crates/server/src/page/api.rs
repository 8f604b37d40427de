//! `/api`: what the API has, from the same table as its routes.

use axum::http::StatusCode;
use axum::response::Response;

use super::{escaped, page};
use crate::router::{ROUTES_BASE, Route, routes};

const INTRODUCTION: &str = "\
<h1>The API</h1>\
<p>The OpenAPI 3.1 document is at <a href=\"/api/openapi.json\"><code>/api/openapi.json</code></a>. Bodies and answers are JSON; \
times are RFC 3339 in UTC; lists come in pages (<code>limit</code>, <code>cursor</code>); \
<a href=\"/docs/errors\">errors</a> say what to do.</p>\
<p>Sign in with a token, <code>Authorization: Bearer bt_…</code>, or with the session cookie and, for changes, the header \
<code>Baton-CSRF: 1</code>. Send an <code>Idempotency-Key</code> of your own with a command, and it can be sent again safely.</p>";

/// The list.
pub async fn show() -> Response {
    let row = |route: Route| {
        let path = escaped(&format!("{ROUTES_BASE}{}", route.path));
        format!("<tr><td><code>{} {path}</code></td><td>{}</td></tr>", route.method, escaped(route.about))
    };
    let rows: String = routes().into_iter().map(row).collect();
    page(StatusCode::OK, "API", &format!("{INTRODUCTION}<table>{rows}</table>"))
}
