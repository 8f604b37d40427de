//! `POST /jobs/{id}/fail`: a worker says that its job went wrong. It is tried again as the step says, unless the worker says that
//! this cannot help: then it is an error of the work itself, which a handler catches or the owner sees.

use baton_engine::Again;
use baton_runtime::Ask;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{JobDone, in_time};
use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// What went wrong.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobFailure {
    /// The number the worker got with the job.
    pub fence: u32,
    /// In a word that handlers know: small letters, digits and dashes.
    pub error: String,
    /// What there is to say about it, for people.
    pub message: Option<String>,
    /// Whether trying again could help; it could where nothing is said.
    pub retry: Option<bool>,
    /// It is not tried again before so many seconds.
    pub retry_after_seconds: Option<u32>,
}

/// Takes it in.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<JobFailure>,
) -> Result<Shown<JobDone>, Problem> {
    let JobFailure { fence, error, message, retry, retry_after_seconds } = ask;
    let again = match (retry, retry_after_seconds) {
        (Some(false), _) => Again::Never,
        (_, Some(seconds)) => Again::After(seconds),
        _ => Again::ByPolicy,
    };
    let fail = Ask::FailJob { job: id.clone(), fence, error, message, again };
    let answer = app.submit(&who, sent, fail).await?;
    in_time(id, &answer).map(Shown::of)
}
