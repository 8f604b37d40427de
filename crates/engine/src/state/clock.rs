//! A clock that stands still.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Timer;
use crate::name::{Name, ThreadNo};

/// The clock of a block or of the run, which stands still.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoppedClock {
    /// The block; none: the run.
    pub block: Option<Name>,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits at it.
    pub thread: ThreadNo,
    /// Since when.
    pub since: Timestamp,
    /// Its timers, which are set again, so much later, when it goes on.
    pub timers: Vec<Timer>,
}
