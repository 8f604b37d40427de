//! Events about steps that several people answer: who is asked, how the answers count, who is not asked any more.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use baton_people::PersonId;
use serde::{Deserialize, Serialize};

use super::Why;
use crate::name::{Name, TaskNo, ThreadNo, V1};

/// See [`Event::BallotOpened`](super::Event::BallotOpened).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BallotOpened {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits for the answers.
    pub thread: ThreadNo,
    /// Those who are asked, in the order in which they are.
    pub people: Vec<PersonId>,
    /// How many of them must say yes.
    pub needed: u32,
    /// Why they.
    pub why: Why,
}

/// See [`Event::VoteCounted`](super::Event::VoteCounted).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VoteCounted {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits for the answers.
    pub thread: ThreadNo,
    /// The task with which it was given.
    pub task: TaskNo,
    /// How many said yes so far.
    pub yes: u32,
    /// How many said something else.
    pub others: u32,
    /// What that decides, if it is certain now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Name>,
}

/// See [`Event::VoterLeft`](super::Event::VoterLeft).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VoterLeft {
    /// Its form.
    pub v: V1,
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits for the answers.
    pub thread: ThreadNo,
    /// Their task, which is withdrawn; none: they were not asked yet.
    pub task: Option<TaskNo>,
    /// Who is gone.
    pub person: PersonId,
    /// How many of those who are left must say yes.
    pub needed: u32,
}

/// See [`Event::TaskClosed`](super::Event::TaskClosed).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskClosed {
    /// Its form.
    pub v: V1,
    /// The task, which is withdrawn.
    pub task: TaskNo,
    /// Its step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// Whose act made it so.
    pub by: Option<PersonId>,
}
