//! `POST /jobs/{id}/complete`: a worker finishes its job. Under the same number a repeat changes nothing; under an old one it is refused.

use baton_runtime::Ask;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{JobDone, in_time};
use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// What came out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobResult {
    /// The number the worker got with the job.
    pub fence: u32,
    /// The values that the step gives, by field, or what its `gives` takes them from.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub result: Value,
}

/// Takes it in.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<JobResult>,
) -> Result<Shown<JobDone>, Problem> {
    let complete = Ask::CompleteJob { job: id.clone(), fence: ask.fence, result: ask.result };
    let answer = app.submit(&who, sent, complete).await?;
    in_time(id, &answer).map(Shown::of)
}
