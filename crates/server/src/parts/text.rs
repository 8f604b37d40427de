use axum::http::{HeaderMap, header};

use crate::texts;

/// The language in which a caller reads.
pub fn language_of(headers: &HeaderMap) -> String {
    texts::language(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
}
