//! `POST /files`: uploads a file, raw with its name in `X-Filename`, or as the first part of a form. It is gone after 24
//! hours unless a command refers to it. Its type is found from its content.

use axum::body::{BodyDataStream, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use baton_runtime::view::types::FileInfo;
use baton_runtime::{FILE_BYTES_MAX, Incoming, Refused};
use futures_util::StreamExt;
use serde_json::json;

use crate::answer::Made;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::describe::{Description, Takes};
use crate::error::Problem;
use crate::limits::{FORM_BYTES_MAX, UPLOAD_PIECE_BYTES};

/// A file on its way in: nothing of it is read before it is known who sends it.
pub enum Upload {
    /// The body is the file.
    Raw { name: String, body: BodyDataStream },
    /// It is a part of a form.
    Form(Multipart),
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

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Problem> {
        let headers = request.headers();
        let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
        let is_form = text(header::CONTENT_TYPE).unwrap_or_default().starts_with("multipart/form-data");
        let announced = text(header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok()).unwrap_or(0);
        if announced > FILE_BYTES_MAX + if is_form { FORM_BYTES_MAX } else { 0 } {
            return Err(too_large());
        }
        if is_form {
            DefaultBodyLimit::max((FILE_BYTES_MAX + FORM_BYTES_MAX) as usize).apply(&mut request);
            return Multipart::from_request(request, state).await.map(Self::Form).map_err(|_| wrong_form());
        }
        let name = name_of(headers);
        Ok(Self::Raw { name, body: request.into_body().into_data_stream() })
    }
}

fn wrong_form() -> Problem {
    Problem::new("request.wrong_value").param("reason", "a form with a file in it is expected")
}

fn broken_off() -> Problem {
    Problem::new("request.wrong_value").param("reason", "the file did not arrive to its end")
}

fn too_large() -> Problem {
    Problem::from(Refused::new("file.too_large").with("limit", "100 MiB"))
}

fn of_form(error: &axum::extract::multipart::MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large() } else { wrong_form() }
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

/// Takes it in and keeps it.
pub async fn handle(app: Shared, who: Who, upload: Upload) -> Result<Made<FileInfo>, Problem> {
    let begun = app.read(move |runtime| runtime.begin_upload(&who)).await?;
    let mut taking = Taking { app, incoming: Some(begun), waiting: Vec::new() };
    let name = match upload {
        Upload::Raw { name, mut body } => {
            while let Some(piece) = body.next().await {
                taking.take(&piece.map_err(|_| broken_off())?).await?;
            }
            name
        }
        Upload::Form(form) => taking.first_part(form).await?,
    };
    let info = taking.finish(name).await?;
    Ok(Made::at(format!("/api/v1/files/{}", info.id), info))
}

/// Hands what arrives on to the runtime, a piece at a time, on a thread that may wait for the disk.
struct Taking {
    app: Shared,
    incoming: Option<Incoming>,
    waiting: Vec<u8>,
}

impl Taking {
    async fn take(&mut self, bytes: &Bytes) -> Result<(), Problem> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= UPLOAD_PIECE_BYTES { self.hand_on().await } else { Ok(()) }
    }

    async fn hand_on(&mut self) -> Result<(), Problem> {
        let gone = || Problem::internal("an upload that was handed on twice");
        let (mut incoming, piece) = (self.incoming.take().ok_or_else(gone)?, std::mem::take(&mut self.waiting));
        let written = self.app.read(move |_| incoming.write(&piece).map(|()| incoming)).await?;
        self.incoming = Some(written);
        Ok(())
    }

    async fn first_part(&mut self, mut form: Multipart) -> Result<String, Problem> {
        while let Some(mut part) = form.next_field().await.map_err(|error| of_form(&error))? {
            let Some(name) = part.file_name().map(str::to_owned) else { continue };
            while let Some(piece) = part.chunk().await.map_err(|error| of_form(&error))? {
                self.take(&piece).await?;
            }
            return Ok(name);
        }
        Err(wrong_form())
    }

    async fn finish(mut self, name: String) -> Result<FileInfo, Problem> {
        self.hand_on().await?;
        let gone = || Problem::internal("an upload that was finished twice");
        let incoming = self.incoming.take().ok_or_else(gone)?;
        self.app.read(move |_| incoming.finish(&name)).await
    }
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
