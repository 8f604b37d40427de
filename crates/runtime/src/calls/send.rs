//! Sends a request and reads its answer, within bounds of time and size.
//!
//! A redirect is not followed: it is an answer like any other, since it could lead where the request must not go. What an answer
//! says is taken as JSON where it is that, else as a text.

use std::io::{Error as IoError, ErrorKind};
use std::sync::Arc;
use std::time::Duration;

use baton_engine::calls::CallRequest;
use baton_engine::{CallAnswer, Response};
use serde_json::Value as Json;
use ureq::config::Config;
use ureq::http::{Request, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::addresses::{Allowed, is_public};

/// The most bytes of an answer.
const ANSWER_BYTES_MAX: u64 = 1 << 20;

/// Where requests may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The hosts that the configuration names.
    pub allowed: Allowed,
    /// Whether they may go nowhere else: in a rehearsal.
    pub only: bool,
}

/// Sends requests.
#[derive(Clone)]
pub struct Sender {
    agent: Agent,
    target: Arc<Target>,
}

impl Sender {
    /// One that sends only where it may.
    pub fn new(target: Target) -> Self {
        let target = Arc::new(target);
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            // A proxy of the machine's would look names up elsewhere.
            .proxy(None)
            .user_agent(concat!("baton/", env!("CARGO_PKG_VERSION")))
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Guarded { target: Arc::clone(&target) });
        Self { agent, target }
    }

    /// Sends it, and says what came of it.
    pub fn send(&self, request: &CallRequest, idempotency_key: &str) -> CallAnswer {
        let not_sent = |why: String| CallAnswer::NotSent { why };
        let uri: Uri = match request.url.parse() {
            Ok(uri) => uri,
            Err(_) => return not_sent("its address cannot be read".to_owned()),
        };
        if !matches!(uri.scheme_str(), Some("http" | "https")) || uri.host().is_none() {
            return not_sent("its address does not begin with https:// and a host".to_owned());
        }
        if self.target.only && !self.target.allowed.names(host(&uri), port(&uri)) {
            return not_sent("this is a rehearsal: requests go only to hosts that calls.allow names".to_owned());
        }
        let mut builder = Request::builder().method(request.method.as_str()).uri(uri);
        let has = |name: &str| request.headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        if !has("Idempotency-Key") {
            builder = builder.header("Idempotency-Key", idempotency_key);
        }
        if !has("Accept") {
            builder = builder.header("Accept", "application/json, */*;q=0.5");
        }
        if request.body.is_some() && !has("Content-Type") {
            builder = builder.header("Content-Type", "application/json");
        }
        let body = request.body.as_ref().map(Json::to_string).unwrap_or_default();
        match builder.body(body) {
            Ok(built) => self.answer(built, request),
            // What is wrong with a header is not told: its value may be a secret.
            Err(_) => not_sent("one of its headers cannot be sent".to_owned()),
        }
    }

    fn answer(&self, built: Request<String>, request: &CallRequest) -> CallAnswer {
        let timeout = Duration::from_secs(request.timeout_s);
        let configured = self.agent.configure_request(built).timeout_global(Some(timeout)).build();
        let done = if request.body.is_some() {
            self.agent.run(configured)
        } else {
            self.agent.run(configured.map(|_nothing| ()))
        };
        let mut answer = match done {
            Ok(answer) => answer,
            Err(error) => return failed(&error),
        };
        let text = match answer.body_mut().with_config().limit(ANSWER_BYTES_MAX).lossy_utf8(true).read_to_string() {
            Ok(text) => text,
            Err(error) => return failed(&error),
        };
        let headers = answer
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
        let body = if text.is_empty() { Json::Null } else { serde_json::from_str(&text).unwrap_or(Json::String(text)) };
        let retry_after = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
        CallAnswer::Response(Response {
            status: answer.status().as_u16(),
            retry_after_s: retry_after.and_then(|value| value.trim().parse().ok()),
            headers: headers.collect(),
            body,
        })
    }
}

fn host(uri: &Uri) -> &str {
    uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']')
}

fn port(uri: &Uri) -> u16 {
    uri.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 })
}

/// What came of it, without what could hold a secret: no address, no header.
fn failed(error: &Error) -> CallAnswer {
    let unreachable = |why: &str| CallAnswer::Unreachable { why: why.to_owned() };
    match error {
        Error::Timeout(_) => CallAnswer::Timeout,
        Error::HostNotFound => unreachable("there is no host of that name"),
        Error::Io(io) if io.kind() == ErrorKind::PermissionDenied => CallAnswer::NotSent {
            why: "its host is in a private network; calls.allow in the configuration can name it".to_owned(),
        },
        Error::Io(io) if io.kind() == ErrorKind::TimedOut => CallAnswer::Timeout,
        Error::Io(io) if io.kind() == ErrorKind::ConnectionRefused => unreachable("the host takes no connection"),
        Error::Io(_) => unreachable("the connection failed"),
        Error::Rustls(_) | Error::Tls(_) => unreachable("no safe connection: its certificate is not trusted"),
        Error::BodyExceedsLimit(_) => {
            CallAnswer::NotSent { why: format!("the answer is longer than {} MiB", ANSWER_BYTES_MAX >> 20) }
        }
        _ => unreachable("the answer cannot be read"),
    }
}

/// Looks names up, and gives only addresses that a request may go to.
#[derive(Debug)]
struct Guarded {
    target: Arc<Target>,
}

impl Resolver for Guarded {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if self.target.allowed.names(host(uri), port(uri)) {
            return Ok(found);
        }
        let mut open = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            open.push(*address);
        }
        if open.is_empty() {
            return Err(Error::Io(IoError::new(ErrorKind::PermissionDenied, "not open to everybody")));
        }
        Ok(open)
    }
}
