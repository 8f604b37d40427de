//! One person's connection: HTTP/1.1 kept open, their session, and the time of each call.

use std::time::Instant;

use anyhow::{Context, bail};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, HeaderName, IF_MATCH, IF_NONE_MATCH, SET_COOKIE};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;

use crate::latency::Latencies;

/// A connection with, once signed in, a session.
pub struct Client {
    to: SendRequest<Full<Bytes>>,
    host: String,
    cookie: Option<String>,
    /// How long its calls took.
    pub times: Latencies,
}

impl Client {
    /// Connects to `host:port`.
    pub async fn connect(host: &str) -> anyhow::Result<Self> {
        Ok(Self { to: connect(host).await?, host: host.to_owned(), cookie: None, times: Latencies::default() })
    }

    /// Another connection with the same session, to where the server is now.
    pub async fn again_at(&self, host: &str) -> anyhow::Result<Self> {
        let mut other = Self::connect(host).await?;
        other.cookie.clone_from(&self.cookie);
        Ok(other)
    }

    /// GET, and what is said.
    pub async fn get<T: DeserializeOwned>(&mut self, call: &'static str, path: &str) -> anyhow::Result<T> {
        let answer = self.send(call, Method::GET, path, Bytes::new()).await?;
        read(path, &answer)
    }

    /// GET, and what is said as text.
    pub async fn text(&mut self, call: &'static str, path: &str) -> anyhow::Result<String> {
        let answer = self.send(call, Method::GET, path, Bytes::new()).await?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// POST, and what is said.
    pub async fn post<T: DeserializeOwned>(
        &mut self,
        call: &'static str,
        path: &str,
        body: &serde_json::Value,
    ) -> anyhow::Result<T> {
        let answer = self.send(call, Method::POST, path, serde_json::to_vec(body)?.into()).await?;
        read(path, &answer)
    }

    /// PUT of something new, or in the place of what is at that revision, and what is said.
    pub async fn put<T: DeserializeOwned>(
        &mut self,
        call: &'static str,
        path: &str,
        instead_of: Option<i64>,
        body: &serde_json::Value,
    ) -> anyhow::Result<T> {
        let only = instead_of.map_or((IF_NONE_MATCH, "*".to_owned()), |rev| (IF_MATCH, format!("\"{rev}\"")));
        let body = serde_json::to_vec(body)?.into();
        let answer = self.send_if(call, (Method::PUT, path), Some(only), body).await?;
        read(path, &answer)
    }

    async fn send(&mut self, call: &'static str, method: Method, path: &str, body: Bytes) -> anyhow::Result<Bytes> {
        self.send_if(call, (method, path), None, body).await
    }

    async fn send_if(
        &mut self,
        call: &'static str,
        (method, path): (Method, &str),
        only: Option<(HeaderName, String)>,
        body: Bytes,
    ) -> anyhow::Result<Bytes> {
        let mut request =
            Request::builder().method(&method).uri(path).header(HOST, &self.host).header("Baton-CSRF", "1");
        request = request.header(ACCEPT, "application/json");
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        if !body.is_empty() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        if let Some((name, value)) = only {
            request = request.header(name, value);
        }
        let request = request.body(Full::new(body))?;
        let began = Instant::now();
        let answer = self.answer(request).await.with_context(|| format!("no answer to {path}"))?;
        let status = answer.status();
        if let Some(cookie) = answer.headers().get(SET_COOKIE) {
            let text = cookie.to_str()?;
            self.cookie = Some(text.split(';').next().unwrap_or(text).to_owned());
        }
        let body = answer.into_body().collect().await?.to_bytes();
        self.times.record(call, began.elapsed());
        if !status.is_success() {
            refused(path, status, &body)?;
        }
        Ok(body)
    }

    /// A server may close a connection that lay idle, such as while others were signed in. What had not left by then is
    /// sent over another one; what had left is never sent twice.
    async fn answer(&mut self, request: Request<Full<Bytes>>) -> anyhow::Result<Response<Incoming>> {
        if self.to.ready().await.is_err() {
            self.to = connect(&self.host).await?;
        }
        let unsent = match self.to.try_send_request(request).await {
            Ok(answer) => return Ok(answer),
            Err(mut failed) => failed.take_message().ok_or_else(|| failed.into_error())?,
        };
        self.to = connect(&self.host).await?;
        Ok(self.to.send_request(unsent).await?)
    }
}

async fn connect(host: &str) -> anyhow::Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(host).await.with_context(|| format!("cannot reach {host}"))?;
    stream.set_nodelay(true)?;
    let (to, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(to)
}

fn refused(path: &str, status: StatusCode, body: &[u8]) -> anyhow::Result<()> {
    bail!("{path} was refused with {status}: {}", String::from_utf8_lossy(body))
}

fn read<T: DeserializeOwned>(path: &str, body: &[u8]) -> anyhow::Result<T> {
    // An empty answer reads as null, so that a caller that wants nothing need not know.
    let body = if body.is_empty() { b"null" } else { body };
    serde_json::from_slice(body).with_context(|| format!("the answer of {path} could not be read"))
}
