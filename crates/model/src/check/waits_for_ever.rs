//! What may wait for ever: for an event or a condition without a deadline or a handler around it, and a step that can be
//! worked on only while a condition holds that may never hold again.

use super::Subject;
use crate::codes;
use crate::definition::step::{Wait, WaitFor};
use crate::definition::{Case, Step, StepKind};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for step in &subject.steps {
        let is_waiting = matches!(&step.kind, StepKind::Wait(Wait { what: WaitFor::Event(_) | WaitFor::Condition(_) }));
        if !is_waiting && step.only_while.is_none() {
            continue;
        }
        let is_held = |around: &&Step| around.span.holds(step.span) && is_limited(around);
        let mut around = subject.steps.iter().map(|other| &***other);
        let in_race = subject.steps.iter().any(|block| is_raced(block, step));
        if around.any(|other| is_held(&other)) || in_race || subject.workflow.in_case.iter().any(is_of_time) {
            continue;
        }
        match &step.only_while {
            Some(only_while) => {
                let found = Found::new(&codes::ONLY_WHILE_FOR_EVER, only_while.span).with("step", &step.id);
                add(found.with("condition", &only_while.text));
            }
            None => add(Found::new(&codes::WAITS_FOR_EVER, step.title_span).with("step", &step.id)),
        }
    }
}

/// Whether time or a handler ends it.
fn is_limited(step: &Step) -> bool {
    step.due.is_some() || !step.in_case.is_empty() || step.escalate.is_some()
}

fn is_of_time(handler: &crate::definition::Handler) -> bool {
    matches!(handler.when, Case::After(_) | Case::Event(_) | Case::When(_) | Case::Overdue)
}

/// Whether a step stands in one of several branches of which one wins.
fn is_raced(block: &Step, step: &Step) -> bool {
    matches!(block.kind, StepKind::Race(_)) && block.branches().len() > 1 && block.span.holds(step.span)
}
