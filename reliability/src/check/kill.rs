//! The process is killed while eight connections work; the last kills with 10,000 runs open (1,000 where few kills are asked
//! for), which may not slow its start.

use std::time::Duration;

use anyhow::ensure;

use crate::moment;
use crate::options::Options;
use crate::report::Found;
use crate::trial::{Load, Template, Trial, finished};

/// How many kills one copy of the workspace goes through.
const KILLS_EACH: u64 = 25;
/// How many runs are open at the last kills, and at those of a short check.
const OPEN_RUNS: (u64, u64) = (10_000, 1_000);
/// From how many kills on a check is no short one.
const MANY: u64 = 100;
/// How long a start may take with them, of a release build and of one that is not optimised.
const START_MS_MAX: (u128, u128) = (2_000, 10_000);

/// Kills.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let template = Template::make(options)?;
    let large = (options.count / 10).clamp(1, 50);
    let mut n = 0;
    while n < options.count - large {
        let trial = Trial::new(options, &template)?;
        for _ in 0..KILLS_EACH.min(options.count - large - n) {
            kill(options, &trial, n, &mut found)?;
            n += 1;
            if n % 5 == 0 {
                trial.audit(&format!("kill {n}"), false, &mut found)?;
            }
        }
        trial.end(&mut found)?;
    }
    let trial = Trial::new(options, &template)?;
    let open = if options.count < MANY { OPEN_RUNS.1 } else { OPEN_RUNS.0 };
    fill(options, &trial, open)?;
    found.highest("open_runs", open);
    for n in n..options.count {
        let took = kill(options, &trial, n, &mut found)?;
        found.highest("slowest_start_with_them_ms", took.as_millis() as u64);
        let is_release = options.baton.iter().any(|part| part == "release");
        if took.as_millis() > if is_release { START_MS_MAX.0 } else { START_MS_MAX.1 } {
            found.faults.push(format!("kill {n}: the start took {} ms", took.as_millis()));
        }
    }
    trial.audit("after the last kill", false, &mut found)?;
    trial.end(&mut found)?;
    Ok(found)
}

/// Kills once; how long the start before it took, until the server answered.
fn kill(options: &Options, trial: &Trial<'_>, n: u64, found: &mut Found) -> anyhow::Result<Duration> {
    let mut random = options.random(n);
    let began = std::time::Instant::now();
    let mut server = trial.start(false)?;
    ensure!(server.answers(), "kill {n}: the server does not answer after its start");
    let took = began.elapsed();
    let load = Load { seed: random.u64(..), time: Duration::from_secs(30), starts: 0, pause: Duration::ZERO };
    let clients = trial.clients(&server, load)?;
    moment::wait_ms(random.u64(50..600));
    server.kill()?;
    finished(clients)?;
    found.highest("slowest_start_ms", took.as_millis() as u64);
    found.add("kills", 1);
    Ok(took)
}

/// Opens the runs.
fn fill(options: &Options, trial: &Trial<'_>, open: u64) -> anyhow::Result<()> {
    let mut server = trial.start(false)?;
    let starts = open / crate::trial::PAIRS as u64;
    let load = Load { seed: options.seed, time: Duration::from_mins(5), starts, pause: Duration::ZERO };
    finished(trial.clients(&server, load)?)?;
    server.kill()
}
