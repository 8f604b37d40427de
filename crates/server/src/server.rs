//! The server as a whole: all routes with what surrounds them, started and stopped.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use axum::extract::DefaultBodyLimit;
use axum::http::{Method, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Router, middleware};
use baton_runtime::{Handle, WorkspaceKind};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::app::App;
use crate::error::Problem;
use crate::limits::BODY_BYTES_MAX;
use crate::origin::{Origin, OriginRefused};
use crate::{assets, layers, listen, metrics, openapi, page, router};

/// How a workspace is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address that is listened on.
    pub listen: SocketAddr,
    /// The address that people use, if it is another.
    pub public_url: Option<String>,
    /// Whether plain http is served to other machines.
    pub insecure_http: bool,
    /// Whether a proxy in front says where requests come from.
    pub behind_proxy: bool,
}

/// A workspace that can be served.
pub struct Server {
    app: Arc<App>,
    stop: watch::Sender<bool>,
    origin: Origin,
}

impl Server {
    /// A server of that workspace, if it may be served so.
    pub fn new(runtime: Handle, options: &Options) -> Result<Self, OriginRefused> {
        let origin = Origin::decide(options.public_url.as_deref(), options.listen, options.insecure_http)?;
        if runtime.kind() == WorkspaceKind::Example && !options.listen.ip().is_loopback() {
            return Err(OriginRefused::ExampleOutside(options.listen));
        }
        let (stop, stopping) = watch::channel(false);
        metrics::recorder();
        let app = App::new(runtime, origin.clone(), options.behind_proxy, stopping);
        Ok(Self { app, stop, origin })
    }

    /// What links begin with.
    pub fn base(&self) -> &str {
        &self.origin.base
    }

    /// All routes with what surrounds them.
    pub fn routes(&self) -> Router {
        Router::new()
            .merge(router::service())
            .route("/api/openapi.json", get(document))
            .route("/api", get(page::api::show))
            .route("/docs/errors", get(page::error_code::list))
            .route("/docs/errors/", get(page::error_code::list))
            .route("/docs/errors/{code}", get(page::error_code::show))
            .route("/robots.txt", get(page::robots::show))
            .method_not_allowed_fallback(not_allowed)
            .fallback(assets::serve)
            .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
            .layer(middleware::from_fn_with_state(Arc::clone(&self.app), layers::around))
            .with_state(Arc::clone(&self.app))
    }

    /// Serves until `asked_to_stop` is there; live streams end first, open requests get time to finish.
    pub async fn serve(self, listener: TcpListener, asked_to_stop: impl Future<Output = ()>) {
        let routes = self.routes();
        let stop = self.stop;
        listen::serve(listener, routes, self.app.behind_proxy, async move {
            asked_to_stop.await;
            // Nobody listens when no stream is open: that is fine.
            let _ = stop.send(true);
        })
        .await;
    }
}

async fn not_allowed(method: Method) -> Problem {
    Problem::new("request.method_not_allowed").param("method", method.as_str())
}

async fn document() -> impl IntoResponse {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| openapi::document().to_string());
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")], text.as_str())
}
