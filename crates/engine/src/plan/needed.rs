//! Whether a workflow of a process will be run, as far as its condition can be told before it is asked.
//!
//! A condition is asked when all that comes before is over. Until then its answer counts only where nothing that it asks for can
//! change any more: no part that is still to end gives a field of it, every step it names is over, and it does not ask
//! what time it is. Otherwise it is undecided, whatever it would say now.

use std::collections::BTreeSet;

use baton_feel::{Program, Value};
use baton_model::definition::{Process, SubRun as Entry};

use super::Needed;
use crate::behaviour::values::Names;
use crate::state::{RunState, StepState};

/// Whether an entry that has not begun will be run.
pub(super) fn needed(entry: &Entry, process: &Process, state: &RunState, names: &Names<'_>) -> Needed {
    let Some(when) = &entry.when else { return Needed::Yes };
    if !is_settled(&when.program, process, state) {
        return Needed::Undecided;
    }
    match names.eval(&when.program) {
        Ok(outcome) if outcome.value.is_true() => Needed::Yes,
        Ok(_) => Needed::No,
        Err(_) => Needed::Undecided,
    }
}

fn is_settled(when: &Program, process: &Process, state: &RunState) -> bool {
    let words = |text: &str| text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(is_of_time);
    let open = process.workflows.iter().filter(|entry| !is_over(state, &entry.id.name));
    let to_come: BTreeSet<&str> = open.flat_map(|entry| &entry.gives).map(|taken| taken.mine.name.as_str()).collect();
    let named = when
        .calls()
        .iter()
        .filter(|call| call.function == "step")
        .all(|call| matches!(call.arguments.first(), Some(Some(Value::Text(id))) if is_over(state, id)));
    named && !words(when.text()) && !when.uses().iter().any(|used| to_come.contains(used.name()))
}

fn is_of_time(word: &str) -> bool {
    matches!(word, "now" | "today")
}

fn is_over(state: &RunState, step: &str) -> bool {
    let record = state.steps.get(step);
    record.is_some_and(|record| matches!(record.state, StepState::Done | StepState::Skipped | StepState::Withdrawn))
}
