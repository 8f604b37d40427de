//! The session cookie: `__Host-baton`, `HttpOnly`, `Secure`, `SameSite=Lax`, for the whole site and for this host alone.
//!
//! Chromium, Firefox and curl (7.79 and later) keep `Secure` cookies of plain-http loopback addresses too. Over plain http to
//! another machine (`--insecure-http`) the cookie has another name and is not `Secure`.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::origin::Origin;

/// The session's secret that a request carries.
pub fn read<'a>(headers: &'a HeaderMap, origin: &Origin) -> Option<&'a str> {
    let pairs = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == origin.cookie_name()).map(|(_, value)| value)
}

/// The header that keeps a session's secret for so many seconds.
pub fn keep(secret: &str, seconds: i64, origin: &Origin) -> HeaderValue {
    set(secret, seconds, origin)
}

/// The header that forgets it.
pub fn forget(origin: &Origin) -> HeaderValue {
    set("", 0, origin)
}

fn set(secret: &str, seconds: i64, origin: &Origin) -> HeaderValue {
    let secure = if origin.insecure { "" } else { "; Secure" };
    let name = origin.cookie_name();
    let text = format!("{name}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
