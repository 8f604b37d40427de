//! Undoes what a run did that has come to its outcome, on behalf of the run that asked for it: the steps that were completed, latest
//! first. It does not come to another outcome, and its own triggers, times and deadlines do not begin anew.

use crate::decide::burst::{Burst, Decision};
use crate::event::{Done, Event, Onwards, RunReopened, UndoBegun};
use crate::name::V1;
use crate::refusal::Refusal;
use crate::state::RunStatus;

/// A run has done nothing that could be undone, or not come to its outcome.
pub const NOT_UNDOABLE: &str = "run.not_undoable";

pub(super) fn carry_out(burst: &mut Burst<'_>) -> Decision {
    if burst.state.status != RunStatus::Finished || burst.state.completions.is_empty() {
        return Err(Refusal::new(NOT_UNDOABLE).with("run", &burst.state.key).into());
    }
    let v = V1::default();
    let undone: Vec<Done> = burst.state.completions.iter().rev().cloned().collect();
    let thread = burst.new_thread();
    burst.emit(Event::RunReopened(RunReopened { v, thread }));
    burst.emit(Event::UndoBegun(UndoBegun { v, thread, undone, then: Onwards::default() }));
    burst.next_undo(thread)
}
