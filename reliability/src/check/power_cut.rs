//! The power goes while eight connections work: what was acknowledged is there, nothing happened twice, the chains are whole.
//!
//! The server is killed at a random moment; of what it had not synced nothing, a random part or all is left, in turn.

use std::time::Duration;

use crate::disk::Arrives;
use crate::moment;
use crate::options::Options;
use crate::report::Found;
use crate::trial::{self, Load, Trial, finished};

/// How many cuts one copy of the workspace goes through, so that it stays small.
const CUTS_EACH: u64 = 15;

/// Cuts the power.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    trial::each(options, CUTS_EACH, |trial, n, found| cut(options, trial, n, found))
}

fn cut(options: &Options, trial: &Trial<'_>, n: u64, found: &mut Found) -> anyhow::Result<()> {
    let mut random = options.random(n);
    let arrives = Arrives::nth(n);
    let mut server = trial.start(true)?;
    found.highest("slowest_start_ms", server.took.as_millis() as u64);
    let load = Load { seed: random.u64(..), time: Duration::from_secs(30), starts: 0, pause: Duration::ZERO };
    let clients = trial.clients(&server, load)?;
    moment::wait_ms(random.u64(50..600));
    server.kill()?;
    finished(clients)?;
    found.add("syncs", trial.disk.syncs()? as u64);
    trial.disk.cut(arrives, &mut random)?;
    trial.audit(&format!("cut {n} ({arrives:?} of the rest arrived)"), false, found)?;
    found.add("cuts", 1);
    Ok(())
}
