//! `POST /jobs/take`: a worker asks for jobs of its topics. Where there are none it may wait: the answer comes as soon as there is
//! one, or empty when the time is over.

use std::time::Duration;

use baton_runtime::TakeJobs;
use baton_runtime::view::types::Job;
use serde::Deserialize;
use serde_json::json;
use tokio::time::{Instant, timeout_at};
use utoipa::ToSchema;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::{Fault, Problem};
use crate::limits::{JOBS_A_TAKE_MAX, JOBS_LOOKED_EVERY, JOBS_WAIT_S_MAX, TOPICS_A_TAKE_MAX};
use crate::parts::Body;

/// What a worker asks for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobsWanted {
    /// One topic or several, the most wanted first.
    pub topics: Vec<String>,
    /// What the worker calls itself: it stands in the run's history.
    pub worker: String,
    /// How many at most; 1 where nothing is said.
    pub most: Option<u32>,
    /// For how long they are its own, unless it says that it still works; 60 where nothing is said.
    pub lease_seconds: Option<u32>,
    /// How long to wait for one; 0 where nothing is said.
    pub wait_seconds: Option<u32>,
}

/// Takes them.
pub async fn handle(app: Shared, who: Who, Body(ask): Body<JobsWanted>) -> Result<Listed<Job>, Problem> {
    app.glance(|runtime| runtime.may_take_jobs(&who))?;
    let (ask, wait) = checked(ask)?;
    let until = Instant::now() + wait;
    loop {
        let runtime = app.runtime.clone();
        let queued = runtime.core().queued.notified();
        let (who, wanted) = (who.clone(), ask.clone());
        let taken = app.read(move |runtime| runtime.take_jobs(&who, &wanted)).await?;
        if !taken.is_empty() || Instant::now() >= until || app.is_stopping() {
            return Ok(Listed::whole(taken));
        }
        // What is told between two looks is seen at the next one all the same.
        let _told_or_time = timeout_at(until.min(Instant::now() + JOBS_LOOKED_EVERY), queued).await;
    }
}

fn checked(ask: JobsWanted) -> Result<(TakeJobs, Duration), Problem> {
    let JobsWanted { topics, worker, most, lease_seconds, wait_seconds } = ask;
    let wrong = |path: &str, reason: String| {
        let fault = Fault::at(path, "request.wrong_value").param("reason", json!(reason));
        Err(Problem::new("request.wrong_body").fault(fault))
    };
    if topics.is_empty() || topics.len() > TOPICS_A_TAKE_MAX {
        return wrong("/topics", format!("1 to {TOPICS_A_TAKE_MAX} topics"));
    }
    let most = most.unwrap_or(1);
    if !(1..=JOBS_A_TAKE_MAX).contains(&most) {
        return wrong("/most", format!("1 to {JOBS_A_TAKE_MAX}"));
    }
    let wait = wait_seconds.unwrap_or(0);
    if wait > JOBS_WAIT_S_MAX {
        return wrong("/wait_seconds", format!("at most {JOBS_WAIT_S_MAX}"));
    }
    let lease_s = lease_seconds.unwrap_or(60);
    Ok((TakeJobs { topics, worker, most: most as usize, lease_s }, Duration::from_secs(wait.into())))
}
