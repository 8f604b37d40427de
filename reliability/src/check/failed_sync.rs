//! The disk fails a sync, once or from then on: nobody is told afterwards that something was done, the server ends within a second
//! with its code, its next start is clean, and what was in doubt happened wholly or not at all.
//!
//! The page that was to be synced is lost, and counts as clean, as on Linux: a second sync would say that all is well.

use std::time::{Duration, Instant};

use crate::disk::Arrives;
use crate::moment;
use crate::options::Options;
use crate::report::Found;
use crate::trial::{self, Load, Trial, finished};

/// How many failures one copy of the workspace goes through.
const TRIES_EACH: u64 = 10;
/// The latest sync that fails.
const SYNC_MAX: u64 = 200;
/// What the disk says where it does not sync the names in the data folder.
const NAMES_AGAIN: &str = "the sync of / fails";
/// With what the process ends.
const STOPPED: i32 = 70;

/// How long the end may take after it: of a release build, and of one that is not optimised, on a machine that does other things.
const END_MS_MAX: u128 = if cfg!(debug_assertions) { 10_000 } else { 1_000 };

/// Fails syncs.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    trial::each(options, TRIES_EACH, |trial, n, found| fail(options, trial, n, found))
}

fn fail(options: &Options, trial: &Trial<'_>, n: u64, found: &mut Found) -> anyhow::Result<()> {
    let mut random = options.random(n);
    // Few at first, then further and further, so that a small count sees the first syncs and a large one sees all.
    let at = if options.count >= SYNC_MAX { 1 + n % SYNC_MAX } else { random.u64(1..60) };
    let stays = random.bool();
    let mut server = trial.start(true)?;
    trial.disk.fail_sync(at, stays)?;
    let target = trial.disk.syncs()? + at as i64;
    // Every third try falls silent soon: then a sync of what is written back afterwards may be the one.
    let time = Duration::from_millis(if n % 3 == 2 { 150 } else { 20_000 });
    let clients = trial.clients(&server, Load { seed: random.u64(..), time, starts: 0, pause: Duration::ZERO })?;
    let (failed, ended) = watch(trial, &mut server, target)?;
    let about = format!("try {n} (sync {at}{})", if stays { " and all after it" } else { "" });
    match (failed, ended) {
        (None, _) => found.add("never_reached", 1),
        // SQLite syncs the folder's names once more for each connection that has opened a log, and does not say where that
        // fails. The server has synced them before, when it opened the folder, so nothing is in doubt.
        (Some(_), None) if trial.has_said(NAMES_AGAIN) => found.add("needless", 1),
        (Some(_), None) => found.faults.push(format!("{about}: the server goes on: {}", trial.said())),
        (Some(failed), Some((at, code))) => {
            let took = at.duration_since(failed);
            found.highest("slowest_end_ms", took.as_millis() as u64);
            found.add("stopped", 1);
            if code != Some(STOPPED) || !trial.has_said("store.sync_failed") {
                found.faults.push(format!("{about}: it ended with {code:?}: {}", trial.said()));
            }
            if took.as_millis() > END_MS_MAX {
                found.faults.push(format!("{about}: it ended {} ms after the sync", took.as_millis()));
            }
        }
    }
    server.kill()?;
    finished(clients)?;
    trial.disk.cut(Arrives::nth(n), &mut random)?;
    trial.audit(&about, false, found)
}

/// When the server ended, and with what.
type Ended = Option<(Instant, Option<i32>)>;

/// Waits until the sync has failed and the server has ended: at most forty seconds in all.
fn watch(
    trial: &Trial<'_>,
    server: &mut crate::server::Server,
    target: i64,
) -> anyhow::Result<(Option<Instant>, Ended)> {
    let began = Instant::now();
    let (mut failed, mut last, mut moved) = (None, 0, began);
    loop {
        let now = Instant::now();
        if let Some(status) = server.ended()? {
            return Ok((failed.or(Some(now)), Some((now, status.code()))));
        }
        let syncs = trial.disk.syncs()?;
        if syncs != last {
            (last, moved) = (syncs, now);
        }
        if failed.is_none() && syncs >= target {
            failed = Some(now);
        }
        let waited_for_end = failed.is_some_and(|failed| now.duration_since(failed) > Duration::from_secs(12));
        let silent = failed.is_none() && now.duration_since(moved) > Duration::from_millis(1_500);
        if waited_for_end || silent || began.elapsed() > Duration::from_secs(40) {
            return Ok((failed, None));
        }
        moment::wait_ms(1);
    }
}
