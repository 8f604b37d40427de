//! `clock: stop` on work of our own: the time that we take would not count.

use super::Subject;
use crate::codes;
use crate::definition::{RoleRule, Step, StepKind};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for step in subject.steps.iter().filter(|step| step.stops_clock && is_own(subject, step)) {
        add(Found::new(&codes::CLOCK_ON_OWN_WORK, step.title_span).with("step", step.title.outline()));
    }
}

/// Whether it is done by a group of the house, a worker or the engine itself. Who is a person may be a customer.
fn is_own(subject: &Subject<'_>, step: &Step) -> bool {
    match &step.kind {
        StepKind::Task(_) | StepKind::Approve(_) => {
            let role = step.who.as_ref().and_then(|who| subject.workflow.roles.get(&who.name));
            role.is_some_and(|role| matches!(role.spec.rule, RoleRule::Group { .. }))
        }
        StepKind::Work(_) | StepKind::Call(_) | StepKind::Decide(_) | StepKind::Set(_) | StepKind::Send(_) => true,
        _ => false,
    }
}
