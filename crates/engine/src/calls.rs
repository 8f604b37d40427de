//! The request of a `call`, put together from the run's values and the secrets it names. It is sent elsewhere.
//!
//! Nothing of it is stored: secrets stand in it. Values are in plain forms (ISO dates, `true`); in an address they are written
//! so that they stay one part of it, in a header without line breaks.

use std::collections::BTreeMap;
use std::fmt::Write;

use baton_feel::Value;
use baton_model::Compiled;
use baton_model::definition::step::{Call, Http, HttpValue};
use baton_model::definition::{Part, StepKind, Template};
use jiff::Timestamp;
use serde_json::{Map, Value as Json};

use crate::actor::Ctx;
use crate::behaviour::values::Names;
use crate::decide::burst::{Decision, Stop};
use crate::facts::{Facts, Want};
use crate::state::{JobRecord, RunState};
use crate::step::try_time::tried_until;

/// How long an answer is waited for, where the step does not say: seconds.
const TIMEOUT_S: u64 = 30;
/// The longest.
const TIMEOUT_S_MAX: u64 = 600;

/// A request that is to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct CallRequest {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// Where to, with what is asked.
    pub url: String,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// What is sent, as JSON.
    pub body: Option<Json>,
    /// How long an answer is waited for.
    pub timeout_s: u64,
    /// The same for each attempt, another for each pass, where the step says what it is.
    pub idempotency_key: Option<String>,
}

/// What came of putting a request together.
#[derive(Clone, Debug, PartialEq)]
pub enum Prepared {
    /// The request.
    Request(Box<CallRequest>),
    /// This must be known first.
    Need(Vec<Want>),
    /// It cannot be sent: why.
    Wrong(String),
}

/// The request of a job, if the job is one.
pub fn call_request(
    (def, state): (&Compiled, &RunState),
    facts: &Facts,
    ctx: &Ctx,
    job: &JobRecord,
    secrets: &BTreeMap<String, String>,
) -> Prepared {
    let kind = def.workflow.step(&job.step).map(|step| &step.kind);
    let Some(kind @ StepKind::Call(call)) = kind else {
        return Prepared::Wrong("the step is no call".to_owned());
    };
    let unknown: Vec<String> = call.secrets().into_iter().filter(|name| !secrets.contains_key(name)).collect();
    if !unknown.is_empty() {
        return Prepared::Wrong(format!("there is no secret called {}", unknown.join(", ")));
    }
    let secret = Value::context(secrets.iter().map(|(name, value)| (name.as_str(), Value::text(value))));
    let mut names = Names::new(def, state, facts, ctx);
    names.frame = state.frame_of(job.thread);
    names.also = Some(("secret", &secret));
    names.strict = true;
    let seconds = |until: Timestamp| u64::try_from(until.duration_since(ctx.now).as_secs()).unwrap_or_default();
    let timeout_s = tried_until(kind, job, &facts.calendar, ctx.now).map_or(TIMEOUT_S, seconds);
    match request(&names, call, timeout_s) {
        Ok(request) => Prepared::Request(Box::new(request)),
        Err(Stop::Need(wants)) => Prepared::Need(wants),
        Err(Stop::Refused(refusal)) => Prepared::Wrong(refusal.to_string()),
    }
}

fn request(names: &Names<'_>, call: &Call, timeout_s: u64) -> Decision<CallRequest> {
    let Http { method, url, query, headers, body } = &call.http;
    let mut url = text(names, url, Place::Url)?;
    for (name, value) in query {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&escaped(name));
        url.push('=');
        url.push_str(&escaped(&text(names, value, Place::Plain)?));
    }
    let mut sent = Vec::new();
    for (name, value) in headers {
        sent.push((name.clone(), text(names, value, Place::Header)?));
    }
    let body = body.as_ref().map(|body| json(names, body)).transpose()?;
    let idempotency_key = call.idempotency_key.as_ref().map(|key| text(names, key, Place::Header)).transpose()?;
    let timeout_s = timeout_s.clamp(1, TIMEOUT_S_MAX);
    Ok(CallRequest { method: method.clone(), url, headers: sent, body, timeout_s, idempotency_key })
}

fn json(names: &Names<'_>, value: &HttpValue) -> Decision<Json> {
    Ok(match value {
        HttpValue::Expr(expr) => names.eval(&expr.program)?.value.to_json(),
        HttpValue::List(items) => Json::Array(items.iter().map(|item| json(names, item)).collect::<Decision<_>>()?),
        HttpValue::Object(entries) => {
            let mut object = Map::new();
            for (name, value) in entries {
                object.insert(name.clone(), json(names, value)?);
            }
            Json::Object(object)
        }
    })
}

/// Where a text goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Url,
    Header,
    Plain,
}

fn text(names: &Names<'_>, template: &Template, place: Place) -> Decision<String> {
    let mut text = String::new();
    for part in &template.parts {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Expr(expr) => {
                let value = plain(&names.eval(&expr.program)?.value);
                // What stands at the very beginning of an address is one itself.
                let is_base = place == Place::Url && text.is_empty();
                text.push_str(&if place == Place::Url && !is_base { escaped(&value) } else { value });
            }
        }
    }
    if place == Place::Header {
        text.retain(|letter| !letter.is_control());
    }
    Ok(text)
}

/// A value in its plain form. Null is nothing.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::List(_) | Value::Context(_) => value.to_json().to_string(),
        other => match other.to_json() {
            Json::String(text) => text,
            other => other.to_string(),
        },
    }
}

/// A text as one part of an address: what is neither a letter, a digit nor one of `-._~` is written as `%XX` (RFC 3986, 2.3).
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a text fails nowhere.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_value_stays_one_part_of_an_address() {
        assert_eq!(escaped("a/b?c=d&e"), "a%2Fb%3Fc%3Dd%26e");
        assert_eq!(escaped("Müller ..~_-"), "M%C3%BCller%20..~_-");
    }
}
