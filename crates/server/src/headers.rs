//! The headers that every answer carries, so that a browser keeps Baton's pages to themselves.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::origin::Origin;

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What an answer that is no page of ours may load: nothing.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Adds them; what an answer set itself stays. "Not modified" keeps the policy that the page came with: its nonce is in it.
pub fn add(status: StatusCode, headers: &mut HeaderMap, origin: &Origin) {
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if status != StatusCode::NOT_MODIFIED {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    }
    if origin.https {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(year);
    }
}

/// What the web app may load: its own scripts, styles marked with the page's nonce, its own API.
///
/// The diagram places its nodes by style attributes, so `style-src-attr` is open; a style attribute runs no code and, with
/// images and connections closed, reaches nothing outside.
pub fn for_app(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; \
         img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; object-src 'none'; \
         frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
}

/// What a plain page of ours may load: its one style sheet.
pub fn for_page(nonce: &str) -> String {
    format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
}
