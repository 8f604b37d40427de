//! What handlers answer when all goes well: JSON with the revision as `ETag`, a thing that was made, nothing, or a file.

use axum::body::Body;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use baton_runtime::view::types::Page;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::describe::{Answers, Description};

/// Something that is shown.
pub struct Shown<T> {
    body: T,
    headers: HeaderMap,
}

impl<T> Shown<T> {
    /// Shows it.
    pub fn of(body: T) -> Self {
        Self { body, headers: HeaderMap::new() }
    }

    /// With its revision.
    #[must_use]
    pub fn rev(self, rev: i64) -> Self {
        match HeaderValue::from_str(&format!("\"{rev}\"")) {
            Ok(value) => self.header(header::ETAG, value),
            Err(_) => self,
        }
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }
}

impl<T: Serialize> IntoResponse for Shown<T> {
    fn into_response(self) -> Response {
        (self.headers, as_json(StatusCode::OK, &self.body)).into_response()
    }
}

impl<T: ToSchema> Answers for Shown<T> {
    fn describe(to: &mut Description) {
        let schema = to.answered::<T>();
        to.answer = Some((200, described("As asked.", &schema)));
    }
}

/// One page of a list.
pub struct Listed<T>(Page<T>);

impl<T> Listed<T> {
    /// That page.
    pub fn of(page: Page<T>) -> Self {
        Self(page)
    }

    /// A list that is always whole.
    pub fn whole(items: Vec<T>) -> Self {
        Self(Page { items, next: None })
    }
}

impl<T: Serialize> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        as_json(StatusCode::OK, &self.0)
    }
}

impl<T: ToSchema> Answers for Listed<T> {
    fn describe(to: &mut Description) {
        let item = to.answered::<T>();
        let next = json!({ "type": ["string", "null"], "description": "What to send as `cursor` for the next page." });
        let page = json!({
            "type": "object",
            "required": ["items", "next"],
            "properties": { "items": { "type": "array", "items": item }, "next": next }
        });
        to.schemas.insert(format!("{}Page", T::name()), page);
        let schema = json!({ "$ref": format!("#/components/schemas/{}Page", T::name()) });
        to.answer = Some((200, described("One page of the list.", &schema)));
    }
}

/// Something that was made, with where it stands.
pub struct Made<T> {
    place: String,
    body: T,
}

impl<T> Made<T> {
    /// It stands there.
    pub fn at(place: String, body: T) -> Self {
        Self { place, body }
    }
}

impl<T: Serialize> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        let mut answer = as_json(StatusCode::CREATED, &self.body);
        if let Ok(place) = HeaderValue::from_str(&self.place) {
            answer.headers_mut().insert(header::LOCATION, place);
        }
        answer
    }
}

impl<T: ToSchema> Answers for Made<T> {
    fn describe(to: &mut Description) {
        let schema = to.answered::<T>();
        to.answer = Some((201, described("It was made; `Location` says where it stands.", &schema)));
    }
}

/// Done, and nothing to say.
#[derive(Default)]
pub struct Nothing(HeaderMap);

impl Nothing {
    /// With a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.insert(name, value);
        self
    }
}

impl IntoResponse for Nothing {
    fn into_response(self) -> Response {
        (StatusCode::NO_CONTENT, self.0).into_response()
    }
}

impl Answers for Nothing {
    fn describe(to: &mut Description) {
        to.answer = Some((204, json!({ "description": "Done." })));
    }
}

/// A file to be kept; a browser never shows it as a page.
pub struct Download {
    name: String,
    kind: String,
    size: u64,
    body: Body,
}

impl Download {
    /// A file of that name and type.
    pub fn new(name: &str, kind: &str, bytes: Vec<u8>) -> Self {
        Self::of_size(name, kind, bytes.len() as u64, bytes.into())
    }

    /// A file whose content comes as it is read.
    pub fn of_size(name: &str, kind: &str, size: u64, body: Body) -> Self {
        Self { name: name.to_owned(), kind: kind.to_owned(), size, body }
    }
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let place = format!("attachment; filename=\"{}\"; filename*=UTF-8''{}", plain(&self.name), encoded(&self.name));
        let mut answer = self.body.into_response();
        let headers = answer.headers_mut();
        let octets = HeaderValue::from_static("application/octet-stream");
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&self.kind).unwrap_or(octets));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(self.size));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        if let Ok(place) = HeaderValue::from_str(&place) {
            headers.insert(header::CONTENT_DISPOSITION, place);
        }
        answer
    }
}

impl Answers for Download {
    fn describe(to: &mut Description) {
        let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
        let content = json!({ "application/octet-stream": bytes });
        to.answer = Some((200, json!({ "description": "The file, as an attachment.", "content": content })));
    }
}

fn as_json<T: Serialize>(status: StatusCode, body: &T) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let kind = HeaderValue::from_static("application/json");
            let kept = HeaderValue::from_static("no-store");
            (status, [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)], bytes).into_response()
        }
        Err(error) => crate::error::Problem::internal(error).into_response(),
    }
}

fn described(about: &str, schema: &serde_json::Value) -> serde_json::Value {
    json!({ "description": about, "content": { "application/json": { "schema": schema } } })
}

/// The name in plain letters, for programs that read nothing else.
fn plain(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .collect()
}

fn encoded(name: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    name.bytes().map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use axum::response::IntoResponse;

    use super::Download;

    #[test]
    fn a_files_name_cannot_break_out_of_its_header() {
        let answer = Download::new("a\"b\r\nSet-Cookie: x.pdf", "application/pdf", vec![1]).into_response();
        let place = answer.headers()[header::CONTENT_DISPOSITION].to_str().expect("text");
        assert_eq!(
            place,
            "attachment; filename=\"a_b__Set-Cookie_ x.pdf\"; filename*=UTF-8''a%22b%0D%0ASet-Cookie%3A%20x.pdf"
        );
    }
}
