//! Some way leads to every step.

use super::Subject;
use crate::codes;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    if subject.workflow.start.is_empty() {
        return;
    }
    let mut told_inside = None;
    for step in &subject.steps {
        let Some(node) = subject.graph.step(&step.id) else { continue };
        let is_first_of_its_name = node.step().is_some_and(|known| known.title_span == step.title_span);
        if subject.flow.is_reached(node.id)
            || !is_first_of_its_name
            || told_inside.is_some_and(|outer: crate::span::Span| outer.holds(step.span))
        {
            continue;
        }
        told_inside = Some(step.span);
        add(Found::new(&codes::UNREACHABLE_STEP, step.title_span).with("step", &step.id));
    }
}
