//! One run in the engine and in the oracle, side by side: what is tried is tried in both, and compared after each.

use std::collections::BTreeMap;

use baton_engine::state::{Phase, RunState};
use baton_engine::{Actor, ActorKind, Again, Command, CompleteTask, FailJob, StartRun, Values};
use baton_model::Compiled;
use baton_model::definition::StepKind;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::path::{Try, What};
use crate::oracle::{Answer, NotCovered, Oracle, Place};
use crate::{Directory, Player};

/// Why a run was not played to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// The oracle does not know something in it.
    NotCovered(String),
    /// The two do not agree, or a law is broken.
    Wrong(String),
}

impl From<NotCovered> for Stop {
    fn from(not: NotCovered) -> Self {
        Self::NotCovered(not.0)
    }
}

/// A run in both.
pub(super) struct Pair {
    player: Player,
    oracle: Oracle,
    /// What was done, in words.
    pub told: Vec<String>,
}

const TEAM: [&str; 3] = ["bo", "cy", "di"];

impl Pair {
    /// Begins a run in both.
    pub fn begin(def: Compiled, size: u32) -> Result<Self, Stop> {
        let now = Timestamp::from_second(1_793_610_000).unwrap_or(Timestamp::UNIX_EPOCH);
        let mut directory = Directory::default();
        let asker = directory.person("ana");
        directory.group("team", &TEAM);
        let team = TEAM.iter().map(|handle| directory.person(handle)).collect();
        let oracle = Oracle::new(&def.workflow, BTreeMap::from([("team".to_owned(), team)]), now)?;
        let player = Player::new(def, directory, now);
        let mut pair = Self { player, oracle, told: vec![format!("ana starts with size {size}")] };
        let start = StartRun {
            run: 1,
            number: 1,
            key: "RUN-1".to_owned(),
            version: 1,
            start: 0,
            values: Values::from_iter([("size".to_owned(), json!(size))]),
            parent: None,
            event: None,
        };
        pair.oracle.start(&[("size".to_owned(), json!(size))]);
        pair.goes_on()?;
        let started = pair.player.send(Actor::person(asker), &Command::StartRun(start));
        started.map_err(|refusal| Stop::Wrong(format!("the start was refused: {refusal}")))?;
        pair.compare()?;
        Ok(pair)
    }

    /// Tries something in both. Whether there is more to try.
    pub fn attempt(&mut self, tried: Try) -> Result<bool, Stop> {
        if !self.player.state.is_running() {
            return Ok(false);
        }
        match tried.what {
            What::Complete => self.complete(tried)?,
            What::Work | What::Fail => self.job(tried)?,
            What::Next => self.pass_to_next(tried)?,
            What::Hours => self.pass(SignedDuration::from_mins(i64::from(tried.value) * 20))?,
            What::Again | What::Early | What::Stranger | What::Stale => self.fault(tried)?,
        }
        self.compare()?;
        Ok(true)
    }

    fn complete(&mut self, tried: Try) -> Result<(), Stop> {
        let tasks: Vec<_> = self.player.state.open_tasks().cloned().collect();
        let Some(task) = pick(&tasks, tried.nth) else { return Ok(()) };
        let Some(who) = pick(&task.people(), tried.value).copied() else { return Ok(()) };
        let step = self.player.def.workflow.step(&task.step).cloned();
        let Some(step) = step else { return Err(Stop::NotCovered("the form that began it".to_owned())) };
        let choices: Vec<String> = step.choices().map(|choices| choices.keys().cloned().collect()).unwrap_or_default();
        let choice = pick(&choices, tried.value).cloned();
        let gives = step.gives.iter().any(|given| given.field == "size");
        let values: Vec<_> = gives.then(|| ("size".to_owned(), json!(tried.value % 10))).into_iter().collect();
        let place = self.place(task.thread, &task.step, task.pass);
        self.told.push(format!("{who} does {place}: {choice:?} {values:?}"));
        let answer = Answer { by: who, choice: choice.clone(), values: values.clone() };
        let values = values.into_iter().collect();
        let command = CompleteTask { task: task.task, choice, values, comment: None, seen: None, checked: Vec::new() };
        let is_taken = self.oracle.complete(&place, &answer);
        self.goes_on()?;
        let taken = self.player.send(Actor::person(who), &Command::CompleteTask(command));
        match (taken, is_taken) {
            (Ok(_), true) => Ok(()),
            (Ok(_), false) => Err(Stop::Wrong("the engine takes it, the oracle does not".to_owned())),
            (Err(refusal), _) => Err(Stop::Wrong(format!("the engine refuses: {refusal} {:?}", refusal.faults))),
        }
    }

    fn job(&mut self, tried: Try) -> Result<(), Stop> {
        use baton_engine::state::JobState;
        let jobs: Vec<_> = self.player.state.jobs.iter().filter(|job| job.state == JobState::Queued).cloned().collect();
        let Some(job) = pick(&jobs, tried.nth) else { return Ok(()) };
        let place = self.place(job.thread, &job.step, job.pass);
        let take = Command::TakeJob { job: job.job, worker: "worker".to_owned(), lease_s: 60 };
        self.player.send(worker(), &take).map_err(|refusal| Stop::Wrong(format!("the job is not there: {refusal}")))?;
        let fence = self.player.state.job(job.job).map_or(0, |job| job.fence);
        let (command, is_taken) = if tried.what == What::Fail {
            self.told.push(format!("a worker fails {place}"));
            let error = "broken".to_owned();
            let fail = FailJob { job: job.job, fence, error: error.clone(), message: None, again: Again::Never };
            (Command::FailJob(fail), self.oracle.job_failed(&place, &error))
        } else {
            self.told.push(format!("a worker does {place}"));
            (Command::CompleteJob { job: job.job, fence, result: json!({}) }, self.oracle.job_done(&place))
        };
        self.goes_on()?;
        match self.player.send(worker(), &command) {
            Ok(_) if is_taken => Ok(()),
            Ok(_) => Err(Stop::Wrong("the engine takes the job, the oracle does not".to_owned())),
            Err(refusal) => Err(Stop::Wrong(format!("the engine refuses the job: {refusal}"))),
        }
    }

    fn pass_to_next(&mut self, tried: Try) -> Result<(), Stop> {
        let next = self.player.state.timers.iter().map(|timer| timer.at).min();
        let hours = SignedDuration::from_hours(i64::from(tried.value % 6));
        self.pass(next.map_or(hours, |next| (next.duration_since(self.player.now)).max(SignedDuration::ZERO)))
    }

    /// The oracle goes first: what never waits is stopped there.
    fn goes_on(&self) -> Result<(), Stop> {
        self.oracle.uncovered().map_or(Ok(()), |not| Err(not.into()))
    }

    fn pass(&mut self, time: SignedDuration) -> Result<(), Stop> {
        self.told.push(format!("{time:#} pass"));
        self.oracle.pass_to(self.player.now + time);
        self.goes_on()?;
        self.player.wait(time);
        Ok(())
    }

    /// What is stale, early or somebody else's is refused, and changes nothing.
    fn fault(&mut self, tried: Try) -> Result<(), Stop> {
        let state = &self.player.state;
        let complete = |task| {
            let empty = CompleteTask {
                task,
                choice: None,
                values: Values::new(),
                comment: None,
                seen: None,
                checked: Vec::new(),
            };
            Command::CompleteTask(empty)
        };
        let (actor, command) = match tried.what {
            What::Again => {
                let over = state.tasks.iter().rev().find(|task| !task.state.is_open());
                let task = over.map_or(tried.nth + 1_000, |task| task.task);
                let by = over.and_then(|task| task.done_by).unwrap_or(1);
                (Actor::person(by), complete(task))
            }
            What::Stranger => match state.open_tasks().next() {
                Some(task) => (Actor::person(99), complete(task.task)),
                None => return Ok(()),
            },
            What::Stale => match state.jobs.last() {
                Some(job) => {
                    let fence = job.fence + 1;
                    (worker(), Command::CompleteJob { job: job.job, fence, result: json!({}) })
                }
                None => return Ok(()),
            },
            _ => {
                let early = state.timers.iter().find(|timer| timer.at > self.player.now);
                (Actor::timer(), Command::FireTimer { timer: early.map_or(tried.nth + 1_000, |timer| timer.timer) })
            }
        };
        let before = self.player.state.clone();
        self.told.push(format!("what must be refused: {command:?}"));
        match self.player.send(actor, &command) {
            Err(_) if before == self.player.state => Ok(()),
            Err(_) => Err(Stop::Wrong("a refused command changed something".to_owned())),
            Ok(events) if events.is_empty() => Ok(()),
            Ok(_) => Err(Stop::Wrong(format!("it was not refused: {command:?}"))),
        }
    }

    /// Whether the two agree, and the state is what its events say.
    fn compare(&self) -> Result<(), Stop> {
        if self.player.rebuilt() != self.player.state {
            return Err(Stop::Wrong("the state is not what its events say".to_owned()));
        }
        let (engine, oracle) = (self.engine_says(), self.oracle_says());
        if engine == oracle { Ok(()) } else { Err(Stop::Wrong(format!("engine: {engine}\noracle: {oracle}"))) }
    }

    fn engine_says(&self) -> String {
        let state = &self.player.state;
        let inside = state.threads.iter().filter_map(|thread| match &thread.phase {
            Phase::In(step) => Some(self.place(thread.thread, step, thread.pass)),
            _ => None,
        });
        let held = state.open_exceptions().map(|exception| exception.step.to_string()).collect();
        self.said(inside.collect(), held, state.outcome.as_deref())
    }

    fn oracle_says(&self) -> String {
        self.said(self.oracle.open(), self.oracle.held(), self.oracle.outcome())
    }

    fn said(&self, mut open: Vec<Place>, mut held: Vec<String>, outcome: Option<&str>) -> String {
        // The case of a choice of one way is no place of its own: its steps are.
        let is_place = |place: &Place| {
            let kind = self.player.def.workflow.step(&place.step).map(|step| &step.kind);
            !matches!(kind, Some(StepKind::Choose(choose)) if choose.take_all.is_none())
        };
        open.retain(is_place);
        open.sort();
        held.sort();
        let open: Vec<String> = open.iter().map(ToString::to_string).collect();
        format!("open [{}], held [{}], outcome {}", open.join(", "), held.join(", "), outcome.unwrap_or("none"))
    }

    fn place(&self, thread: u32, step: &str, pass: u32) -> Place {
        let state: &RunState = &self.player.state;
        let numbers = state.frames_outwards(state.frame_of(thread)).filter_map(|(block, part)| {
            part.item.as_ref()?;
            block.parts.iter().position(|other| other.frame == part.frame).map(|place| place + 1)
        });
        let mut items: Vec<usize> = numbers.collect();
        items.reverse();
        Place { step: step.to_owned(), pass, items }
    }
}

fn pick<T>(all: &[T], nth: u32) -> Option<&T> {
    all.get(nth as usize % all.len().max(1))
}

fn worker() -> Actor {
    Actor { kind: ActorKind::Worker, id: 1, on_behalf_of: None }
}
