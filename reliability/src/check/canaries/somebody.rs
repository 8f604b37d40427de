//! Somebody who sends to the server, with a browser's name and an address that occur nowhere else.

use std::fmt::Write as _;

use anyhow::{Context, ensure};
use serde_json::Value;

use super::planted::Planted;
use crate::check::hostile::wire::{Answer, Wire};

/// From where it seems to come.
pub const ORIGIN: &str = "203.0.113.77";

/// Somebody.
pub struct Somebody {
    wire: Wire,
    /// `host:port` of the server.
    pub host: String,
    agent: String,
    /// What a session's cookie is set to.
    pub cookie: String,
    /// A token's secret.
    pub bearer: Option<String>,
}

impl Somebody {
    /// Nobody in particular.
    pub fn at(host: &str, agent: &str) -> Self {
        let (host, agent) = (host.to_owned(), agent.to_owned());
        Self { wire: Wire::to(&host), host, agent, cookie: String::new(), bearer: None }
    }

    /// Takes the session that an answer opens; its cookie is planted.
    pub fn sign_in(&mut self, path: &str, body: &Value, planted: &mut Planted) -> anyhow::Result<()> {
        let answer = self.ask("POST", path, Some(body))?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let cookie =
            answer.cookie.with_context(|| format!("{path} answers {} without a session: {text}", answer.status));
        self.cookie = cookie?;
        planted.known("a session's cookie", self.cookie.split_once('=').context("a cookie has a value")?.1);
        Ok(())
    }

    /// Sends something that must succeed.
    pub fn done(&mut self, method: &str, path: &str, body: &Value) -> anyhow::Result<Value> {
        let answer = self.ask(method, path, Some(body))?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        ensure!(answer.status < 300, "{method} {path} answers {}: {text}", answer.status);
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    /// Reads something that must be there.
    pub fn read(&mut self, path: &str) -> anyhow::Result<Vec<u8>> {
        let answer = self.ask("GET", path, None)?;
        ensure!(answer.status == 200, "{path} answers {}", answer.status);
        Ok(answer.body)
    }

    /// Sends JSON.
    pub fn ask(&mut self, method: &str, path: &str, body: Option<&Value>) -> anyhow::Result<Answer> {
        let body = body.map(ToString::to_string);
        self.send(method, path, body.as_ref().map(|body| ("application/json", body.as_bytes())))
    }

    /// Sends bytes of a kind.
    pub fn send(&mut self, method: &str, path: &str, body: Option<(&str, &[u8])>) -> anyhow::Result<Answer> {
        let (kind, body) = body.unwrap_or(("application/json", b""));
        let (host, agent, length) = (&self.host, &self.agent, body.len());
        let mut head = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {agent}\r\nX-Forwarded-For: {ORIGIN}\r\n\
             Baton-CSRF: 1\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n"
        );
        if method == "PUT" && path.starts_with("/workflows/") {
            head += "If-None-Match: *\r\n";
        }
        if !self.cookie.is_empty() {
            write!(head, "Cookie: {}\r\n", self.cookie)?;
        }
        if let Some(bearer) = &self.bearer {
            write!(head, "Authorization: Bearer {bearer}\r\n")?;
        }
        self.wire.exchange(&[head.as_bytes(), b"\r\n", body].concat())
    }
}
