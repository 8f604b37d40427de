//! `POST /files`: uploads a file, raw with its name in `X-Filename`, or as the first part of a form. It is gone after 24
//! hours unless a command refers to it. Its type is found from its content.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, header};
use baton_runtime::view::types::FileInfo;
use serde_json::json;

use crate::answer::Made;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::describe::{Description, Takes};
use crate::error::Problem;
use crate::limits::FILE_BYTES_MAX;

/// A file's name and bytes.
pub struct Upload {
    name: String,
    bytes: Bytes,
}

impl Takes for Upload {
    fn describe(to: &mut Description) {
        to.header("X-Filename", "The file's name, percent-encoded, where the body is the file itself.");
        let binary = json!({ "schema": { "type": "string", "format": "binary" } });
        let form = json!({ "schema": { "type": "object", "properties": { "file": { "type": "string", "format": "binary" } } } });
        to.body = Some(json!({
            "required": true, "content": { "application/octet-stream": binary, "multipart/form-data": form }
        }));
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            return first_part(Multipart::from_request(request, state).await.map_err(|_| wrong_form())?).await;
        }
        let name = name_of(request.headers());
        let bytes = Bytes::from_request(request, state).await.map_err(|_| too_large())?;
        Ok(Self { name, bytes })
    }
}

async fn first_part(mut form: Multipart) -> Result<Upload, Problem> {
    while let Some(part) = form.next_field().await.map_err(|_| wrong_form())? {
        let Some(name) = part.file_name().map(str::to_owned) else { continue };
        let bytes = part.bytes().await.map_err(|_| too_large())?;
        return Ok(Upload { name, bytes });
    }
    Err(wrong_form())
}

fn wrong_form() -> Problem {
    Problem::new("request.wrong_value").param("reason", "a form with a file in it is expected")
}

fn too_large() -> Problem {
    Problem::new("request.body_too_large").param("limit", format!("{} MiB", FILE_BYTES_MAX >> 20))
}

fn name_of(headers: &HeaderMap) -> String {
    let encoded = headers.get("x-filename").map(axum::http::HeaderValue::as_bytes).unwrap_or_default();
    let name = percent_decoded(encoded);
    if name.trim().is_empty() { "file".to_owned() } else { name }
}

fn percent_decoded(bytes: &[u8]) -> String {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        let escaped = (*first == b'%').then(|| after.get(..2)).flatten();
        let byte =
            escaped.and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Keeps it.
pub async fn handle(app: Shared, who: Who, upload: Upload) -> Result<Made<FileInfo>, Problem> {
    let Upload { name, bytes } = upload;
    let info = app.read(move |runtime| runtime.upload(&who, &name, &bytes)).await?;
    Ok(Made::at(format!("/api/v1/files/{}", info.id), info))
}

#[cfg(test)]
mod tests {
    use super::percent_decoded;

    #[test]
    fn names_are_decoded() {
        for (sent, name) in
            [("quote.pdf", "quote.pdf"), ("Angebot%20f%C3%BCr.pdf", "Angebot für.pdf"), ("50%.txt", "50%.txt")]
        {
            assert_eq!(percent_decoded(sent.as_bytes()), name);
        }
    }
}
