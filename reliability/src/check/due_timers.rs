//! Many deadlines have come while the server was down: after its start each fires once, and what people do meanwhile is not
//! held up.
//!
//! The bounds of time hold for a release build on an idle machine: 100,000 within 30 seconds, and people wait at most twice
//! as long as on the same server with nothing due. With fewer deadlines, and in a development build, the figures are said and
//! only what is wrong is a fault: one that did not fire, fired twice, or a command that was not answered.

use std::time::{Duration, Instant};

use super::timed::Timed;
use crate::moment::wait;
use crate::options::Options;
use crate::report::Found;

/// From how many deadlines on the bounds of time hold.
const MEASURED: u64 = 100_000;
/// Within which time all must have fired there.
const FIRED_WITHIN: Duration = Duration::from_secs(30);
/// How long it is waited for them at all.
const WAITED: Duration = Duration::from_mins(5);
/// How many timers wait whose moment is before this.
const WAITING: &str = "SELECT count(*) FROM timer WHERE at < ?1";
/// How many timers fired, by the entries, and how many of one run.
const FIRED: &str = "SELECT count(*) FROM entry WHERE instr(body, CAST('\"timer_fired\"' AS BLOB)) > 0";
const MOST: &str = "SELECT max(times) FROM (
  SELECT count(*) times FROM entry WHERE instr(body, CAST('\"timer_fired\"' AS BLOB)) > 0 GROUP BY stream)";
/// How many commands are measured with nothing due.
const QUIET: usize = 200;

/// Makes so many deadlines, lets them come while the server is down, and starts it.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let mut timed = Timed::new(options)?;
    timed.begin_many(options.count, 60)?;
    let quiet = slow(&mut timed.begin(60, |begun| begun < QUIET)?);
    let due = options.count + QUIET as u64;
    timed.clock.jump(2 * 3_600)?;
    let cutoff_us = timed.now_us();
    let began = Instant::now();
    timed.start_anew()?;
    let mut busy = Vec::new();
    while timed.count(WAITING, &[cutoff_us])? > 0 && began.elapsed() < WAITED {
        busy.append(&mut timed.begin(60, |begun| begun < 20)?);
    }
    let took = began.elapsed();
    // What fires twice does it now.
    wait(Duration::from_secs(2));
    let (fired, most) = (timed.count(FIRED, &[])?, timed.count(MOST, &[])?);
    if fired != due || most != 1 {
        found.faults.push(format!("of {due} deadlines {fired} fired, one of them {most} times"));
    }
    let busy = slow(&mut busy);
    found.add("deadlines", due);
    found.add("fired_ms", took.as_millis() as u64);
    found.add("p99_ms_quiet", quiet.as_millis() as u64);
    found.add("p99_ms_meanwhile", busy.as_millis() as u64);
    if options.count >= MEASURED {
        if took > FIRED_WITHIN {
            found.faults.push(format!("{due} deadlines took {} ms", took.as_millis()));
        }
        if busy > quiet * 2 + Duration::from_millis(20) {
            found.faults.push(format!("people waited {} ms instead of {}", busy.as_millis(), quiet.as_millis()));
        }
    }
    if let Some(wrong) = timed.verify()? {
        found.faults.push(format!("the folder does not verify: {wrong}"));
    }
    Ok(found)
}

/// What 99 of a hundred are not slower than.
fn slow(took: &mut [Duration]) -> Duration {
    took.sort_unstable();
    took.get((took.len() * 99) / 100).or(took.last()).copied().unwrap_or_default()
}
