//! Runs that never end, or are far too large, beside people who work: each is stopped with its limit named, and the others do
//! not feel it.
//!
//! Eight pairs of people work without a pause. In turns that change with quiet ones somebody begins one poisoned run after the
//! other. The bounds of time hold for a release build with ten tries and more; with fewer, and in a development build, the figures are
//! said, and only what was not stopped is a fault.

mod kinds;
mod office;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::caller::Caller;
use crate::http::Answer;
use crate::moment::wait;
use crate::options::Options;
use crate::report::Found;
use crate::server::Server;
use crate::world::World;
use baton_bench::process;
use kinds::{KINDS, Kind, Stop};
use office::{Office, Turn};

/// From how many tries on the bounds of time hold.
const MEASURED: u64 = 10;
/// How long a turn takes, of each kind.
const TURN: Duration = Duration::from_secs(3);
/// How long it is quiet after a turn, which counts for nobody.
const REST: Duration = Duration::from_millis(500);
/// How many turns there are, of each kind, for one try.
const TURNS: usize = 4;
/// Between two poisoned runs.
const PAUSE: Duration = Duration::from_millis(200);
/// How long it may take until one is stopped.
const STOPPED_WITHIN: Duration = Duration::from_secs(1);
/// How long it is waited for at all.
const WAITED: Duration = Duration::from_secs(30);
/// How much slower others may become at the 99th percentile, in hundredths, and what is noise in any case.
const SLOWER_PERCENT_MAX: u64 = 10;
const NOISE_US: u64 = 1_000;
/// Where requests would go; there are none.
const NOBODY: &str = "127.0.0.1:9";
const SERVER_BYTES_MAX: u64 = 512 << 20;

/// Does it `count` times, each on a workspace of its own.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..options.count {
        once(options, &mut times, &mut found)?;
    }
    let [quiet_us, beside_us] = times.map(|mut times| slow(&mut times));
    found.add("p99_us_quiet", quiet_us);
    found.add("p99_us_beside_poison", beside_us);
    let most_us = quiet_us + quiet_us * SLOWER_PERCENT_MAX / 100 + NOISE_US;
    if is_measured(options) && beside_us > most_us {
        found.faults.push(format!("people waited {beside_us} µs beside poison instead of {quiet_us}"));
    }
    Ok(found)
}

/// Whether the bounds of time hold.
fn is_measured(options: &Options) -> bool {
    options.count >= MEASURED && !cfg!(debug_assertions)
}

fn once(options: &Options, times: &mut [Vec<u64>; 2], found: &mut Found) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let world = World::make(&options.baton, folder.path(), 8, NOBODY)?;
    let server = Server::start(&options.baton, folder.path(), false, &[("BATON_LOG", "error")])?;
    let administrator = Caller::session(&server.host, &world.administrator.cookie);
    for (slug, text) in kinds::WORKFLOWS.iter().copied().chain([office::WORKFLOW]) {
        publish(&administrator, slug, text)?;
    }
    let office = Office::open(&server.host, world.pairs.clone());
    wait(REST);
    let mut next = KINDS.iter().cycle();
    for _ in 0..TURNS {
        office.begin(Turn::Quiet);
        wait(TURN);
        office.begin(Turn::Beside);
        let began = Instant::now();
        while began.elapsed() < TURN {
            poison(&administrator, next.next().expect("it never ends"), is_measured(options), found)?;
            wait(PAUSE);
        }
        office.begin(Turn::Rest);
        wait(REST);
    }
    let worked = office.close()?;
    for (all, more) in times.iter_mut().zip(worked) {
        found.add("calls", more.len() as u64);
        all.extend(more);
    }
    let peak = process::memory(server.pid())?.1;
    found.highest("server_peak_mib", peak >> 20);
    if peak > SERVER_BYTES_MAX {
        found.faults.push(format!("the server took {} MiB", peak >> 20));
    }
    if !server.answers() {
        found.faults.push("afterwards the server does not answer".to_owned());
    }
    Ok(())
}

/// One poisoned run, until it is stopped.
fn poison(by: &Caller, kind: &Kind, is_measured: bool, found: &mut Found) -> anyhow::Result<()> {
    let began = Instant::now();
    let line = format!("POST /api/v1/workflows/{}/runs", kind.workflow);
    let answer = by.ask(&line, &json!({ "values": (kind.values)() }));
    let answer = match (answer, &kind.stop) {
        // A connection may be closed while a body that is too large is still on its way: it was refused.
        (Err(_), Stop::AtTheDoor { statuses: [status, ..] }) => {
            Answer { status: *status, cookie: None, body: Value::Null }
        }
        (answer, _) => answer?,
    };
    let stopped = match (&kind.stop, answer.status) {
        (Stop::AtTheDoor { statuses }, status) if statuses.contains(&status) => true,
        (Stop::Held { code }, 201) => {
            let run = answer.text("key").to_owned();
            let is_held = held(by, &run, code, began)?;
            by.send(&format!("POST /api/v1/runs/{run}/cancel"), &json!({ "reason": "It was poison." }))?;
            is_held
        }
        (_, status) => {
            found.faults.push(format!("{} was answered {status}: {}", kind.name, answer.body));
            return Ok(());
        }
    };
    let took = began.elapsed();
    found.add("poisoned", 1);
    found.highest("slowest_stop_ms", took.as_millis() as u64);
    found.highest(&format!("{}_ms", kind.name), took.as_millis() as u64);
    if !stopped || (took > STOPPED_WITHIN && is_measured) {
        let what = if stopped { "was stopped" } else { "was not stopped" };
        found.faults.push(format!("{} {what} after {} ms", kind.name, took.as_millis()));
    }
    Ok(())
}

/// Waits until a run is held with this code.
fn held(by: &Caller, run: &str, code: &str, began: Instant) -> anyhow::Result<bool> {
    while began.elapsed() < WAITED {
        let page = by.send("GET /api/v1/exceptions?limit=50", &Value::Null)?;
        let items = page["items"].as_array().cloned().unwrap_or_default();
        if items.iter().any(|one| one["run"] == run && one["code"] == code) {
            return Ok(true);
        }
        wait(Duration::from_millis(5));
    }
    Ok(false)
}

fn publish(administrator: &Caller, slug: &str, text: &str) -> anyhow::Result<()> {
    let draft = format!("PUT /api/v1/workflows/{slug}/draft");
    let saved = administrator.send_new(&draft, &json!({ "source": text }))?;
    let publish = json!({ "rev": saved["rev"], "note": "For a check" });
    administrator.send(&format!("POST /api/v1/workflows/{slug}/publish"), &publish)?;
    Ok(())
}

/// What 99 of a hundred are not slower than.
fn slow(times: &mut [u64]) -> u64 {
    times.sort_unstable();
    times.get((times.len() * 99) / 100).or(times.last()).copied().unwrap_or_default()
}
