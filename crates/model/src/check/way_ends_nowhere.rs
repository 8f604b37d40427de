//! Every way ends with an outcome: a written one, the only one, or the default.

use super::Subject;
use crate::codes;
use crate::found::Found;
use crate::graph::NodeKind;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    if subject.graph.default_outcome.is_some() || subject.workflow.outcomes.is_empty() {
        return;
    }
    for way in subject.flow.ways() {
        let ends = subject.graph.node(way.to).is_some_and(|node| matches!(node.kind, NodeKind::ThreadEnd));
        let Some(from) = subject.graph.node(way.from).filter(|_| ends) else { continue };
        let is_end = from.step().is_some_and(|step| step.kind.word() == "end");
        if !is_end && subject.flow.is_reached(way.from) {
            add(Found::new(&codes::WAY_ENDS_NOWHERE, from.span).way(subject.flow.way_to(way.from)));
        }
    }
}
