//! How a run can go on after an exception: what resolving takes and what screens offer are one list.

use baton_model::Compiled;
use baton_model::definition::StepKind;
use baton_model::graph::Node;

use crate::behaviour::beside::is_beside;
use crate::behaviour::exceptions::{EVENT_REFUSED, TIMER_REFUSED, is_of_start};
use crate::event::Place;
use crate::name::START;
use crate::state::{ExceptionRecord, RunState};

/// A way on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// What is missing is filled in.
    Supply,
    /// It is tried again.
    Retry,
    /// Somebody is given the step.
    Assign,
    /// The step is passed over.
    Skip,
    /// Values of the run are changed, and it is tried again.
    Change,
    /// It goes on at another step.
    Move,
    /// It is dropped, before its first step.
    Drop,
}

impl Way {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Supply => "supply",
            Self::Retry => "retry",
            Self::Assign => "assign",
            Self::Skip => "skip",
            Self::Change => "change",
            Self::Move => "move",
            Self::Drop => "drop",
        }
    }
}

/// The ways on from an exception, the likeliest first.
pub fn ways(def: &Compiled, state: &RunState, record: &ExceptionRecord) -> Vec<Way> {
    if &*record.code == TIMER_REFUSED || is_beside(&record.code) {
        return vec![Way::Retry];
    }
    if &*record.code == EVENT_REFUSED {
        // What could not be kept cannot be heard again.
        let again = record.came.as_ref().map(|_| Way::Retry);
        return again.into_iter().chain([Way::Skip]).collect();
    }
    if is_of_start(&record.code) {
        let on = if record.missing.is_empty() { Way::Retry } else { Way::Supply };
        // A run that is ending is not cancelled once more.
        return std::iter::once(on).chain(state.ending.is_none().then_some(Way::Drop)).collect();
    }
    let node = match &record.at {
        Place::Step(step) => def.graph.step(step),
        _ => None,
    };
    let step = node.and_then(Node::step);
    let by_people = record.at == Place::Start || step.is_some_and(|step| step.is_by_people() && &*step.id != START);
    let is_end = step.is_some_and(|step| matches!(step.kind, StepKind::End(_)));
    let mut ways = Vec::new();
    if !record.missing.is_empty() {
        ways.push(Way::Supply);
    }
    ways.push(Way::Retry);
    if by_people && &*record.code == "role.nobody_left" {
        ways.push(Way::Assign);
    }
    if node.is_some_and(|node| node.skip.is_some()) && !is_end {
        ways.push(Way::Skip);
    }
    ways.push(Way::Change);
    ways.push(Way::Move);
    ways
}
