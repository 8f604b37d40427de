//! `/docs/errors` and `/docs/errors/CODE`: what a code means and what to do about it, from the code tables.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use baton_feel::codes::Code;

use super::{escaped, page};
use crate::codes;

/// All codes.
pub async fn list() -> Response {
    let row = |code: &Code| {
        let (name, sentence) = (escaped(code.code), escaped(code.sentence));
        format!("<tr><td><a href=\"/docs/errors/{name}\"><code>{name}</code></a></td><td>{sentence}</td></tr>")
    };
    let rows: String = codes::all().into_iter().map(row).collect();
    page(StatusCode::OK, "Errors", &format!("<h1>Errors</h1><table>{rows}</table>"))
}

/// One code.
pub async fn show(Path(name): Path<String>) -> Response {
    let Some(code) = codes::find(&name) else {
        let inner = "<h1>No such code</h1><p><a href=\"/docs/errors\">All codes</a></p>";
        return page(StatusCode::NOT_FOUND, "No such code", inner);
    };
    let inner = format!(
        "<p><a href=\"/docs/errors\">Errors</a></p><h1><code>{}</code></h1><p>{}</p><h2>What to do</h2><p>{}</p>\
         <h2>Example</h2><p>{}</p><p><small>HTTP status {}. Words in braces are filled in.</small></p>",
        escaped(code.code),
        escaped(&sentence(code.sentence)),
        escaped(&sentence(code.remedy)),
        escaped(&sentence(code.example)),
        code.status,
    );
    page(StatusCode::OK, code.code, &inner)
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut chars = text.trim_end_matches('.').chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}
