//! `POST /webhooks/{workflow}/{name}`: another system begins a run. Nobody is signed in; the signature says who it comes from.

use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use baton_runtime::SignedCall;
use baton_runtime::view::types::WebhookTaken;
use serde_json::json;

use crate::answer::Shown;
use crate::app::Shared;
use crate::describe::{Description, Takes};
use crate::error::Problem;
use crate::parts::{Id, gathered};

/// A call with its body as it came: that is what is signed.
pub struct Call(SignedCall);

impl Takes for Call {
    fn describe(to: &mut Description) {
        to.header("webhook-id", "The sender's id of the call: a repeat gets the first answer.");
        to.header("webhook-timestamp", "When it was sent, in seconds since 1970.");
        to.header("webhook-signature", "`v1,` and HMAC-SHA256 over `ID.TIMESTAMP.BODY`, in base64.");
        to.header(
            "x-hub-signature-256",
            "Instead: `sha256=` and HMAC-SHA256 over the body, in hexadecimal. The same body is a repeat for 30 days.",
        );
        to.body = Some(json!({ "required": true, "content": { "application/json": { "schema": {} } } }));
    }
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let headers = request.headers();
        let call = SignedCall {
            id: text(headers, "webhook-id"),
            timestamp: text(headers, "webhook-timestamp"),
            signature: text(headers, "webhook-signature"),
            hub_signature: text(headers, "x-hub-signature-256"),
            body: Vec::new(),
        };
        Ok(Self(SignedCall { body: gathered(request).await?, ..call }))
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// Takes it.
pub async fn handle(
    app: Shared,
    Id((workflow, name)): Id<(String, String)>,
    Call(call): Call,
) -> Result<Shown<WebhookTaken>, Problem> {
    app.read(move |runtime| runtime.call_webhook(&workflow, &name, &call)).await.map(Shown::of)
}
