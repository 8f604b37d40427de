//! The places where a run is at the same time, and the branch each is in.

use baton_people::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{Place, TimerKind};
use crate::name::{ExceptionNo, Name, START, SubNo, TaskNo, ThreadNo, TimerNo};

/// A place where the run is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    /// Its number.
    pub thread: ThreadNo,
    /// The branch it is in; none: the run itself.
    pub branch: Option<Branch>,
    /// What it does.
    pub phase: Phase,
    /// Whose step came last on its way.
    pub from: Option<PersonId>,
    /// Which pass of the step it is in.
    #[serde(default)]
    pub pass: u32,
    /// Whether it goes on although what it belongs to is withdrawn, and leads nowhere: it does what a `cancelled` handler says, or
    /// undoes what a cancelled run did.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outlasts: bool,
}

impl Thread {
    /// The frame it is in; 0: the run itself.
    pub fn frame(&self) -> ThreadNo {
        // Branches that opened before frames had a number held one thread, whose number is the frame's.
        self.branch.as_ref().map_or(0, |branch| if branch.frame == 0 { self.thread } else { branch.frame })
    }
}

/// The branch, item or round of a block that a thread is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// The block.
    pub block: Name,
    /// The block's pass.
    pub pass: u32,
    /// The branch.
    pub branch: Name,
    /// The thread that waits at the block.
    pub parent: ThreadNo,
    /// The frame: its first thread.
    #[serde(default)]
    pub frame: ThreadNo,
}

/// What a thread does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// It is between two steps, inside one command.
    Between,
    /// It goes on here with the next command.
    Paused {
        /// Where to.
        to: Place,
        /// The step, block or start it comes from.
        via: Option<Name>,
    },
    /// It is in this step.
    In(Name),
    /// It waits at the `join` of this step for others.
    AtJoin {
        /// The step.
        step: Name,
        /// The step, block or start it came from.
        way: Name,
    },
    /// It waits before this step, which cannot begin yet.
    Before {
        /// The step.
        step: Name,
        /// The lock it waits for; none: its `only_while`.
        lock: Option<Name>,
        /// Its place among those that wait.
        nth: u32,
        /// The entry with which it asked for the lock, where all runs of the workflow share that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<i64>,
        /// Where it goes on in the step, where that is past its beginning.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        past: Option<Place>,
    },
    /// This exception holds it.
    Held(ExceptionNo),
    /// It waits until this run that was asked for has undone what it did.
    UndoingRun {
        /// Its number here.
        sub: SubNo,
        /// Since when.
        since: Timestamp,
    },
}

/// Something that shall happen at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    /// Its number.
    pub timer: TimerNo,
    /// What it is for.
    pub kind: TimerKind,
    /// Which of the step's reminders or escalations, from 0.
    pub nth: u32,
    /// When.
    pub at: Timestamp,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// Its task.
    pub task: Option<TaskNo>,
    /// The thread in the step; 0: it was not noted.
    #[serde(default)]
    pub thread: ThreadNo,
}

impl Timer {
    /// Whether it is of the run as a whole, not of a step.
    pub fn is_of_run(&self) -> bool {
        &*self.step == START && self.pass == 0
    }

    /// Whether it belongs to this pass of a step.
    pub fn is_of(&self, step: &str, pass: u32, thread: ThreadNo) -> bool {
        &*self.step == step && self.pass == pass && (self.thread == 0 || self.thread == thread)
    }
}
