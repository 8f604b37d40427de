//! Figures for Prometheus: requests by route, and what the runtime counts. The recorder is one a process, however many
//! servers run in it. Routes are named by their pattern, so that no key of a run or person becomes a label.

use std::sync::OnceLock;
use std::time::Duration;

use axum::http::Method;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// Upper bounds in seconds of how long a request takes.
const SECONDS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0];

/// The recorder; the first call makes it.
pub fn recorder() -> &'static PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    RECORDER.get_or_init(|| {
        let builder = PrometheusBuilder::new().set_buckets(&SECONDS).unwrap_or_else(|_| PrometheusBuilder::new());
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another recorder of figures is set; this one stays empty");
        }
        describe();
        handle
    })
}

fn describe() {
    metrics::describe_counter!("baton_requests_total", "Requests answered, by method, route and status.");
    metrics::describe_histogram!("baton_request_seconds", "How long requests took, by route.");
    metrics::describe_gauge!("baton_timers_lag_seconds", "How long ago the first timer was due that has not fired.");
    metrics::describe_gauge!("baton_live_streams", "Live streams that are open.");
}

/// Counts an answered request.
///
/// HTTP lets a client send any word as a method: what is not known is counted as `other`, so that nobody can make series.
pub fn answered(method: &Method, route: &str, status: u16, took: Duration) {
    let known = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];
    let method = if known.contains(method) { method.as_str() } else { "other" };
    let labels = [("method", method.to_owned()), ("route", route.to_owned()), ("status", status.to_string())];
    metrics::counter!("baton_requests_total", &labels).increment(1);
    metrics::histogram!("baton_request_seconds", "route" => route.to_owned()).record(took.as_secs_f64());
}
