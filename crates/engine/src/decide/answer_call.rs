//! What came of a request: values taken from the answer, or an error, tried again where that could help.
//!
//! A status that is not expected is the error `http-NNN`. Statuses that pass by themselves, no answer in time and nobody there
//! are tried again as the step says; others are not, since the same request would get the same answer.

use baton_feel::{Type, Value};
use baton_model::IndexMap;
use baton_model::definition::{Step, StepKind};
use serde_json::{Value as Json, json};

use crate::behaviour::demands::is_demanded_after;
use crate::behaviour::values::is_absent;
use crate::command::{Again, CallAnswer, Response};
use crate::decide::burst::{Burst, Decision};
use crate::name::{JobNo, Name};
use crate::refusal::Refusal;
use crate::state::{JobRecord, JobState};
use crate::step::job::Failure;

/// Statuses that may pass by themselves: too early, too many, and what a server says of itself.
const PASSING: [u16; 3] = [408, 425, 429];

pub(super) fn carry_out(burst: &mut Burst<'_>, (number, attempt): (JobNo, u32), answer: &CallAnswer) -> Decision {
    let Some(job) = sent(burst, number, attempt)? else { return Ok(()) };
    let response = match answer {
        CallAnswer::Response(response) => response,
        CallAnswer::Timeout => return burst.job_failed(&job, failure("timeout", None, Again::ByPolicy)),
        CallAnswer::Unreachable { why } => {
            return burst.job_failed(&job, failure("unreachable", Some(why.clone()), Again::ByPolicy));
        }
        CallAnswer::NotSent { why } => {
            return burst.job_failed(&job, failure("not-sent", Some(why.clone()), Again::Never));
        }
    };
    let Some(step) = burst.step(&job.step) else { return Ok(()) };
    if !is_expected(step, response.status) {
        let passes = PASSING.contains(&response.status) || response.status >= 500;
        let again = match response.retry_after_s {
            _ if !passes => Again::Never,
            Some(seconds) => Again::After(seconds),
            None => Again::ByPolicy,
        };
        let error = format!("http-{}", response.status);
        return burst.job_failed(&job, failure(&error, said(&response.body), again));
    }
    take(burst, &job, step, response)
}

/// The job of which this is the answer; none: the run went another way while it was on its way.
fn sent(burst: &Burst<'_>, number: JobNo, attempt: u32) -> Decision<Option<JobRecord>> {
    let job = burst.state.job(number).cloned().ok_or_else(|| burst.about_job("job.not_found", number))?;
    Ok(Some(job).filter(|job| job.state == JobState::Queued && job.attempt == attempt))
}

/// What is computed of the answer is over a limit: the same answer would be again.
pub(super) fn over_limit(burst: &mut Burst<'_>, (number, attempt): (JobNo, u32), refusal: &Refusal) -> Decision {
    let Some(job) = sent(burst, number, attempt)? else { return Ok(()) };
    burst.frame = burst.state.frame_of(job.thread);
    burst.job_failed(&job, Failure::over_limit(refusal))
}

fn take(burst: &mut Burst<'_>, job: &JobRecord, step: &Step, response: &Response) -> Decision {
    let seen = json!({ "status": response.status, "headers": response.headers, "body": response.body });
    let values = burst.computed_with(&step.gives, ("response", &Value::typed(&seen, &Type::Any)))?;
    match wrong(burst, step, &values)? {
        None => burst.job_done(job, Some(response.status), values),
        Some(why) => burst.job_failed(job, failure("result-wrong", Some(why), Again::Never)),
    }
}

/// Why the values cannot be used.
fn wrong(burst: &Burst<'_>, step: &Step, values: &IndexMap<Name, Json>) -> Decision<Option<String>> {
    let node = burst.node(&step.id);
    for (field, value) in values {
        if is_absent(value) && is_demanded_after(burst.def, node, None, field) {
            return Ok(Some(format!("the answer gives nothing for `{field}`, which is needed later")));
        }
        if !burst.fits(field, value)? {
            return Ok(Some(format!("what the answer gives for `{field}` does not fit it")));
        }
    }
    Ok(None)
}

fn is_expected(step: &Step, status: u16) -> bool {
    match &step.kind {
        StepKind::Call(call) if !call.expect.is_empty() => call.expect.contains(&status),
        _ => (200..300).contains(&status),
    }
}

fn failure(error: &str, message: Option<String>, again: Again) -> Failure {
    Failure { fence: None, error: error.into(), message, again }
}

/// What an answer says, as a text.
fn said(body: &Json) -> Option<String> {
    match body {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
