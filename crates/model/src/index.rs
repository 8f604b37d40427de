//! What the engine asks of a whole workflow with every command, found once when it is compiled: what a command costs does not grow
//! with the number of steps that it has nothing to do with.

use std::sync::Arc;

use crate::definition::{Case, FieldType, Step, Template, Workflow};
use crate::map::IndexSet;

/// What is true of a whole workflow.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// The texts of forms, choices, starts and outcomes of which parts are computed.
    pub computed_texts: Vec<Template>,
    /// Whether a step stops the clock while it waits.
    pub stops_clock: bool,
    label_fields: Option<IndexSet<String>>,
    of_cancelled: IndexSet<String>,
    of_undo: IndexSet<String>,
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
            label_fields: match &workflow.label {
                Some(label) => read_by(label, workflow),
                None => Some(IndexSet::default()),
            },
            of_cancelled: ids(of_cancelled.flat_map(|handler| &handler.steps)),
            of_undo: ids(steps.iter().flat_map(|step| &step.undo)),
        }
    }

    /// Whether the run's name in lists may be another once a field has another value.
    pub fn names_run(&self, field: &str) -> bool {
        self.label_fields.as_ref().is_none_or(|fields| fields.contains(field))
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

/// The fields whose values a text tells; none where it tells anything else: it may be another at any time.
fn read_by(text: &Template, workflow: &Workflow) -> Option<IndexSet<String>> {
    let is_plain = |name: &&str| workflow.fields.get(*name).is_some_and(|field| field.ty != FieldType::Person);
    text.expressions().map(|expr| expr.program.as_name().filter(is_plain).map(str::to_owned)).collect()
}

/// The ids of these steps and of all inside them.
fn ids<'a>(steps: impl Iterator<Item = &'a Arc<Step>>) -> IndexSet<String> {
    let mut all = Vec::new();
    steps.for_each(|step| step.collect_into(&mut all));
    all.into_iter().map(|step| step.id.clone()).collect()
}
