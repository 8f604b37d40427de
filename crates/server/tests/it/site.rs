//! A workspace in a folder of its own, served in this process, and clients that ask it over its real routes.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use serde_json::Value;
use tower::ServiceExt;

use crate::open;

/// A served workspace.
pub struct Site {
    pub routes: Router,
    runtime: baton_runtime::Handle,
    pub setup_token: Option<String>,
    _server: Arc<baton_server::Server>,
    folder: tempfile::TempDir,
}

/// Its threads end with it.
impl Drop for Site {
    fn drop(&mut self) {
        self.runtime.stop();
    }
}

/// Somebody who asks.
#[derive(Clone)]
pub struct Client {
    routes: Router,
    cookie: Option<String>,
    token: Option<String>,
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
    pub text: String,
}

impl Site {
    /// The example workspace, with its people and its history.
    pub async fn example() -> Self {
        Self::of(open::example().await)
    }

    /// An empty real workspace.
    pub async fn real() -> Self {
        Self::of(open::real().await)
    }

    fn of(opened: open::Opened) -> Self {
        let options = baton_server::Options {
            listen: "127.0.0.1:7400".parse().expect("an address"),
            public_url: None,
            insecure_http: false,
            behind_proxy: true,
        };
        let server = Arc::new(baton_server::Server::new(opened.runtime.clone(), &options).expect("loopback is fine"));
        let routes = server.routes();
        Self {
            routes,
            runtime: opened.runtime,
            setup_token: opened.setup_token,
            _server: server,
            folder: opened.folder,
        }
    }

    /// Where the workspace stands.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Nobody in particular.
    pub fn nobody(&self) -> Client {
        Client { routes: self.routes.clone(), cookie: None, token: None }
    }

    /// Somebody of the example, signed in with one click.
    pub async fn sign_in(&self, person: &str) -> Client {
        let reply = self.nobody().post("/session", serde_json::json!({ "person": person })).await;
        assert_eq!(reply.status, 200, "{person} signs in: {}", reply.text);
        self.with_cookie(reply.cookie().expect("a session's cookie"))
    }

    /// Somebody with that session cookie.
    pub fn with_cookie(&self, cookie: String) -> Client {
        Client { cookie: Some(cookie), ..self.nobody() }
    }

    /// A program with a token.
    pub fn with_token(&self, token: &str) -> Client {
        Client { token: Some(token.to_owned()), ..self.nobody() }
    }
}

impl Client {
    /// Asks for something.
    pub async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], None).await
    }

    /// Sends something.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send("POST", path, &[], Some(body)).await
    }

    /// Sends anything to a path after `/api/v1`, or to an absolute one.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Reply {
        let bytes = body.map(|body| body.to_string()).unwrap_or_default();
        let json = if bytes.is_empty() { None } else { Some(("content-type", "application/json")) };
        let headers: Vec<(&str, &str)> = json.into_iter().chain(headers.iter().copied()).collect();
        self.raw(method, path, &headers, bytes.into_bytes()).await
    }

    /// Sends bytes as they are.
    pub async fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Reply {
        let answer = self.open(method, path, headers, body).await;
        let (parts, body) = answer.into_parts();
        let bytes = axum::body::to_bytes(body, 200 << 20).await.expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Reply { status: parts.status.as_u16(), headers: parts.headers, body, text }
    }

    /// The answer with its body unread.
    pub async fn open(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> axum::response::Response {
        let uri = if path.starts_with("//") { path[1..].to_owned() } else { format!("/api/v1{path}") };
        let mut request = Request::builder().method(method).uri(uri);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header(header::HOST, "127.0.0.1:7400");
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, format!("__Host-baton={cookie}"));
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let marked = headers.iter().any(|(name, _)| *name == "baton-csrf");
        if !marked && self.token.is_none() {
            request = request.header("baton-csrf", "1");
        }
        // An empty value leaves the header out: for requests that lack what clients normally send.
        for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).expect("a request");
        self.routes.clone().oneshot(request).await.expect("routes never fail")
    }
}

impl Reply {
    /// The session's secret that the answer sets.
    pub fn cookie(&self) -> Option<String> {
        let set = self.headers.get(header::SET_COOKIE)?.to_str().ok()?;
        let value = set.strip_prefix("__Host-baton=")?.split(';').next()?;
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// The problem's code, or the empty text.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// Checks the status and gives the body.
    #[track_caller]
    pub fn ok(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.body
    }

    /// Checks that it was refused so.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.text);
        self.body
    }
}
