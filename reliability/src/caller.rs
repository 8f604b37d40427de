//! Somebody who calls the API, and for whom anything but success is an error.

use anyhow::Context;
use serde_json::Value;

use crate::http::{Answer, Connection, Request};

/// Who calls.
#[derive(Clone)]
enum Who {
    Nobody,
    /// The session's cookie.
    Session(String),
    /// The token's secret.
    Token(String),
}

/// Somebody who calls.
#[derive(Clone)]
pub struct Caller {
    /// `host:port`.
    pub host: String,
    who: Who,
}

impl Caller {
    /// Nobody in particular.
    pub fn nobody(host: &str) -> Self {
        Self { host: host.to_owned(), who: Who::Nobody }
    }

    /// Somebody with a token.
    pub fn token(host: &str, secret: &str) -> Self {
        Self { host: host.to_owned(), who: Who::Token(secret.to_owned()) }
    }

    /// Somebody with a session.
    pub fn session(host: &str, cookie: &str) -> Self {
        Self { host: host.to_owned(), who: Who::Session(cookie.to_owned()) }
    }

    /// The same, at another server.
    pub fn at(&self, host: &str) -> Self {
        Self { host: host.to_owned(), who: self.who.clone() }
    }

    /// Calls, and is who they are in the session that comes of it.
    pub fn sign_in(&mut self, line: &str, body: &Value) -> anyhow::Result<()> {
        let cookie = self.exchange(line, Request { body: something(body), ..Request::default() })?.cookie;
        self.who = Who::Session(cookie.context("no session was given")?);
        Ok(())
    }

    /// Calls; `line` is method and path, such as `POST /api/v1/groups`. What is answered.
    pub fn send(&self, line: &str, body: &Value) -> anyhow::Result<Value> {
        Ok(self.exchange(line, Request { body: something(body), ..Request::default() })?.body)
    }

    /// Calls, and takes whatever is answered.
    pub fn ask(&self, line: &str, body: &Value) -> anyhow::Result<Answer> {
        self.answered(&mut Connection::open(&self.host)?, line, Request { body: something(body), ..Request::default() })
    }

    /// Calls over a connection that is kept.
    pub fn send_over(&self, to: &mut Connection, line: &str, body: &Value) -> anyhow::Result<Value> {
        Ok(self.over(to, line, Request { body: something(body), ..Request::default() })?.body)
    }

    /// Calls to make something that is not there yet.
    pub fn send_new(&self, line: &str, body: &Value) -> anyhow::Result<Value> {
        let request = Request { body: something(body), if_none_match: true, ..Request::default() };
        Ok(self.exchange(line, request)?.body)
    }

    /// Uploads a file; its id.
    pub fn upload(&self, name: &str, content: &[u8]) -> anyhow::Result<Value> {
        let request = Request { file: Some((name, content)), ..Request::default() };
        Ok(self.exchange("POST /api/v1/files", request)?.body["id"].take())
    }

    fn exchange(&self, line: &str, request: Request<'_>) -> anyhow::Result<Answer> {
        self.over(&mut Connection::open(&self.host)?, line, request)
    }

    fn over(&self, to: &mut Connection, line: &str, request: Request<'_>) -> anyhow::Result<Answer> {
        self.answered(to, line, request)?.fine(line)
    }

    fn answered(&self, to: &mut Connection, line: &str, request: Request<'_>) -> anyhow::Result<Answer> {
        let (method, path) = line.split_once(' ').context("a line is method and path")?;
        let (cookie, token) = match &self.who {
            Who::Nobody => (None, None),
            Who::Session(cookie) => (Some(cookie.as_str()), None),
            Who::Token(secret) => (None, Some(secret.as_str())),
        };
        to.send(&Request { method, path, cookie, token, ..request })
    }
}

fn something(body: &Value) -> Option<&Value> {
    (!body.is_null()).then_some(body)
}
