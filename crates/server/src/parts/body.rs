//! A JSON body. A field that is not known is refused, with the name that was probably meant; a wrong value is refused with
//! its path, line and column. Nothing that was sent is ignored.

use axum::extract::{FromRequest, Request};
use axum::http::header;
use baton_feel::suggest;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_json::json;
use utoipa::ToSchema;

use crate::admission::Room;
use crate::describe::{Description, Takes};
use crate::error::{Fault, Problem};
use crate::limits::{BODY_BYTES_MAX, BODY_VALUES_MAX, SHORT_BODY_BYTES_MAX, SHORT_BODY_VALUES_MAX};

/// The body, read as `T`.
pub struct Body<T>(pub T);

impl<T: ToSchema> Takes for Body<T> {
    fn describe(to: &mut Description) {
        let schema = to.sent::<T>();
        to.body = Some(json!({ "required": true, "content": { "application/json": { "schema": schema } } }));
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        json(request, Size { bytes: BODY_BYTES_MAX, values: BODY_VALUES_MAX }).await.map(Body)
    }
}

/// The body of somebody who is not known, which is short: what a person types into a form.
pub struct Short<T>(pub T);

impl<T: ToSchema> Takes for Short<T> {
    fn describe(to: &mut Description) {
        Body::<T>::describe(to);
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Short<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        json(request, Size { bytes: SHORT_BODY_BYTES_MAX, values: SHORT_BODY_VALUES_MAX }).await.map(Short)
    }
}

/// How much a body may hold.
#[derive(Clone, Copy)]
struct Size {
    bytes: usize,
    values: usize,
}

async fn json<T: DeserializeOwned>(request: Request, most: Size) -> Result<T, Problem> {
    must_be_json(&request)?;
    let bytes = gathered_up_to(request, most.bytes).await?;
    if has_more_values_than(&bytes, most.values) {
        return Err(Problem::new("request.body_too_large").param("limit", format!("{} values", most.values)));
    }
    read(&bytes)
}

/// All of the body, as far as there is room for it.
pub async fn gathered(request: Request) -> Result<Vec<u8>, Problem> {
    gathered_up_to(request, BODY_BYTES_MAX).await
}

async fn gathered_up_to(request: Request, most: usize) -> Result<Vec<u8>, Problem> {
    let too_large = || larger_than(most);
    let room = request.extensions().get::<Room>().cloned();
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if announced.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let (mut bytes, mut pieces) = (Vec::new(), request.into_body().into_data_stream());
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| too_large())?;
        let length = bytes.len() + piece.len();
        if length > most {
            return Err(too_large());
        }
        if let Some(room) = &room {
            room.hold(length).await?;
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Whether a JSON text holds more values than that, by what stands between them.
fn has_more_values_than(bytes: &[u8], most: usize) -> bool {
    // Each value takes a byte at least, and one that parts it from the next.
    if bytes.len() / 2 <= most {
        return false;
    }
    let (mut values, mut is_text, mut is_escaped) = (1_usize, false, false);
    for byte in bytes {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b',' | b'[' | b'{' if !is_text => values += 1,
            _ => {}
        }
    }
    values > most
}

/// The problem of a body over the limit.
fn larger_than(most: usize) -> Problem {
    let limit = if most < 1 << 20 { format!("{} KiB", most >> 10) } else { format!("{} MiB", most >> 20) };
    Problem::new("request.body_too_large").param("limit", limit)
}

fn must_be_json(request: &Request) -> Result<(), Problem> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("nothing");
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Problem::new("request.not_json_type").param("type", given))
}

/// The text as `T`, or what is wrong with it.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| problem_of(&error))?;
    reader.end().map_err(|error| not_json(&error))?;
    Ok(value)
}

fn problem_of(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let inner = error.inner();
    if matches!(inner.classify(), Category::Syntax | Category::Eof | Category::Io) {
        return not_json(inner);
    }
    let reason = without_place(&inner.to_string());
    let path = pointer(error.path());
    let mut fault = fault_of(&path, &reason);
    fault.line = u32::try_from(inner.line()).ok().filter(|line| *line > 0);
    fault.column = u32::try_from(inner.column()).ok().filter(|_| fault.line.is_some());
    Problem::new("request.wrong_body").fault(fault)
}

fn not_json(error: &serde_json::Error) -> Problem {
    let mut fault = Fault::at("", "request.not_json").param("reason", without_place(&error.to_string()));
    fault.line = u32::try_from(error.line()).ok();
    fault.column = u32::try_from(error.column()).ok();
    Problem::new("request.not_json").param("reason", without_place(&error.to_string())).fault(fault)
}

fn fault_of(path: &str, reason: &str) -> Fault {
    if let Some(rest) = reason.strip_prefix("unknown field ") {
        return unknown_field(path, rest);
    }
    if let Some(name) = reason.strip_prefix("missing field ") {
        let name = quoted(name).next().unwrap_or_default();
        return Fault::at(path, "request.missing_field").param("field", name);
    }
    Fault::at(path, "request.wrong_value").param("reason", reason)
}

/// `unknown field ` is followed by the name and the names that are known, all in backticks.
fn unknown_field(path: &str, rest: &str) -> Fault {
    let mut names = quoted(rest);
    let wrong = names.next().unwrap_or_default().to_owned();
    let known: Vec<&str> = names.collect();
    let escaped = escape(&wrong);
    let path = if path.ends_with(&format!("/{escaped}")) { path.to_owned() } else { format!("{path}/{escaped}") };
    match suggest(&wrong, known.iter().copied()) {
        Some(near) => Fault::at(path, "request.unknown_field").param("field", wrong).param("suggestion", near),
        None => Fault::at(path, "request.unknown_field_far").param("field", wrong).param("known", known.join(", ")),
    }
}

fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The path as a JSON Pointer.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let part = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", escape(key)),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    path.iter().map(part).collect()
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Line and column stand beside the sentence, so they need not stand in it.
fn without_place(reason: &str) -> String {
    reason.rfind(" at line ").map_or(reason, |at| &reason[..at]).to_owned()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{has_more_values_than, read};
    use crate::error::Reader;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its form matters")]
    struct Outer {
        name: String,
        #[serde(default)]
        inner: Vec<Inner>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its form matters")]
    struct Inner {
        amount: u32,
    }

    #[test]
    fn values_are_counted_outside_of_texts() {
        let cases = [
            (r#"{"a": [1, 2, 3]}"#, true),
            (r#"{"a": "[1, \", 2, [[{{,,,,"}"#, false),
            ("", false),
            ("[[[[[[]]]]]]", true),
        ];
        for (text, more) in cases {
            assert_eq!(has_more_values_than(text.as_bytes(), 4), more, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let cases = [
            (r#"{"nam": "x"}"#, "request.unknown_field", "/nam", "Did you mean name?"),
            (r#"{"colour": 1}"#, "request.unknown_field_far", "/colour", "Use one of: name, inner"),
            (r#"{"inner": []}"#, "request.missing_field", "", "Send it"),
            (r#"{"name": "x", "inner": [{"amount": "y"}]}"#, "request.wrong_value", "/inner/0/amount", ""),
            (r#"{"name": "x", "inner": [{"a/b": 1}]}"#, "request.unknown_field_far", "/inner/0/a~1b", ""),
            ("{\"name\": \n }", "request.not_json", "", ""),
            (r#"{"name": "x"} y"#, "request.not_json", "", ""),
        ];
        for (text, code, path, remedy) in cases {
            let problem = read::<Outer>(text.as_bytes()).expect_err(text);
            let body = problem.body(&Reader::default());
            let fault = body.faults.first().expect(text);
            assert_eq!((fault.code.as_str(), fault.path.as_str()), (code, path), "{text}");
            assert!(fault.remedy.contains(remedy), "{text}: {}", fault.remedy);
            assert!(fault.line.is_some(), "{text}");
        }
    }
}
