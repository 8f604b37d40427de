//! Rest: nothing goes wrong any more, everybody outside answers, and what waits and has its moment behind it is done.

use std::time::Duration;

use baton_store::Store;
use baton_store::row::{JobKind, OutboxKind};

use crate::Stop;
use crate::office::Office;

/// How often all services do their work before it must be at rest.
const ROUNDS_MAX: u32 = 400;
/// How many turns the writer takes in a row: with more, a run goes in a circle, a hundred steps a turn, until its limit holds it.
const TURNS_MAX: u32 = 12;
/// For how long a clock that jumped is not believed, and a little more.
const BELIEVED_AFTER: Duration = Duration::from_mins(11);
/// How long a lease lasts at most here.
const LEASE_MAX: Duration = Duration::from_mins(16);

impl Office {
    /// Brings everything to rest, and looks at what is there then.
    pub fn rest(&mut self) -> Result<(), Stop> {
        self.told.push("nothing goes wrong any more".to_owned());
        self.receivers.calm();
        self.faults.calm();
        self.hands.pass(BELIEVED_AFTER);
        // So that the jump was seen before it is waited for.
        self.round()?;
        self.hands.pass(BELIEVED_AFTER + LEASE_MAX);
        let mut waits = None;
        for _ in 0..ROUNDS_MAX {
            self.round()?;
            waits = self.waits()?;
            match waits {
                None => break,
                Some(_) => self.hands.pass(Duration::from_secs(40)),
            }
        }
        if let Some(waits) = waits {
            return Err(Stop::Wrong(format!("it does not come to rest: {waits}")));
        }
        self.check()?;
        self.acknowledged_stands(10)?;
        self.histories_hold()?;
        self.handle.cover()?;
        self.verifies()
    }

    /// Every service does its work, and so does whoever is outside.
    fn round(&mut self) -> Result<(), Stop> {
        self.hands.pass(Duration::from_secs(1));
        for nth in 0..self.services.len() {
            self.serve(nth);
            while self.receivers.go_on() {}
            self.turns()?;
        }
        Ok(())
    }

    /// The writer takes turns until nothing waits for it.
    pub fn turns(&self) -> Result<(), Stop> {
        if (0..TURNS_MAX).all(|_| self.handle.turn()) {
            return Err(Stop::TooLong);
        }
        Ok(())
    }

    /// What waits although its moment has come.
    fn waits(&self) -> Result<Option<String>, Stop> {
        let (reader, now_us) = (self.store.reader()?, self.hands.wall_us());
        if let Some(timer) = reader.timers_until(now_us, None, 1)?.first() {
            return Ok(Some(format!("{timer:?}")));
        }
        for kind in [OutboxKind::Command, OutboxKind::Mail] {
            if let Some(row) = reader.outbox_pending(kind, i64::MAX, 1)?.first() {
                return Ok(Some(format!("{row:?}")));
            }
        }
        if let Some(event) = reader.events_pending(1)?.first() {
            return Ok(Some(format!("{event:?}")));
        }
        if let Some(job) = reader.jobs_queued(JobKind::Call, "", 1)?.first() {
            return Ok(Some(format!("{job:?}")));
        }
        Ok(reader.jobs_taken(0, 1)?.first().map(|job| format!("{job:?}")))
    }
}
