//! What the engine asks of a whole workflow with every command, found once when it is compiled: what a command costs does not grow
//! with the number of steps that it has nothing to do with.

use std::collections::HashSet;
use std::sync::Arc;

use crate::definition::{Case, Step, Template, Workflow};

/// What is true of a whole workflow.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// The texts of forms, choices, starts and outcomes of which parts are computed.
    pub computed_texts: Vec<Template>,
    /// Whether a step stops the clock while it waits.
    pub stops_clock: bool,
    of_cancelled: HashSet<String>,
    of_undo: HashSet<String>,
}

impl Index {
    /// Looks through a workflow.
    pub(crate) fn of(workflow: &Workflow) -> Self {
        let steps = workflow.all_steps();
        let handlers = workflow.in_case.iter().chain(steps.iter().flat_map(|step| &step.in_case));
        let of_cancelled = handlers.filter(|handler| matches!(handler.when, Case::Cancelled));
        Self {
            computed_texts: workflow.computed_texts().into_iter().cloned().collect(),
            stops_clock: steps.iter().any(|step| step.stops_clock),
            of_cancelled: ids(of_cancelled.flat_map(|handler| &handler.steps)),
            of_undo: ids(steps.iter().flat_map(|step| &step.undo)),
        }
    }

    /// Whether a step is one of a `cancelled` handler's own.
    pub fn is_of_cancelled(&self, step: &str) -> bool {
        self.of_cancelled.contains(step)
    }

    /// Whether a step is done for something that is cancelled, or undoes something.
    pub fn is_aside(&self, step: &str) -> bool {
        self.is_of_cancelled(step) || self.of_undo.contains(step)
    }
}

/// The ids of these steps and of all inside them.
fn ids<'a>(steps: impl Iterator<Item = &'a Arc<Step>>) -> HashSet<String> {
    let mut all = Vec::new();
    steps.for_each(|step| step.collect_into(&mut all));
    all.into_iter().map(|step| step.id.clone()).collect()
}
