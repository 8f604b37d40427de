//! Why something was not done, for two readers: `problem+json` with a sentence and a remedy for the caller, and for the log
//! the context, written once, where the answer is made.
//!
//! Sentences come from the code tables in the caller's language; the values in them stand beside them as `params`. What
//! went wrong inside is never told outside: the caller gets the request's id, under which the log says more.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use baton_feel::codes::Code;
use baton_runtime::Refused;
use serde_json::{Map, Value};

use crate::codes;
use crate::problem::{ProblemBody, ProblemFault};
use crate::texts;

/// What is told where even the table of codes is wrong.
static UNKNOWN: Code =
    Code { code: codes::INTERNAL, status: 500, sentence: "Something went wrong", remedy: "Try again.", example: "" };

/// Why something was not done.
#[derive(Clone, Debug)]
pub struct Problem {
    code: &'static Code,
    params: Map<String, Value>,
    faults: Vec<Fault>,
    first_result: Option<Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
    log: Option<String>,
}

/// One thing that is wrong with what was sent.
#[derive(Clone, Debug)]
pub struct Fault {
    /// A JSON Pointer into what was sent.
    pub path: String,
    /// The code's name.
    pub code: String,
    /// What the sentence shows.
    pub params: Map<String, Value>,
    /// The sentence, where the code's table does not give it.
    pub message: Option<String>,
    /// The line in what was sent, from 1.
    pub line: Option<u32>,
    /// The column, from 1.
    pub column: Option<u32>,
}

/// The language, the request's id and the path that an answer is made with.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// Such as `en`.
    pub language: String,
    /// The request's id.
    pub request: String,
}

impl Problem {
    /// The problem of that code. A code that no table has is a defect, and is told as one.
    pub fn new(code: &str) -> Self {
        let found = codes::find(code);
        let log = found.is_none().then(|| format!("no table has the code {code}"));
        let code = found.or_else(|| codes::find(codes::INTERNAL)).unwrap_or(&UNKNOWN);
        Self { code, params: Map::new(), faults: Vec::new(), first_result: None, headers: Vec::new(), log }
    }

    /// Something inside went wrong; the reason is for the log alone.
    pub fn internal(reason: impl std::fmt::Display) -> Self {
        let mut problem = Self::new(codes::INTERNAL);
        problem.log = Some(reason.to_string());
        problem
    }

    /// What is not there, or may not be seen.
    pub fn not_found(what: &str, id: &str) -> Self {
        Self::new("request.not_found").param("what", what).param("id", id)
    }

    /// With one more parameter.
    #[must_use]
    pub fn param(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// With one more fault of what was sent.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// With the seconds after which to try again.
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        self.header(header::RETRY_AFTER, &seconds.to_string())
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The body as the caller reads it.
    pub fn body(&self, reader: &Reader) -> ProblemBody {
        let text = texts::of(self.code, &reader.language);
        ProblemBody {
            r#type: format!("/docs/errors/{}", self.code.code),
            title: texts::status_title(self.status()),
            status: self.code.status,
            detail: texts::filled(&text.sentence, &self.params),
            code: self.code.code.to_owned(),
            remedy: texts::filled(&text.remedy, &self.params),
            params: self.params.clone(),
            faults: self.faults.iter().map(|fault| fault.body(reader)).collect(),
            first_result: self.first_result.clone(),
            request: reader.request.clone(),
        }
    }

    /// The answer for somebody who reads that language; logs what is for the log.
    pub fn answer(&self, reader: &Reader) -> Response {
        if let Some(reason) = &self.log {
            tracing::error!(request = reader.request, code = self.code.code, reason, "a request failed inside");
        }
        let body = serde_json::to_vec(&self.body(reader)).unwrap_or_default();
        let mut answer = (self.status(), body).into_response();
        answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        for (name, value) in &self.headers {
            answer.headers_mut().insert(name.clone(), value.clone());
        }
        answer
    }
}

impl Fault {
    /// A fault at a place of what was sent.
    pub fn at(path: impl Into<String>, code: &str) -> Self {
        Self { path: path.into(), code: code.to_owned(), params: Map::new(), message: None, line: None, column: None }
    }

    /// With one more parameter.
    #[must_use]
    pub fn param(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    fn body(&self, reader: &Reader) -> ProblemFault {
        let (sentence, remedy) = match codes::find(&self.code) {
            Some(code) => {
                let text = texts::of(code, &reader.language);
                (texts::filled(&text.sentence, &self.params), texts::filled(&text.remedy, &self.params))
            }
            None => (self.code.clone(), String::new()),
        };
        ProblemFault {
            path: self.path.clone(),
            code: self.code.clone(),
            detail: self.message.clone().unwrap_or(sentence),
            remedy,
            params: self.params.clone(),
            line: self.line,
            column: self.column,
        }
    }
}

/// The answer is put into words by the outermost layer, which knows the caller's language and the request's id.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut answer = self.status().into_response();
        answer.extensions_mut().insert(self);
        answer
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let mut problem = Self::new(refused.code);
        problem.params = refused.params;
        problem.first_result = refused.first_result;
        problem.faults = refused.faults.into_iter().map(Fault::from).collect();
        match refused.retry_after_s {
            Some(seconds) => problem.retry_after(seconds.into()),
            None => problem,
        }
    }
}

impl From<baton_runtime::Fault> for Fault {
    fn from(fault: baton_runtime::Fault) -> Self {
        let baton_runtime::Fault { path, code, params, message, line, column } = fault;
        Self { path, code, params, message, line, column }
    }
}
