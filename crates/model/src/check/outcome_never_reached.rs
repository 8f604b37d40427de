//! Some way leads to every outcome.

use super::Subject;
use crate::codes;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    if subject.workflow.start.is_empty() || subject.workflow.steps.is_empty() {
        return;
    }
    for (name, outcome) in &subject.workflow.outcomes {
        let reached = subject.graph.outcome(name).is_some_and(|node| subject.flow.is_reached(node.id));
        if !reached {
            add(Found::new(&codes::OUTCOME_NEVER_REACHED, outcome.span).with("outcome", name));
        }
    }
}
