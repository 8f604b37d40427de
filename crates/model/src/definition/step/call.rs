//! `call`: an HTTP call. Read; not yet executable.

use indexmap::IndexMap;

use super::Retry;
use crate::definition::{Duration, Expr, Template};

/// What only a call has.
#[derive(Debug, Clone)]
pub struct Call {
    /// The request.
    pub http: Http,
    /// The statuses that count as done; none: 2xx.
    pub expect: Vec<u16>,
    /// How often it is tried again.
    pub retry: Option<Retry>,
    /// How long one try may take.
    pub timeout: Option<Duration>,
    /// Sent so that the receiver can tell a repeat.
    pub idempotency_key: Option<Template>,
}

/// `http:` the request.
#[derive(Debug, Clone)]
pub struct Http {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// Where to.
    pub url: Template,
    /// After the `?`.
    pub query: IndexMap<String, Template>,
    /// Its headers.
    pub headers: IndexMap<String, Template>,
    /// What is sent.
    pub body: Option<HttpValue>,
}

/// A body: FEEL at the leaves.
#[derive(Debug, Clone)]
pub enum HttpValue {
    /// Computed.
    Expr(Expr),
    /// A list.
    List(Vec<HttpValue>),
    /// An object.
    Object(IndexMap<String, HttpValue>),
}
