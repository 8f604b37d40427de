//! Timers: asks the table for those whose moment has come, and keeps so many of them before the writer that they share its
//! commits with what people do. A timer stands in the table until its command is done, so none is lost; one that is no longer
//! wanted is refused by state. One that cannot be fired is tried again later and later, so that it holds up no other, and after
//! some tries becomes an exception in the inbox of its workflow's owner.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use baton_engine::OVER_LIMIT;
use baton_store::StoreError;
use baton_store::query::Cursor;
use baton_store::row::{OutboxKind, TimerRow};
use tokio::sync::oneshot;

use crate::ask::{Ask, Done, Request};
use crate::caller::Caller;
use crate::core::Core;
use crate::refused::Refused;
use crate::service::begin_due;
use crate::writer::{Put, Queue};

/// How often the table is asked.
pub const EVERY: Duration = Duration::from_millis(250);
/// How many timers are before the writer at once: few enough that people, whose commands wait behind them, do not notice.
const AT_ONCE_MAX: usize = 128;
/// How many the table is asked for.
const PAGE: usize = 512;
/// How long a turn at the table is waited for, before it is asked whether to wait on.
const TURN: Duration = Duration::from_millis(50);
/// How often the table is gone through for timers that fired timers set, before the next round goes on with it.
const PASSES_MAX: usize = 100;
/// After how long a timer that could not be fired is tried again, doubled with each try.
const WAIT_US: i64 = 1_000_000;
/// How often it is doubled: to about an hour.
const DOUBLED_MAX: u32 = 12;
/// After how many failures a timer becomes an exception in its owner's inbox: after about four minutes.
const REPORTED_AFTER: u32 = 8;
/// How many timers that could not be fired are remembered; beyond, they are tried every round.
const REMEMBERED_MAX: usize = 10_000;

/// The timers that could not be fired, by id: how often, and when they are tried next by the machine's clock.
#[derive(Default)]
pub struct Failing(Mutex<HashMap<i64, (u32, i64)>>);

impl Failing {
    fn all(&self) -> MutexGuard<'_, HashMap<i64, (u32, i64)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn waits(&self, timer: i64, now_us: i64) -> bool {
        self.all().get(&timer).is_some_and(|(_, next)| *next > now_us)
    }

    /// Notes another failure; says how many there were.
    fn failed(&self, timer: i64, now_us: i64) -> u32 {
        let mut all = self.all();
        if all.len() >= REMEMBERED_MAX && !all.contains_key(&timer) {
            return 1;
        }
        let (times, next) = all.entry(timer).or_default();
        *next = now_us + (WAIT_US << (*times).min(DOUBLED_MAX));
        *times += 1;
        *times
    }

    fn fired(&self, timer: i64) {
        self.all().remove(&timer);
    }
}

/// Says when what takes long is to leave the rest for later.
pub type Enough<'a> = &'a dyn Fn() -> bool;

/// Never.
pub const ALL: Enough<'static> = &|| false;

/// Fires what is due, also what becomes due by that; whether nothing is left.
pub fn fire_due(core: &Core, queue: &Queue, enough: Enough<'_>) -> Result<bool, StoreError> {
    if !core.clock.is_believed() {
        return Ok(true);
    }
    // One at a time: two that go through the table would send each timer twice.
    let _firing = loop {
        if enough() {
            return Ok(false);
        }
        if let Some(firing) = core.firing.try_lock_for(TURN) {
            break firing;
        }
    };
    for _ in 0..PASSES_MAX {
        match pass(core, queue, enough)? {
            Passed::Nothing => break,
            Passed::Fired => {}
            Passed::Enough => return Ok(false),
        }
    }
    metrics::gauge!("baton_timers_failing").set(core.failing.all().len() as f64);
    Ok(true)
}

/// Fires what is due until nothing more is, and waits for runs that go on by themselves meanwhile: what they set may be due too.
/// What is left goes on by itself.
pub fn settle(core: &Core, queue: &Queue, enough: Enough<'_>) -> Result<(), StoreError> {
    for _ in 0..PASSES_MAX {
        if !fire_due(core, queue, enough)? {
            break;
        }
        if begin_due(core, queue)? {
            continue;
        }
        let waiting = core.reader()?.outbox_pending(OutboxKind::Command, i64::MAX, AT_ONCE_MAX)?;
        if waiting.iter().all(|row| row.attempts > 0) || enough() {
            break;
        }
        // The writer answers this after the commands that it sent to itself before.
        queue.put(Put::leaves(0)).map_err(|refused| StoreError::Io(refused.to_string()))?;
    }
    Ok(())
}

/// What going through the table once came to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passed {
    /// Nothing was due that could be fired.
    Nothing,
    /// Something was.
    Fired,
    /// It was told to leave the rest.
    Enough,
}

/// Goes through the table once.
fn pass(core: &Core, queue: &Queue, enough: Enough<'_>) -> Result<Passed, StoreError> {
    let now_us = core.clock.now_us();
    let mut firing = Firing { core, queue, machine_us: core.clock.machine_us(), sent: VecDeque::new(), fired: false };
    let mut after = None;
    loop {
        let due = core.reader()?.timers_until(now_us, after, PAGE)?;
        let Some(last) = due.last() else { break };
        after = Some(Cursor { sort: last.at_us, id: last.id });
        let is_last = due.len() < PAGE;
        if !firing.send(due) || is_last {
            break;
        }
        if enough() {
            firing.finish();
            return Ok(Passed::Enough);
        }
    }
    Ok(if firing.finish() { Passed::Fired } else { Passed::Nothing })
}

/// Timers on their way to the writer and back, in their order.
struct Firing<'a> {
    core: &'a Core,
    queue: &'a Queue,
    machine_us: i64,
    sent: VecDeque<(TimerRow, oneshot::Receiver<Done>)>,
    fired: bool,
}

impl Firing<'_> {
    /// Sends them, so many at a time; false: the writer stops and takes nothing more. What is due stays in the table.
    fn send(&mut self, due: Vec<TimerRow>) -> bool {
        for timer in due {
            if self.core.failing.waits(timer.id, self.machine_us) {
                continue;
            }
            if self.sent.len() >= AT_ONCE_MAX {
                self.answered();
            }
            let ask = Ask::FireTimer { run: timer.run, timer: timer.n as u32 };
            let request = Request { caller: Caller::timer(), key: None, if_match: None, ask };
            let Ok(answer) = self.queue.send_waiting(request) else { return false };
            self.sent.push_back((timer, answer));
        }
        true
    }

    /// Waits for the answer to the first.
    fn answered(&mut self) {
        let Some((timer, answer)) = self.sent.pop_front() else { return };
        match self.queue.wait(answer).unwrap_or_else(|| Err(Refused::new("server.stopping"))) {
            Ok(_) => {
                self.core.failing.fired(timer.id);
                self.fired = true;
            }
            // Something before it withdrew it: what follows from that may be due as well.
            Err(refused) if refused.code == "timer.not_set" => {
                self.core.failing.fired(timer.id);
                self.fired = true;
            }
            Err(refused) => note(self.core, self.queue, (&timer, &refused), self.machine_us),
        }
    }

    /// Waits for all answers; whether anything was fired.
    fn finish(mut self) -> bool {
        while !self.sent.is_empty() {
            self.answered();
        }
        self.fired
    }
}

fn note(core: &Core, queue: &Queue, (timer, refused): (&TimerRow, &Refused), machine_us: i64) {
    if refused.code == "server.stopping" {
        return;
    }
    let times = core.failing.failed(timer.id, machine_us);
    tracing::error!(run = timer.run, timer = timer.n, times, %refused, "a timer could not be fired; it is tried again later");
    // An expression that takes more than it may does so each time. A store that fails says nothing of the timer.
    let is_certain = refused.code == OVER_LIMIT;
    if times < REPORTED_AFTER && !is_certain || refused.code.starts_with("store.") {
        return;
    }
    let why = if is_certain { refused.to_string() } else { refused.code.to_owned() };
    let ask = Ask::ReportTimer { run: timer.run, timer: timer.n as u32, refused: why };
    if let Err(error) = queue.submit_blocking(Request { caller: Caller::timer(), key: None, if_match: None, ask }) {
        tracing::error!(run = timer.run, timer = timer.n, %error, "a timer that cannot be fired could not be reported");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_timer_waits_twice_as_long_each_time_up_to_about_an_hour() {
        let failing = Failing::default();
        let mut waited = Vec::new();
        for _ in 0..15 {
            failing.failed(7, 0);
            let (_, next) = failing.all()[&7];
            assert!(failing.waits(7, next - 1) && !failing.waits(7, next));
            waited.push(next / 1_000_000);
        }
        assert_eq!(waited[..4], [1, 2, 4, 8]);
        assert_eq!(waited[12..], [4_096, 4_096, 4_096]);
        failing.fired(7);
        assert!(!failing.waits(7, 0));
    }
}
