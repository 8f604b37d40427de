//! What must hold, whatever went wrong: after each step, after each beginning, and at rest.
//!
//! - The state that is kept of a run is what its entries say, and all tables say what the entries say (R18).
//! - What was acknowledged stands, and is answered the same again under its id.
//! - No timer fires twice, before its moment, or after it was taken back; no job is answered under a number that is over.
//! - Nothing leaves that is not committed, or twice though nothing went wrong (see `receivers`, `workers`).
//! - At rest nothing waits that has its moment behind it, and the history verifies.

use std::collections::{BTreeMap, BTreeSet};

use baton_engine::event::Event;
use baton_runtime::history::{opened, run_state};
use baton_runtime::rebuild::differences;
use baton_runtime::verify::{Wanted, verify};
use baton_runtime::{Answer, Done, Request, SentEvent};
use baton_store::read::history;
use baton_store::seal::Sealer;
use baton_store::store::view;
use baton_store::{Store, Stream};

use crate::Stop;
use crate::office::Office;

/// For how long an answer is surely kept.
const KEPT_US: i64 = 29 * 24 * 3_600_000_000;
/// After how many steps all tables are made again.
const TABLES_EVERY: u32 = 24;

/// What was seen, to be held against what is there later.
#[derive(Default)]
pub(crate) struct Checks {
    /// What was acknowledged, and when.
    pub acknowledged: Vec<(Request, Answer, i64)>,
    /// What nobody answered.
    pub unanswered: Vec<Request>,
    /// Events that may not have been taken.
    pub events: Vec<SentEvent>,
    /// Up to which entry each run was compared.
    compared: BTreeMap<i64, i64>,
    steps: u32,
}

impl Checks {
    /// A command was answered.
    pub fn acknowledged(&mut self, request: &Request, answer: Answer, at_us: i64) -> Result<(), Stop> {
        if let Some((_, first, _)) = self.acknowledged.iter().find(|(known, ..)| known.key == request.key) {
            return same(request, first, &answer);
        }
        // What did nothing is not kept: asked again, it may do something.
        if answer.entry > 0 {
            self.acknowledged.push((request.clone(), answer, at_us));
        }
        Ok(())
    }

    /// It was sent once more.
    pub fn repeated(&self, request: &Request, again: &Done) -> Result<(), Stop> {
        let Some((_, first, _)) = self.acknowledged.iter().find(|(known, ..)| known.key == request.key) else {
            return Ok(());
        };
        match again {
            Ok(answer) => same(request, first, answer),
            Err(refused) if refused.is_passing() || refused.code.starts_with("store.") => Ok(()),
            Err(refused) => {
                Err(Stop::Wrong(format!("{:?} was acknowledged, and is now refused: {refused}", request.ask)))
            }
        }
    }
}

fn same(request: &Request, first: &Answer, again: &Answer) -> Result<(), Stop> {
    if first == again {
        return Ok(());
    }
    Err(Stop::Wrong(format!("{:?} was answered with {first:?}, and again with {again:?}", request.ask)))
}

impl Office {
    /// After each step.
    pub fn check(&mut self) -> Result<(), Stop> {
        if let Some(wrong) = self.receivers.wrong() {
            return Err(Stop::Wrong(wrong));
        }
        self.states_are_kept()?;
        self.checks.steps += 1;
        if self.checks.steps.is_multiple_of(TABLES_EVERY) {
            self.tables_hold()?;
        }
        Ok(())
    }

    /// The state that is kept of each run is what its entries say.
    fn states_are_kept(&mut self) -> Result<(), Stop> {
        let (reader, sealer) = (self.store.reader()?, Sealer::new(self.store.keys()));
        for run in 1..=reader.counter("run")? {
            let Some(row) = reader.run(run)? else { continue };
            if self.checks.compared.insert(run, row.last_entry) == Some(row.last_entry) {
                continue;
            }
            let said = run_state(reader.as_ref(), &sealer, run)?;
            let Ok(kept) = self.handle.core().run_state(reader.as_ref(), &row) else {
                // What fails just now is compared at the next step.
                self.checks.compared.remove(&run);
                continue;
            };
            if kept.as_deref() != said.as_ref() {
                return Err(Stop::Wrong(format!("{} is kept otherwise than its entries say", row.key)));
            }
        }
        Ok(())
    }

    /// All tables say what the entries say.
    pub fn tables_hold(&self) -> Result<(), Stop> {
        let sealer = Sealer::new(self.store.keys());
        let found = view(&self.store, |reader| differences(reader, &sealer))?;
        match found.first() {
            None => Ok(()),
            Some(first) => Err(Stop::Wrong(format!("a table is not what the entries say: {first:?}"))),
        }
    }

    /// Some of what was acknowledged is asked again, and answered the same.
    pub fn acknowledged_stands(&mut self, count: u32) -> Result<(), Stop> {
        for _ in 0..count {
            let all = self.checks.acknowledged.len();
            let nth = self.random.below(u32::try_from(all).unwrap_or(u32::MAX)) as usize;
            let Some((request, _, at_us)) = self.checks.acknowledged.get(nth) else { return Ok(()) };
            if self.hands.wall_us() - at_us < KEPT_US {
                self.repeat(&request.clone())?;
            }
        }
        Ok(())
    }

    /// Everything that was acknowledged stands in the log, and each timer fired at most once, not before its moment.
    pub fn histories_hold(&self) -> Result<(), Stop> {
        let reader = self.store.reader()?;
        let sealer = Sealer::new(self.store.keys());
        let last = reader.last()?.map_or(0, |last| last.number);
        if let Some((request, answer, _)) = self.checks.acknowledged.iter().find(|(_, answer, _)| answer.entry > last) {
            return Err(Stop::Wrong(format!("{:?} was acknowledged with {answer:?}, and is not there", request.ask)));
        }
        for run in 1..=reader.counter("run")? {
            let mut set = BTreeMap::new();
            let mut begun = BTreeSet::new();
            for entry in history(reader.as_ref(), Stream::run(run), 0)? {
                let Some(said) = opened(&entry, &sealer)? else { continue };
                for event in &said.events {
                    let was_set = match event {
                        Event::TimerSet(timer) => set.insert(timer.timer, timer.at).is_none(),
                        Event::TimerCancelled(timer) => set.remove(&timer.timer).is_some(),
                        Event::TimerFired(timer) => set.remove(&timer.timer).is_some_and(|at| at <= said.at),
                        Event::JobTaken(job) => begun.insert((job.job, job.fence)),
                        _ => true,
                    };
                    if !was_set {
                        return Err(Stop::Wrong(format!("out of order in run {run}, entry {}: {event:?}", said.entry)));
                    }
                }
            }
        }
        Ok(())
    }

    /// The history verifies, and the tables with it.
    pub fn verifies(&self) -> Result<(), Stop> {
        let verified = verify(&self.store, &|_| Ok(None), Wanted { rebuild: true, ..Wanted::default() })?;
        if verified.holds() {
            return Ok(());
        }
        let tables = verified.tables.unwrap_or_default();
        Err(Stop::Wrong(format!("it does not verify: {:?} {tables:?}", verified.report)))
    }
}
