//! What surrounds every request: its id, its limits, the check of where it comes from, its log line and figures, and the
//! words of a problem. One function reads top to bottom what happens to a request.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use crate::admission::busy;
use crate::app::App;
use crate::auth::csrf;
use crate::error::{Problem, Reader};
use crate::headers;
use crate::leftover;
use crate::limits::{REQUEST_TIME_MAX, UPLOAD_TIME_MAX};
use crate::metrics;
use crate::parts::language_of;
use crate::secret::random_text;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Answers a request, whatever happens.
pub async fn around(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = random_text();
    let reader = Reader { language: language_of(request.headers()), request: id.clone() };
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("other", |path| path.as_str()).to_owned();
    let api = request.uri().path().starts_with("/api/");

    let mut answer = guarded(&app, request.map(leftover::read_on), next, &reader).await;
    if let Some(problem) = answer.extensions_mut().remove::<Problem>() {
        answer = problem.answer(&reader);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert(REQUEST_ID, value);
    }
    headers::add(answer.status(), answer.headers_mut(), &app.origin);

    let (status, took) = (answer.status().as_u16(), began.elapsed());
    metrics::answered(&method, &route, status, took);
    if api {
        let took_ms = took.as_millis();
        tracing::info!(request = id, %method, route, status, took_ms, "answered");
    }
    answer
}

/// What may be asked gets an answer in time; a panic costs its own request alone.
async fn guarded(app: &Arc<App>, mut request: Request, next: Next, reader: &Reader) -> Response {
    if let Err(problem) = comes_from_us(app, &request) {
        return problem.into_response();
    }
    let Ok(_place) = app.places.try_acquire() else {
        return busy().into_response();
    };
    if !request.method().is_safe() && app.admission.is_full() {
        return busy().into_response();
    }
    let room = app.admission.room();
    request.extensions_mut().insert(room.clone());
    let limit = if request.uri().path() == "/api/v1/files" { UPLOAD_TIME_MAX } else { REQUEST_TIME_MAX };
    let answer = std::panic::AssertUnwindSafe(next.run(request)).catch_unwind();
    let answered = tokio::time::timeout(limit, answer).await;
    // What the body took is given back with the answer, not with its last byte: until then it is worked on.
    drop(room);
    match answered {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Problem::internal(format!("a panic while answering {}", reader.request)).into_response(),
        Err(_) => Problem::new("request.too_slow").param("seconds", limit.as_secs()).into_response(),
    }
}

fn comes_from_us(app: &App, request: &Request) -> Result<(), Problem> {
    let named = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    let host = named.or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str)).unwrap_or_default();
    if !app.origin.answers_to(host) {
        return Err(Problem::new("request.wrong_host").param("host", host));
    }
    csrf::check(request.method(), request.headers(), &app.origin)
}
