//! What one run has another do: begin it, cancel it, hear of its end. It waits in the outbox, so that it is not lost with the
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
    /// See whose turn it is to have a lock of a workflow, where nobody has it.
    PassLock {
        /// The workflow.
        workflow: i64,
        /// The lock.
        lock: String,
    },
    /// Tell the run that asked for it that it has begun, or ended.
    TellParent {
        /// Whether it has ended.
        ended: bool,
    },
}

impl Order {
    /// As it stands in the outbox. There is nothing personal in it: what it hands over is looked up when it is carried out.
    pub fn body(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// From the outbox; none: the run only goes on.
    pub fn read(body: &[u8]) -> Option<Self> {
        serde_json::from_slice(body).ok()
    }
}
