//! A stream: the entries of one run, one definition, the directory or the access rules, in their order.

use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// What a stream is about. The number stands in the hash of every entry and never changes.
    pub enum StreamKind {
        /// One run.
        Run = 1 "run",
        /// One workflow's published definitions.
        Definition = 2 "definition",
        /// People, groups, absence.
        Directory = 3 "directory",
        /// Tokens, roles, settings, signing keys, the rehearsal's clock.
        Access = 4 "access",
        /// A lock that runs share.
        Lock = 5 "lock",
        /// Events that wait for a run.
        Correlation = 6 "correlation",
    }
}

/// One stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stream {
    /// What it is about.
    pub kind: StreamKind,
    /// Which one: the run's or workflow's id; 0 where there is only one.
    pub id: i64,
}

impl Stream {
    /// The directory.
    pub const DIRECTORY: Self = Self { kind: StreamKind::Directory, id: 0 };
    /// The access rules. `workspace_created` is its first entry.
    pub const ACCESS: Self = Self { kind: StreamKind::Access, id: 0 };

    /// The stream of a run.
    pub const fn run(id: i64) -> Self {
        Self { kind: StreamKind::Run, id }
    }

    /// The stream of a workflow's definitions.
    pub const fn definition(workflow: i64) -> Self {
        Self { kind: StreamKind::Definition, id: workflow }
    }

    /// Kind and id in one integer, for tables with an integer key.
    pub const fn key(self) -> i64 {
        (self.id << 3) | self.kind.code()
    }

    /// The stream with this key.
    pub const fn from_key(key: i64) -> Option<Self> {
        match StreamKind::from_code(key & 7) {
            Some(kind) => Some(Self { kind, id: key >> 3 }),
            None => None,
        }
    }
}
