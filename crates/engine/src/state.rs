//! A run as it stands: what all its events together say.
//!
//! Only `apply` writes it. It is read by `decide`, by the tables the store keeps, and by screens. It holds
//! personal values in the clear: whoever stores it seals it.

mod ballot;
mod block;
mod cause;
mod clock;
mod ending;
mod gate;
mod job;
mod places;
pub(crate) mod rows;
mod step;
mod sub_run;
mod subscription;
mod task;
mod thread;
mod trouble;
mod undo;
mod value;

use std::collections::BTreeMap;

use baton_model::IndexMap;
use baton_model::definition::Priority;
use baton_people::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::ballot::{Ballot, Tally};
pub use self::block::{Block, BlockPart, PartState};
pub use self::cause::Cause;
pub use self::clock::StoppedClock;
pub use self::ending::Ending;
pub use self::gate::Gate;
pub use self::job::{JobRecord, JobState};
pub use self::places::{PartAt, Places};
pub use self::rows::{Earlier, RowNo, Rows, Turned};
pub use self::step::{StepRecord, StepState};
pub use self::sub_run::{Parent, SubRun, SubState};
pub use self::subscription::{Holding, Listener, Subscription, WantedKey};
pub use self::task::{TaskRecord, TaskState};
pub use self::thread::{Branch, Phase, Thread, Timer};
pub use self::trouble::{ExceptionRecord, ExceptionState};
pub use self::undo::{LockHeld, Undo, Undone};
pub use self::value::{FileRecord, Held};
use crate::event::Done;
use crate::name::{ExceptionNo, JobNo, Name, RunId, SubscriptionNo, TaskNo, ThreadNo, TimerNo};

/// A run as it stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunState {
    /// Its number inside.
    pub run: RunId,
    /// Its key outside.
    pub key: Name,
    /// Its number in its workflow.
    pub number: i64,
    /// The workflow's id.
    pub workflow: Name,
    /// The version it is a run of.
    pub version: u32,
    /// Whether it runs.
    pub status: RunStatus,
    /// How many entries it has.
    pub rev: i64,
    /// Its last entry.
    pub last_entry: i64,
    /// What it is called in lists.
    pub label: String,
    /// Which entry of `start:`, from 0.
    pub start: usize,
    /// Who started it.
    pub starter: Option<PersonId>,
    /// Whether somebody without an account did, by a form that is open to anybody.
    #[serde(default)]
    pub outside: bool,
    /// The run that asked for it.
    #[serde(default)]
    pub parent: Option<Parent>,
    /// The run that began it.
    #[serde(default)]
    pub cause: Option<Cause>,
    /// What tells it from other runs that begin so.
    #[serde(default)]
    pub begun_for: Option<String>,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// When an outcome should be there.
    pub target: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<Name>,
    /// How it ends, where what is done for that is not over yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// The fields that have or had a value.
    pub values: IndexMap<Name, Held>,
    /// How often values were given.
    #[serde(default)]
    pub changes: u64,
    /// Its files, by id.
    pub files: IndexMap<Name, FileRecord>,
    /// Roles that have their person, for the run.
    pub roles: IndexMap<Name, PersonId>,
    /// The steps that were reached, by their last pass; those inside an item under their [`RunState::key_of`].
    pub steps: IndexMap<Name, StepRecord>,
    /// The blocks it is in.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// The joins of steps at which something has arrived.
    #[serde(default)]
    pub gates: Vec<Gate>,
    /// The questions to several people that are open.
    #[serde(default)]
    pub ballots: Vec<Ballot>,
    /// What was completed and can be undone, in this order.
    #[serde(default)]
    pub completions: Vec<Done>,
    /// How often something was completed that can be undone.
    #[serde(default)]
    pub completed: u32,
    /// The threads that undo.
    #[serde(default)]
    pub undoing: Vec<Undo>,
    /// The locks that are held.
    #[serde(default)]
    pub locks: Vec<LockHeld>,
    /// How often a step could not begin at once.
    #[serde(default)]
    pub held_back: u32,
    /// The clocks that stand still.
    #[serde(default)]
    pub clocks: Vec<StoppedClock>,
    /// How long the run's own stood still, in milliseconds.
    #[serde(default)]
    pub stood_ms: i64,
    /// The places where the run is.
    pub threads: Vec<Thread>,
    /// All its tasks, the n-th at place n - 1.
    pub tasks: Vec<TaskRecord>,
    /// All its jobs, the n-th at place n - 1.
    #[serde(default)]
    pub jobs: Vec<JobRecord>,
    /// What is to happen at a time.
    pub timers: Vec<Timer>,
    /// By which entries of `start:` its dates began other runs, and the date that last did.
    #[serde(default)]
    pub dated: BTreeMap<u32, Timestamp>,
    /// The runs of other workflows that it has asked for.
    #[serde(default)]
    pub subs: Vec<SubRun>,
    /// The events that something open waits for.
    #[serde(default)]
    pub subscriptions: Vec<Subscription>,
    /// The handlers of which the condition holds.
    #[serde(default)]
    pub holding: Vec<Holding>,
    /// All its exceptions, the n-th at place n - 1.
    pub exceptions: Vec<ExceptionRecord>,
    /// Everybody who takes or took part, and as what first.
    pub parties: BTreeMap<PersonId, Part>,
    /// How many threads it has had.
    pub threads_made: ThreadNo,
    /// How many timers it has had.
    pub timers_made: TimerNo,
    /// How often something began to listen.
    #[serde(default)]
    pub subscriptions_made: SubscriptionNo,
    /// How many messages it has sent.
    pub messages_made: u32,
    /// Automatic steps taken since a person, a timer or a start woke it.
    pub automatic_steps: u32,
}

/// Whether a run runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// It has not begun.
    #[default]
    None,
    /// It runs.
    Running,
    /// It came to an outcome.
    Finished,
    /// Somebody ended it without one.
    Cancelled,
}

/// As what somebody takes part in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Started it.
    Starter,
    /// Has or had a task of it, or was offered one.
    Doer,
    /// Was brought in or wrote a comment.
    Watcher,
}

impl RunState {
    /// Whether it has begun and not ended.
    pub fn is_running(&self) -> bool {
        self.status == RunStatus::Running
    }

    /// How urgent the most urgent of its open tasks is.
    pub fn priority(&self) -> Priority {
        let open = self.tasks.iter().filter(|task| task.state.is_open());
        open.map(|task| task.priority).max().unwrap_or_default()
    }

    /// A task by its number.
    pub fn task(&self, number: TaskNo) -> Option<&TaskRecord> {
        self.tasks.get((number as usize).checked_sub(1)?)
    }

    /// The tasks somebody can work on or claim.
    pub fn open_tasks(&self) -> impl Iterator<Item = &TaskRecord> {
        self.tasks.iter().filter(|task| task.state.is_open())
    }

    /// A job by its number.
    pub fn job(&self, number: JobNo) -> Option<&JobRecord> {
        self.jobs.get((number as usize).checked_sub(1)?)
    }

    /// The job that a thread waits for.
    pub fn job_of(&self, thread: ThreadNo) -> Option<&JobRecord> {
        self.jobs.iter().rev().find(|job| job.thread == thread && job.state.is_open())
    }

    /// An exception by its number.
    pub fn exception(&self, number: ExceptionNo) -> Option<&ExceptionRecord> {
        self.exceptions.get((number as usize).checked_sub(1)?)
    }

    /// The exceptions that hold a thread.
    pub fn open_exceptions(&self) -> impl Iterator<Item = &ExceptionRecord> {
        self.exceptions.iter().filter(|exception| exception.state == ExceptionState::Open)
    }

    /// A timer that is set.
    pub fn timer(&self, number: TimerNo) -> Option<&Timer> {
        self.timers.iter().find(|timer| timer.timer == number)
    }

    /// A thread that lives.
    pub fn thread(&self, number: ThreadNo) -> Option<&Thread> {
        self.threads.iter().find(|thread| thread.thread == number)
    }

    /// The frame of a thread; 0: the run itself, and of a thread that is gone.
    pub fn frame_of(&self, thread: ThreadNo) -> ThreadNo {
        self.thread(thread).map_or(0, Thread::frame)
    }

    /// The block that a frame is a part of, and the part.
    pub fn part(&self, frame: ThreadNo) -> Option<(&Block, &BlockPart)> {
        if frame == 0 {
            return None;
        }
        self.blocks.iter().find_map(|block| Some((block, block.parts.iter().find(|part| part.frame == frame)?)))
    }

    /// A frame and those around it, the innermost first, with the blocks they are parts of; without the run itself.
    pub fn frames_outwards(&self, frame: ThreadNo) -> impl Iterator<Item = (&Block, &BlockPart)> {
        std::iter::successors(self.part(frame), |(block, _)| self.part(block.outer))
    }

    /// How many items the blocks have that it is in.
    pub fn items(&self) -> usize {
        let is_item = |part: &&BlockPart| part.item.is_some();
        self.blocks.iter().map(|block| block.parts.iter().filter(is_item).count()).sum()
    }

    /// Under which name the record of a step is kept: inside an item it is the item's own.
    pub fn key_of(&self, step: &Name, frame: ThreadNo) -> Name {
        let item = self.frames_outwards(frame).find(|(_, part)| part.item.is_some());
        item.map_or_else(|| step.clone(), |(_, part)| format!("{step}#{}", part.frame).into())
    }

    /// The record of a step as a frame sees it.
    pub fn record(&self, step: &Name, frame: ThreadNo) -> Option<&StepRecord> {
        self.steps.get(&self.key_of(step, frame))
    }

    /// The record of a step that tells most about it: inside items one that is open, else the last.
    pub fn shown(&self, step: &str) -> Option<&StepRecord> {
        if let Some(record) = self.steps.get(step) {
            return Some(record);
        }
        let of_item = |key: &Name| key.strip_prefix(step).is_some_and(|rest| rest.starts_with('#'));
        let mut records = self.steps.iter().filter(|(key, _)| of_item(key)).map(|(_, record)| record);
        let first = records.next()?;
        let later = |record: &&StepRecord| (record.state == StepState::Open, record.opened);
        Some(records.fold(first, |best, record| if later(&record) >= later(&best) { record } else { best }))
    }

    /// The open question to several people that a task is one answer to.
    pub fn ballot(&self, task: &TaskRecord) -> Option<&Ballot> {
        self.ballots.iter().find(|ballot| ballot.is_of(&task.step, task.pass, task.thread))
    }

    /// The tasks of a question to several people.
    pub fn tasks_of<'a>(&'a self, ballot: &'a Ballot) -> impl Iterator<Item = &'a TaskRecord> {
        self.tasks.iter().filter(|task| ballot.is_of(&task.step, task.pass, task.thread))
    }

    /// The block at which a thread waits.
    pub fn block_at(&self, thread: ThreadNo, step: &str) -> Option<&Block> {
        self.blocks.iter().rev().find(|block| block.thread == thread && &*block.step == step)
    }

    /// The block at which a thread waits, where it has not gone on.
    pub fn open_block_at(&self, thread: ThreadNo, step: &str) -> Option<&Block> {
        self.block_at(thread, step).filter(|block| !block.went_on)
    }

    /// Whether this pass of a step is open in a thread. What is held because its job or its run went wrong, because what it waited
    /// for cannot be taken, or because a block cannot go on by itself, is still open.
    pub fn is_open_in(&self, thread: ThreadNo, step: &str, pass: u32) -> bool {
        let Some(known) = self.thread(thread).filter(|known| known.pass == pass) else { return false };
        match &known.phase {
            Phase::In(at) => **at == *step,
            Phase::Held(exception) => {
                let is_of = |held: &ExceptionRecord| *held.step == *step && held.pass == pass;
                let is_begun = self.job_of(thread).is_some() || self.open_block_at(thread, step).is_some();
                self.exception(*exception).is_some_and(|held| is_of(held) && (is_begun || held.opened))
            }
            _ => false,
        }
    }

    /// How often a step has opened.
    pub fn pass(&self, step: &str) -> u32 {
        self.steps.get(step).map_or(0, |record| record.pass)
    }

    /// Where a step stands.
    pub fn step_state(&self, step: &str) -> StepState {
        self.steps.get(step).map_or(StepState::None, |record| record.state)
    }
}
