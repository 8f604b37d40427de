//! What a step needs, and what an outcome gives, is there on every way that leads to it. Shows a way that lacks it.

use super::Subject;
use super::given::Given;
use crate::codes;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let given = Given::find(subject);
    for step in &subject.steps {
        let Some(node) = subject.graph.step(&step.id).filter(|node| subject.flow.is_reached(node.id)) else { continue };
        for need in step.needs.iter().filter(|need| !given.has_inside(node.id, &need.name)) {
            let found = Found::new(&codes::NEED_NOT_GIVEN, need.span).with("field", &need.name);
            add(found.with("step", &step.title.text).way(given.way_without(node.id, &need.name)));
        }
    }
    for (name, outcome) in &subject.workflow.outcomes {
        let Some(node) = subject.graph.outcome(name) else { continue };
        for need in outcome.gives.iter().filter(|need| !given.has(node.id, &need.name)) {
            let found = Found::new(&codes::OUTCOME_NOT_GIVEN, need.span).with("field", &need.name);
            add(found.with("outcome", name).way(given.way_without(node.id, &need.name)));
        }
    }
}
