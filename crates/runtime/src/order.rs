//! What one run has another do: begin, cancel it, hear of its end. It waits in the outbox, so that it is not lost with the
//! process; the command that carries it out takes its row out in the same transaction, so it is done once.

use serde::{Deserialize, Serialize};

/// What is to be done for a run, or told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "snake_case")]
pub enum Order {
    /// Begin the run that it asks for under this number.
    StartSub {
        /// Its number.
        sub: u32,
    },
    /// That could not begin.
    FailSub {
        /// Its number.
        sub: u32,
        /// Why.
        why: String,
    },
    /// Cancel the run that it asked for under this number.
    CancelSub {
        /// Its number.
        sub: u32,
    },
    /// Have the run that it asked for under this number undo what it did.
    UndoSub {
        /// Its number.
        sub: u32,
    },
    /// Tell the run that asked for it that what it did is undone. It holds who is told: who tells may be taken out before.
    TellUndone {
        /// The run that asked for it.
        parent: i64,
        /// Under which number.
        sub: u32,
    },
    /// See whose turn it is to have a lock of a workflow, where nobody has it.
    PassLock {
        /// The workflow.
        workflow: i64,
        /// The lock.
        lock: String,
    },
    /// Begin a run of a workflow that starts after this one has ended.
    BeginAfter {
        /// The other workflow's number.
        workflow: i64,
        /// Which entry of its `start:`.
        start: usize,
        /// With what it was refused before: it begins all the same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refused: Option<String>,
    },
    /// Begin the run that begins with one of its dates.
    BeginByDate {
        /// Which entry of `start:` of its version.
        start: u32,
        /// With what it was refused before: it begins all the same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refused: Option<String>,
    },
    /// Tell the run that asked for it that it has begun, or ended.
    TellParent {
        /// Whether it has ended.
        ended: bool,
    },
}

impl Order {
    /// The same, of a run that begins all the same although that was refused; none: it was refused before, or is not about that.
    pub fn all_the_same(&self, refused: &str) -> Option<Self> {
        let refused = Some(refused.to_owned());
        match self {
            Self::BeginAfter { workflow, start, refused: None } => {
                Some(Self::BeginAfter { workflow: *workflow, start: *start, refused })
            }
            Self::BeginByDate { start, refused: None } => Some(Self::BeginByDate { start: *start, refused }),
            _ => None,
        }
    }

    /// Whether it begins a run although that was refused.
    pub fn is_all_the_same(&self) -> bool {
        matches!(self, Self::BeginAfter { refused: Some(_), .. } | Self::BeginByDate { refused: Some(_), .. })
    }

    /// Whether it goes on where the run that it is of is taken out: it concerns others.
    pub fn outlasts_its_run(&self) -> bool {
        matches!(self, Self::PassLock { .. } | Self::TellUndone { .. })
    }

    /// As it stands in the outbox. There is nothing personal in it: what it hands over is looked up when it is carried out.
    pub fn body(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// From the outbox; none: the run only goes on.
    pub fn read(body: &[u8]) -> Option<Self> {
        serde_json::from_slice(body).ok()
    }
}
