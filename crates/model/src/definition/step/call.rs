//! `call`: a request over HTTP.

use std::collections::BTreeSet;

use super::{Retry, Timeout};
use crate::definition::{Expr, Template};
use crate::map::IndexMap;

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
    pub timeout: Option<Timeout>,
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

impl Call {
    /// The secrets its request names: `secret.NAME`.
    pub fn secrets(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let Http { url, query, headers, body, .. } = &self.http;
        let templates = [url].into_iter().chain(query.values()).chain(headers.values()).chain(&self.idempotency_key);
        for expr in templates.flat_map(Template::expressions) {
            named_in(&expr.text, &mut names);
        }
        if let Some(body) = body {
            body.secrets(&mut names);
        }
        names
    }
}

impl HttpValue {
    fn secrets(&self, names: &mut BTreeSet<String>) {
        match self {
            Self::Expr(expr) => named_in(&expr.text, names),
            Self::List(items) => items.iter().for_each(|item| item.secrets(names)),
            Self::Object(entries) => entries.values().for_each(|value| value.secrets(names)),
        }
    }
}

/// The names that follow `secret.` in an expression.
fn named_in(text: &str, names: &mut BTreeSet<String>) {
    let parts = text.split("secret").skip(1).filter_map(|after| after.trim_start().strip_prefix('.'));
    for after in parts {
        let name: String =
            after.trim_start().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        if !name.is_empty() {
            names.insert(name);
        }
    }
}
