//! Events about clocks that stand still while all that is open waits for somebody else.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use serde::{Deserialize, Serialize};

use crate::name::{Name, ThreadNo, TimerNo, V1};

/// See [`Event::ClockStopped`](super::Event::ClockStopped).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStopped {
    /// Its form.
    pub v: V1,
    /// The block; none: the run.
    pub block: Option<Name>,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits at it.
    pub thread: ThreadNo,
    /// The timers of the run that stand with its clock; those of a block all stand with theirs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timers: Vec<TimerNo>,
}

/// See [`Event::ClockStarted`](super::Event::ClockStarted).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStarted {
    /// Its form.
    pub v: V1,
    /// The block; none: the run.
    pub block: Option<Name>,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits at it.
    pub thread: ThreadNo,
    /// How long it stood still, in milliseconds: so much later are its deadlines.
    pub stood_ms: i64,
}
