//! The play of a seed: who does what next, and what goes wrong, until it is brought to rest.

use std::sync::Arc;
use std::time::Duration;

use baton_engine::RunState;
use baton_model::Compiled;
use baton_runtime::{Ask, Request};
use baton_store::Store;

use crate::Stop;
use crate::case::Case;
use crate::gate::Fault;
use crate::office::Office;

const MINUTE_US: i64 = 60_000_000;

/// What a seed was good for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Played {
    /// How many entries were written.
    pub entries: i64,
    /// How many runs began.
    pub runs: i64,
    /// How many requests and mails left.
    pub left: usize,
    /// How many of those were not taken.
    pub refused: u32,
    /// How often the store failed or the process ended.
    pub struck: u32,
    /// What was done, as a number: the same for the same seed.
    pub trace: String,
}

impl Played {
    /// With what another seed was good for.
    pub fn add(&mut self, other: &Self) {
        self.entries += other.entries;
        self.runs += other.runs;
        self.left += other.left;
        self.refused += other.refused;
        self.struck += other.struck;
    }
}

impl Office {
    /// Plays it to its rest. What was done stands in `told`.
    pub fn play(mut self, case: &Case, told: &mut Vec<String>) -> Result<Played, Stop> {
        let done = self.all(case);
        told.append(&mut self.told);
        done?;
        let reader = self.store.reader()?;
        let (requests, mails, refused) = self.receivers.counts();
        Ok(Played {
            entries: reader.last()?.map_or(0, |last| last.number),
            runs: reader.counter("run")?,
            left: requests + mails,
            refused,
            struck: self.faults.struck(),
            trace: baton_store::Hash::of(&[told.join("\n").as_bytes()]).to_string(),
        })
    }

    fn all(&mut self, case: &Case) -> Result<(), Stop> {
        self.begin_run()?;
        for nth in 0..case.steps {
            self.plan_fault(case.spared.contains(&nth));
            self.step()?;
            self.check()?;
        }
        self.rest()
    }

    /// The next thing.
    fn step(&mut self) -> Result<(), Stop> {
        match self.random.below(100) {
            0..=29 => self.somebody()?,
            30..=39 => self.together()?,
            40..=54 => self.a_worker()?,
            55..=59 => self.once_more()?,
            60..=69 => {
                self.receivers.go_on();
            }
            70..=89 => self.a_service(),
            90..=95 => self.time_passes()?,
            96 => self.clock_is_set(),
            _ => {
                self.handle.turn();
            }
        }
        if self.faults.has_ended() {
            self.told.push("the process ends and begins again".to_owned());
            self.begin_again()?;
            self.acknowledged_stands(3)?;
        }
        Ok(())
    }

    /// What goes wrong next, perhaps. One that is spared is drawn all the same: what comes after it stays as it was.
    fn plan_fault(&mut self, is_spared: bool) {
        let calls = self.random.below(40);
        let fault = match self.random.below(100) {
            0..=11 => Fault::Fails,
            12..=17 => Fault::Ends,
            18..=21 => Fault::EndsAfterCommit,
            _ => return,
        };
        let calls = if fault == Fault::EndsAfterCommit { calls % 3 } else { calls };
        if is_spared {
            return;
        }
        self.told.push(format!("{fault:?} after {calls} calls"));
        self.faults.plan(fault, calls);
    }

    /// Several ask at the same time; the writer takes what waits in one turn. Nobody hears an answer, and all ask again.
    fn together(&mut self) -> Result<(), Stop> {
        let before = self.checks.acknowledged.len();
        self.somebody()?;
        let known: Vec<Request> =
            self.checks.acknowledged[before..].iter().map(|(request, ..)| request.clone()).collect();
        let mut answers = Vec::new();
        for request in known.iter().chain(&known) {
            answers.push((request.clone(), self.handle.send(request.clone())));
        }
        let text = format!("Note {}", self.sent);
        let runs = self.running()?;
        for run in runs.into_iter().take(3) {
            let Some(row) = self.store.reader()?.run(run)? else { continue };
            self.sent += 1;
            let ask = Ask::CommentOnRun { run: row.key, text: text.clone() };
            let key = Some(format!("c-{}", self.sent));
            let request = Request { caller: self.person("root"), key, if_match: None, ask };
            answers.push((request.clone(), self.handle.send(request)));
        }
        self.turns()?;
        for (request, sent) in answers {
            let Some(done) = sent.ok().and_then(|mut answer| answer.try_recv().ok()) else {
                self.checks.unanswered.push(request);
                continue;
            };
            self.checks.repeated(&request, &done)?;
            if let Ok(answer) = done {
                self.checks.acknowledged(&request, answer, self.hands.wall_us())?;
            }
        }
        Ok(())
    }

    /// Whoever heard no answer asks again.
    fn once_more(&mut self) -> Result<(), Stop> {
        if let Some(request) = self.checks.unanswered.pop() {
            self.send_again(&request)?;
        }
        if let Some(sent) = self.checks.events.pop() {
            let done = self.handle.send_event(&self.person("root"), sent.clone());
            self.told.push(format!("again: {} {:?}: {}", sent.name, sent.id, done.is_ok()));
            if done.is_err() {
                self.checks.events.push(sent);
            }
        }
        Ok(())
    }

    /// One of the services whose moment has come does its work.
    fn a_service(&mut self) {
        let nth = self.random.below(u32::try_from(self.services.len()).unwrap_or(1)) as usize;
        self.hands.pass(Duration::from_millis(50));
        self.serve(nth);
    }

    /// This service does its work, if it has rested.
    pub fn serve(&mut self, nth: usize) {
        let now_us = self.hands.wall_us();
        let Some((service, next_us)) = self.services.get_mut(nth).filter(|(_, next_us)| *next_us <= now_us) else {
            return;
        };
        let every_us = i64::try_from(service.every().as_micros()).unwrap_or(i64::MAX);
        *next_us = now_us + every_us;
        let went = service.round();
        self.told.push(format!("{}: {went}", service.name()));
    }

    /// Some time, or all until the next timer.
    fn time_passes(&mut self) -> Result<(), Stop> {
        let next = self.store.reader()?.timers_until(i64::MAX, None, 1)?.first().map(|timer| timer.at_us);
        let some = i64::from(self.random.below(600)) * MINUTE_US;
        let to_next = next.map(|next| next - self.hands.wall_us()).filter(|left| *left > 0);
        let us = match to_next {
            Some(left) if self.random.percent(60) => left.min(30 * 24 * 60 * MINUTE_US),
            _ => some,
        };
        self.told.push(format!("{} s pass", us / 1_000_000));
        self.hands.pass(Duration::from_micros(us.unsigned_abs()));
        Ok(())
    }

    /// Somebody sets the machine's clock.
    fn clock_is_set(&mut self) {
        let by_us = (i64::from(self.random.below(360)) - 120) * MINUTE_US;
        self.told.push(format!("the clock is set by {} s", by_us / 1_000_000));
        self.hands.set(by_us);
    }

    /// The runs that go on, as committed.
    pub fn running(&self) -> Result<Vec<i64>, Stop> {
        let reader = self.store.reader()?;
        let mut all = Vec::new();
        for run in 1..=reader.counter("run")? {
            all.extend(reader.run(run)?.filter(|row| row.ended_us.is_none()).map(|row| row.id));
        }
        Ok(all)
    }

    /// The live version of a workflow.
    pub fn compiled_by_name(&self, slug: &str) -> Result<Option<Arc<Compiled>>, Stop> {
        let Some(row) = self.store.reader()?.workflow_by_slug(slug)? else { return Ok(None) };
        // Where it cannot be read just now, nobody sees a form.
        Ok(self.handle.core().compiled(row.id, row.live_version).ok())
    }

    /// The version that a run is one of.
    pub fn compiled_of(&self, state: &RunState) -> Result<Option<Arc<Compiled>>, Stop> {
        let Some(row) = self.store.reader()?.run(state.run)? else { return Ok(None) };
        Ok(self.handle.core().compiled(row.workflow, row.version).ok())
    }
}
