//! What a step needs, and what an outcome gives, is there on every way that leads to it. Shows a way that lacks it.

use super::Subject;
use super::given::{Given, Uncertain};
use crate::codes;
use crate::found::Found;
use crate::graph::NodeId;
use crate::limits::FAULTS_MAX;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    missing(subject, &Given::find(subject, Uncertain::new()), &|_, _| false, add);
}

/// What is missing only because shared decisions may leave it empty.
pub(super) fn left_empty(subject: &Subject<'_>, uncertain: Uncertain, add: &mut dyn FnMut(Found)) {
    let anyhow = Given::find(subject, Uncertain::new());
    missing(subject, &Given::find(subject, uncertain), &|node, field| !anyhow.has_inside(node, field), add);
}

fn missing(
    subject: &Subject<'_>,
    given: &Given<'_, '_>,
    is_told: &dyn Fn(NodeId, &str) -> bool,
    add: &mut dyn FnMut(Found),
) {
    // A way is looked for where it will be told.
    let mut told = 0;
    let mut way = |node, field: &str| {
        told += 1;
        if told > FAULTS_MAX { Vec::new() } else { given.way_without(node, field) }
    };
    let is_missing = |node, field: &str| !given.has_inside(node, field) && !is_told(node, field);
    for step in &subject.steps {
        let Some(node) = subject.graph.step(&step.id).filter(|node| subject.flow.is_reached(node.id)) else { continue };
        for need in step.needed().filter(|need| is_missing(node.id, &need.name)) {
            let found = Found::new(&codes::NEED_NOT_GIVEN, need.span).with("field", &need.name);
            add(found.with("step", step.title.outline()).way(way(node.id, &need.name)));
        }
    }
    for (name, outcome) in &subject.workflow.outcomes {
        let Some(node) = subject.graph.outcome(name) else { continue };
        for need in outcome.gives.iter().filter(|need| is_missing(node.id, &need.name)) {
            let found = Found::new(&codes::OUTCOME_NOT_GIVEN, need.span).with("field", &need.name);
            add(found.with("outcome", name).way(way(node.id, &need.name)));
        }
    }
}
