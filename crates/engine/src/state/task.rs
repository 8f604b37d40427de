//! What a run's state keeps of a task: whose it is and why, since when, and where it stands.

use baton_model::definition::Priority;
use baton_people::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{TaskKind, Why};
use crate::name::{Name, TaskNo, ThreadNo};

/// A task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskRecord {
    /// Its number in the run, from 1.
    pub task: TaskNo,
    /// What kind.
    pub kind: TaskKind,
    /// Its step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits for it.
    pub thread: ThreadNo,
    /// Where it stands.
    pub state: TaskState,
    /// Why it is whose it is.
    pub why: Why,
    /// Those who may claim it.
    pub offered: Vec<PersonId>,
    /// Who has it.
    pub assignee: Option<PersonId>,
    /// Those who were brought in and may do it as well.
    pub added: Vec<PersonId>,
    /// Whose step came last before it.
    pub from: Option<PersonId>,
    /// When it was made.
    pub opened: Timestamp,
    /// Since when it lies with who has it: when it was made, or given to somebody else.
    pub handed: Timestamp,
    /// The entry that made it.
    pub entry: i64,
    /// The run's `rev` when it was made.
    pub rev: i64,
    /// When it was taken up first.
    pub taken_over: Option<Timestamp>,
    /// Whether who has it is to accept it first.
    #[serde(default)]
    pub to_accept: bool,
    /// When it is due.
    pub due: Option<Timestamp>,
    /// Its step's title, where parts of it are computed.
    #[serde(default)]
    pub title: Option<String>,
    /// How urgent it is.
    #[serde(default)]
    pub priority: Priority,
    /// What was chosen.
    pub choice: Option<Name>,
    /// What that was called then, where parts of it are computed.
    #[serde(default)]
    pub label: Option<String>,
    /// Who finished it.
    pub done_by: Option<PersonId>,
    /// When it was finished or withdrawn.
    pub ended: Option<Timestamp>,
    /// The entry that finished or withdrew it; 0: it is open.
    pub ended_entry: i64,
}

impl TaskRecord {
    /// Whether this person may do it or claim it.
    pub fn is_for(&self, person: PersonId) -> bool {
        self.assignee == Some(person)
            || self.added.contains(&person)
            || (self.state == TaskState::Offered && self.offered.contains(&person))
    }

    /// Everybody who may do it or claim it.
    pub fn people(&self) -> Vec<PersonId> {
        let offered = if self.state == TaskState::Offered { self.offered.as_slice() } else { &[] };
        let mut people: Vec<PersonId> = self.assignee.iter().chain(&self.added).chain(offered).copied().collect();
        people.sort_unstable();
        people.dedup();
        people
    }
}

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Several may claim it.
    Offered,
    /// Somebody was given it.
    Assigned,
    /// Somebody took it.
    Claimed,
    /// It is finished.
    Done,
    /// It was taken back.
    Withdrawn,
}

impl TaskState {
    /// Whether it can still be worked on.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Offered | Self::Assigned | Self::Claimed)
    }

    /// The word the API and screens have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Assigned => "assigned",
            Self::Claimed => "claimed",
            Self::Done => "done",
            Self::Withdrawn => "withdrawn",
        }
    }
}
