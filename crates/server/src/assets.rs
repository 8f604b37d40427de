//! The web app's files, built into the binary (debug builds read them from `web/dist`).
//!
//! A file under `assets/` has its content's hash in its name and is kept for ever; the page itself is asked for anew each
//! time. Every other address that is not the API's is the app's own, so it gets the page; a missing asset is 404.

use std::borrow::Cow;
use std::path::Path;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::error::Problem;
use crate::headers;
use crate::secret::random_text;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

/// What stands in the page where its nonce belongs.
const NONCE_PLACE: &str = "{{CSP_NONCE}}";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The file of an address, or the app's page.
pub async fn serve(method: Method, uri: Uri, request_headers: HeaderMap) -> Response<Body> {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") || path == "api" {
        return Problem::new("request.no_such_route").param("path", uri.path()).into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return Problem::new("request.method_not_allowed").param("method", method.as_str()).into_response();
    }
    if path.is_empty() || path == "index.html" {
        return page(&request_headers);
    }
    match Files::get(path) {
        Some(file) if Path::new(path).extension().is_none_or(|ending| ending != "br") => {
            asset(path, &file, &request_headers)
        }
        // A task's address has a dot too (`tasks/PUR-1042.7`); files of the app beside `assets/` lie at the top.
        _ if path.starts_with("assets/") || (!path.contains('/') && path.contains('.')) => {
            Problem::not_found("file", path).into_response()
        }
        _ => page(&request_headers),
    }
}

fn asset(path: &str, file: &EmbeddedFile, request_headers: &HeaderMap) -> Response<Body> {
    let etag = etag_of(file);
    let kept = if path.starts_with("assets/") { FOR_EVER } else { "no-cache" };
    let same = request_headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == etag.as_bytes());
    let mut answer = Response::builder()
        .header(header::ETAG, &etag)
        .header(header::CACHE_CONTROL, kept)
        .header(header::VARY, "Accept-Encoding");
    if same {
        return finished(answer.status(StatusCode::NOT_MODIFIED), Cow::Borrowed(&[]));
    }
    answer = answer.header(header::CONTENT_TYPE, type_of(file));
    let small = accepts_brotli(request_headers).then(|| Files::get(&format!("{path}.br"))).flatten();
    match small {
        Some(small) => finished(answer.header(header::CONTENT_ENCODING, "br"), small.data),
        None => finished(answer, file.data.clone()),
    }
}

/// The app's page. It carries a nonce of its own, so it is never kept; its `ETag` tells that the app is the same.
fn page(request_headers: &HeaderMap) -> Response<Body> {
    let Some(file) = Files::get("index.html") else { return without_app() };
    let etag = etag_of(&file);
    let same = request_headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == etag.as_bytes());
    let answer = Response::builder().header(header::ETAG, &etag).header(header::CACHE_CONTROL, "no-cache");
    if same {
        return finished(answer.status(StatusCode::NOT_MODIFIED), Cow::Borrowed(&[]));
    }
    let nonce = random_text();
    let html = String::from_utf8_lossy(&file.data).replace(NONCE_PLACE, &nonce);
    let answer = answer
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, headers::for_app(&nonce));
    finished(answer, Cow::Owned(html.into_bytes()))
}

/// A build without the app still has its API.
fn without_app() -> Response<Body> {
    let text = "This build of Baton has no web app: run `make`. Its API is at /api.\n";
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

fn finished(answer: axum::http::response::Builder, body: Cow<'static, [u8]>) -> Response<Body> {
    answer.body(Body::from(body.into_owned())).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn etag_of(file: &EmbeddedFile) -> String {
    format!("\"{}\"", &URL_SAFE_NO_PAD.encode(file.metadata.sha256_hash())[..22])
}

fn type_of(file: &EmbeddedFile) -> HeaderValue {
    let mime = file.metadata.mimetype();
    let text = mime.starts_with("text/") || matches!(mime, "application/javascript" | "image/svg+xml");
    let value = if text { format!("{mime}; charset=utf-8") } else { mime.to_owned() };
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = accepted.split(',').map(|part| part.trim().split(';'));
    parts.any(|mut part| part.next() == Some("br") && !part.any(|weight| weight.trim() == "q=0"))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::accepts_brotli;

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        for (accepted, taken) in
            [("gzip, br", true), ("br;q=0.5", true), ("br;q=0", false), ("gzip", false), ("brx", false)]
        {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
            assert_eq!(accepts_brotli(&headers), taken, "{accepted}");
        }
    }
}
