//! A jump out of a parallel block that throws away what other people have open there: says whose.

use super::Subject;
use crate::codes;
use crate::definition::{Step, StepKind};
use crate::found::Found;
use crate::graph::{Graph, NodeId};

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for step in &subject.steps {
        let Some(node) = subject.graph.step(&step.id) else { continue };
        for (name, edge) in &node.choices {
            let whose = edge.leaves.iter().flat_map(|block| others(subject.graph, *block, step));
            let mut whose: Vec<String> = whose.collect();
            whose.dedup();
            let (Some(block), false) = (edge.leaves.last(), whose.is_empty()) else { continue };
            let then = step.choices().and_then(|choices| choices.get(name)).and_then(|choice| choice.then.as_ref());
            let (Some(then), Some(block)) = (then, step_of(subject.graph, *block)) else { continue };
            let found = Found::new(&codes::JUMP_WITHDRAWS_WORK, then.span).with("target", &then.to);
            add(found.with("block", &block.title.text).with("whose", whose.join(", ")).with("step", &step.id));
        }
    }
}

/// The roles that have steps in the other branches of a block.
fn others(graph: &Graph, block: NodeId, step: &Step) -> Vec<String> {
    let Some(StepKind::Parallel(parallel)) = step_of(graph, block).map(|block| &block.kind) else { return Vec::new() };
    let other = parallel.branches.iter().filter(|branch| !branch.span.holds(step.span));
    let mut inside = Vec::new();
    other.flat_map(|branch| &branch.steps).for_each(|step| step.collect_into(&mut inside));
    inside.into_iter().filter_map(|step| step.who.as_ref().map(|who| who.name.clone())).collect()
}

fn step_of(graph: &Graph, node: NodeId) -> Option<&Step> {
    graph.node(node).and_then(|node| node.step()).map(|step| &**step)
}
