//! What to measure, and how long.

use std::time::Duration;

/// A workload, by the name it has in the table of `bench/README.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    /// W1: runs that go straight through five automatic steps.
    StraightThrough,
    /// W2: a request, a task, a decision, an approval.
    HumanApproval,
    /// W3: many runs that wait at a person; a restart with them.
    Waiting,
    /// W4: lists of open tasks while W2 runs beside many waiting runs.
    Inbox,
    /// W5: many timers due at once while W2 runs.
    Timers,
    /// W2 where very many runs have been finished, and in an empty workspace, in turns.
    Growing,
}

impl Workload {
    /// All of them, with their short names.
    pub const ALL: [(&'static str, Self); 6] = [
        ("W1", Self::StraightThrough),
        ("W2", Self::HumanApproval),
        ("W3", Self::Waiting),
        ("W4", Self::Inbox),
        ("W5", Self::Timers),
        ("growing", Self::Growing),
    ];

    /// Its short name, such as `W1`.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, workload)| *workload == self).map_or("", |(name, _)| name)
    }
}

/// What to measure, and how long.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which workload.
    pub workload: Workload,
    /// How many clients work at the same time, each on a connection of its own.
    pub clients: usize,
    /// How long is measured, after a warm-up of a tenth of it.
    pub time: Duration,
    /// How many runs wait (W3, W4), timers fall due (W5) or runs are finished before (growing).
    pub runs: usize,
    /// A server that runs already, such as `http://127.0.0.1:7400`; without it one is started in a new folder.
    pub url: Option<String>,
    /// An administrator of that server, by handle or e-mail; an example workspace has one that needs no password.
    pub person: Option<String>,
    /// Their password; an example workspace needs none.
    pub password: Option<String>,
}
