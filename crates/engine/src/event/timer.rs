//! Events about timers and what they bring about: reminders, escalation, deadlines.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use baton_people::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Why;
use crate::name::{Name, TaskNo, ThreadNo, TimerNo, V1};

/// See [`Event::TimerSet`](super::Event::TimerSet).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimerSet {
    /// Its form.
    pub v: V1,
    /// The timer.
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
    /// The thread in the step; 0: that of its task.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub thread: ThreadNo,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(thread: &ThreadNo) -> bool {
    *thread == 0
}

/// What a timer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerKind {
    /// The deadline.
    Due,
    /// A reminder.
    Remind,
    /// An escalation.
    Escalate,
    /// The end of a `wait`.
    Wait,
    /// A handler that is for a time.
    Handler,
    /// A job is tried again; `nth` is its number.
    Retry,
    /// A worker has had a job for as long as it may; `nth` is its number.
    Timeout,
    /// A date of the run has come with which another run begins; `nth` is the entry of `start:`, from 0.
    Start,
}

/// See [`Event::TimerCancelled`](super::Event::TimerCancelled).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimerCancelled {
    /// Its form.
    pub v: V1,
    /// The timer.
    pub timer: TimerNo,
}

/// See [`Event::TimerFired`](super::Event::TimerFired).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimerFired {
    /// Its form.
    pub v: V1,
    /// The timer, which is gone.
    pub timer: TimerNo,
    /// What it was for.
    pub kind: TimerKind,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// When it was due; the entry's own time is when it fired.
    pub at: Timestamp,
    /// Which of its kind it was.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub nth: u32,
}

/// See [`Event::DueMoved`](super::Event::DueMoved).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DueMoved {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The new deadline; none: there is none any more.
    pub due: Option<Timestamp>,
    /// What was empty in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The thread in the step, where that is inside an item.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub thread: ThreadNo,
}

/// See [`Event::Reminded`](super::Event::Reminded).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reminded {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The task.
    pub task: TaskNo,
    /// Who was reminded.
    pub to: Vec<PersonId>,
    /// The reminder as the definition has it.
    pub offset: String,
}

/// See [`Event::Escalated`](super::Event::Escalated).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Escalated {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The task.
    pub task: TaskNo,
    /// Who was brought in; nobody if nobody could be found.
    pub to: Vec<PersonId>,
    /// What that means.
    pub how: EscalationHow,
    /// Why they.
    pub why: Why,
}

/// What an escalation means for who has the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EscalationHow {
    /// Both may do it.
    Add,
    /// The other one has it now.
    Move,
    /// The other one is told.
    Tell,
}
