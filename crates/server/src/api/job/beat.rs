//! `POST /jobs/{id}/beat`: a worker says that it still works. Its lease begins anew.

use baton_runtime::view::types::JobLease;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::{Body, Id};

/// Who says so.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobBeat {
    /// The number the worker got with the job.
    pub fence: u32,
    /// For how long it is to be its own from now on; as before where nothing is said.
    pub lease_seconds: Option<u32>,
}

/// Notes it.
pub async fn handle(app: Shared, who: Who, Id(id): Id, Body(ask): Body<JobBeat>) -> Result<Shown<JobLease>, Problem> {
    let who = who.clone();
    app.read(move |runtime| runtime.beat_job(&who, &id, ask.fence, ask.lease_seconds)).await.map(Shown::of)
}
