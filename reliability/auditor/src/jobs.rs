//! Whether each job is done at most once and none is lost, and each request that left belongs to a job and bears its key.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;

use crate::log::Log;
use crate::{Audit, Found};

/// A job, as its run's entries have it.
#[derive(Default)]
struct Job {
    is_request: bool,
    done: bool,
}

/// Compares.
pub fn agree(log: &Log, database: &Connection, audit: &Audit<'_>, found: &mut Found) -> anyhow::Result<()> {
    let mut jobs: BTreeMap<(i64, i64), Job> = BTreeMap::new();
    let mut over: HashSet<i64> = HashSet::new();
    for entry in &log.entries {
        let Some(run) = entry.run() else { continue };
        for event in &entry.events {
            let id = (run, event["job"].as_i64().unwrap_or_default());
            match event["t"].as_str().unwrap_or_default() {
                "job_queued" => {
                    let job = Job { is_request: event["kind"] == "call", done: false };
                    if jobs.insert(id, job).is_some() {
                        found.fault(format!("entry {} queues job {} of run {run} again", entry.number, id.1));
                    }
                }
                "job_done" if std::mem::replace(&mut jobs.entry(id).or_default().done, true) => {
                    found.fault(format!("entry {} does job {} of run {run} again", entry.number, id.1));
                }
                "run_finished" | "run_cancelled" | "run_undone" => {
                    over.insert(run);
                }
                "run_reopened" => {
                    // What it left undone when it ended is not begun again; only what undoes is.
                    over.remove(&run);
                    jobs.retain(|(of, _), job| *of != run || job.done);
                }
                _ => {}
            }
        }
    }
    found.jobs_done = jobs.values().filter(|job| job.done).count() as u64;
    let mut statement = database.prepare("SELECT id FROM job")?;
    let rows: HashSet<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for ((run, n), job) in &jobs {
        if rows.contains(&(run << 20 | n)) == (job.done || over.contains(run)) {
            found.fault(format!("job {n} of run {run} is open by its row or its entries alone"));
        }
        if audit.settled && !job.done && !over.contains(run) {
            found.fault(format!("job {n} of run {run} was never done"));
        }
    }
    requests(&jobs, database, audit, found)
}

/// Each request has the key of a job, such as `HAU-12.tell-the-depot.1.2`; in the end one left for each that is done.
fn requests(
    jobs: &BTreeMap<(i64, i64), Job>,
    database: &Connection,
    audit: &Audit<'_>,
    found: &mut Found,
) -> anyhow::Result<()> {
    let mut statement = database.prepare("SELECT key, id FROM run")?;
    let keys: HashMap<String, i64> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut left: HashMap<(i64, i64), HashSet<&str>> = HashMap::new();
    for request in audit.requests {
        let run = request.split('.').next().and_then(|key| keys.get(key));
        let job = request.rsplit('.').next().and_then(|number| number.parse::<i64>().ok());
        match run.copied().zip(job).filter(|id| jobs.get(id).is_some_and(|job| job.is_request)) {
            Some(id) => _ = left.entry(id).or_default().insert(request),
            None => found.fault(format!("the request {request} left for something that did not happen")),
        }
    }
    for ((run, n), under) in &left {
        if under.len() > 1 {
            found.fault(format!("job {n} of run {run} left under {} keys", under.len()));
        }
    }
    for (id, _) in jobs.iter().filter(|(_, job)| audit.settled && job.is_request && job.done) {
        if !left.contains_key(id) {
            found.fault(format!("job {} of run {} is done, and its request never left", id.1, id.0));
        }
    }
    Ok(())
}
