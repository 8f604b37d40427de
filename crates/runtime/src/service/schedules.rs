//! Schedules: has the writer begin the runs whose time has come.
//!
//! Which time that is, and whether it still counts, the writer says itself when it decides: the time that began a run last is
//! written with that run's first entry, so each begins one run, also where the process ends in between. What is refused begins
//! all the same and waits for its owner.

use std::collections::HashMap;
use std::time::Duration;

use baton_engine::{Since, come, next_start};
use baton_store::StoreError;
use parking_lot::Mutex;

use crate::ask::{Ask, Done, Request};
use crate::caller::Caller;
use crate::core::Core;
use crate::history::time;
use crate::starts::{Scheduled, scheduled_counter};
use crate::writer::Queue;

/// How often it is looked.
pub const EVERY: Duration = Duration::from_millis(500);
/// After how long what could not begin at all is tried again, in microseconds.
const TRIED_AGAIN_US: i64 = 60_000_000;

/// Before which moment a schedule need not be looked at, as long as the same of it counts.
#[derive(Default)]
pub struct Awaited(Mutex<HashMap<(i64, usize), (Since, i64)>>);

/// Begins what has come; whether anything did.
pub fn begin_due(core: &Core, queue: &Queue) -> Result<bool, StoreError> {
    if !core.clock.is_believed() {
        return Ok(false);
    }
    let reader = core.reader()?;
    let starts = core.starts(reader.as_ref())?;
    let now_us = core.clock.now_us();
    let mut began = false;
    for known in starts.schedules() {
        let since = known.since(reader.counter(&scheduled_counter(known.workflow, known.start))?);
        if is_awaited(core, known, since, now_us) {
            continue;
        }
        match begin(queue, known) {
            Ok(answer) => began |= answer.entry > 0,
            Err(refused) if !refused.is_final() => return Err(StoreError::Io(refused.to_string())),
            Err(refused) => {
                tracing::error!(workflow = known.workflow, %refused, "a schedule could not begin a run; it is tried again");
                let mut awaited = core.awaited.0.lock();
                awaited.insert((known.workflow, known.start), (since, now_us + TRIED_AGAIN_US));
            }
        }
    }
    Ok(began)
}

/// Whether nothing of it has come yet.
fn is_awaited(core: &Core, known: &Scheduled, since: Since, now_us: i64) -> bool {
    let key = (known.workflow, known.start);
    let mut awaited = core.awaited.0.lock();
    if awaited.get(&key).is_some_and(|(of, until_us)| *of == since && *until_us > now_us) {
        return true;
    }
    let calendar = known.calendar(core);
    if come(&known.rule, since, time(now_us), &calendar).is_some() {
        return false;
    }
    let next = next_start(&known.rule, since, time(now_us), &calendar);
    awaited.insert(key, (since, next.map_or(i64::MAX, jiff::Timestamp::as_microsecond)));
    true
}

fn begin(queue: &Queue, known: &Scheduled) -> Done {
    let submit = |refused| {
        let ask = Ask::BeginBySchedule { workflow: known.workflow, start: known.start, refused };
        queue.submit_blocking(Request { caller: Caller::timer(), key: None, if_match: None, ask })
    };
    match submit(None) {
        Err(refused) if refused.is_final() => submit(Some(refused.code.to_owned())),
        done => done,
    }
}
