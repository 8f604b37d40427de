//! Forms that are open to anybody, without an account. Each request counts against its address and its workflow before
//! anything is looked up; where it came from is kept nowhere else.

pub mod fill;
pub mod send;
pub mod show;

use std::time::Instant;

use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::Shared;
use crate::auth::peer::Peer;
use crate::error::Problem;
use crate::pace::Deed;

/// Which form of the workflow.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// The form's id; none: the workflow's first form.
    pub form: Option<String>,
}

/// Refuses what comes too often.
fn must_be_slow(app: &Shared, peer: &Peer, workflow: &str, deed: Deed) -> Result<(), Problem> {
    app.pace.take(deed, workflow, peer.address, Instant::now()).map_err(|wait| {
        let seconds = wait.as_secs() + 1;
        Problem::new("form.too_often").param("seconds", seconds).retry_after(seconds)
    })
}
