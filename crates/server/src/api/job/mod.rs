//! Jobs: what workers do for runs.

pub mod beat;
pub mod complete;
pub mod fail;
pub mod take;
pub mod topics;

use baton_runtime::{Answer, Made};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::Problem;

/// That it was taken in.
#[derive(Serialize, ToSchema)]
pub struct JobDone {
    /// The job.
    pub job: String,
}

/// An answer that came too late is refused, although it was noted.
fn in_time(job: String, answer: &Answer) -> Result<JobDone, Problem> {
    match answer.made {
        Made::Late(_) => Err(Problem::new("job.not_yours").param("job", job)),
        _ => Ok(JobDone { job }),
    }
}
