//! A step with an `undo` that nothing ever undoes. What other runs ask for, they may undo.

use super::Subject;
use crate::codes;
use crate::definition::step::Undoes;
use crate::definition::{StartKind, Step};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    if subject.workflow.start.iter().any(|start| matches!(start.kind, StartKind::Run)) {
        return;
    }
    let of_steps = subject.steps.iter().flat_map(|step| {
        let choices = step.choices().into_iter().flat_map(|choices| choices.values()).map(|choice| &choice.undoes);
        [&step.undoes].into_iter().chain(choices).chain(step.in_case.iter().map(|handler| &handler.undoes))
    });
    let of_run = subject.workflow.in_case.iter().map(|handler| &handler.undoes);
    let all: Vec<&Undoes> = of_steps.chain(of_run).collect();
    let is_undone = |step: &Step| {
        all.iter().any(|undoes| match undoes {
            Undoes::Nothing => false,
            Undoes::All => true,
            Undoes::Steps(named) => named
                .iter()
                .any(|named| subject.steps.iter().any(|block| block.id == named.name && holds(block, &step.id))),
        })
    };
    for step in subject.steps.iter().filter(|step| !step.undo.is_empty() && !is_undone(step)) {
        add(Found::new(&codes::UNDO_UNUSED, step.title_span).with("step", step.title.outline()));
    }
}

fn holds(block: &Step, step: &str) -> bool {
    block.id == step || block.inner().into_iter().flatten().any(|inner| holds(inner, step))
}
