//! What run began another one, by its end or by one of its dates.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::RunState;
use crate::limits::CHAIN_HOURS;
use crate::name::RunId;

/// The run that began another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// Which.
    pub run: RunId,
    /// How many runs began one another before this one, with nobody in between.
    pub chain: u32,
}

impl Cause {
    /// A run as the cause of another one. Where somebody did something in it, or it took its time, the chain begins anew.
    pub fn of(state: &RunState, now: jiff::Timestamp) -> Self {
        let by_people = state.tasks.iter().any(|task| task.done_by.is_some());
        let lasted = state.ended.unwrap_or(now).duration_since(state.started);
        let before = state.cause.map_or(0, |cause| cause.chain);
        let anew = by_people || lasted >= SignedDuration::from_hours(CHAIN_HOURS);
        Self { run: state.run, chain: if anew { 1 } else { before + 1 } }
    }
}
