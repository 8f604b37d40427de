//! A jump out of a parallel block that throws away what other people have open there: says whose.

use std::collections::HashMap;

use super::Subject;
use crate::codes;
use crate::definition::{Step, StepKind};
use crate::found::Found;
use crate::graph::{Graph, NodeId};
use crate::map::IndexSet;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let mut known: HashMap<(NodeId, usize), Vec<String>> = HashMap::new();
    for step in &subject.steps {
        let Some(node) = subject.graph.step(&step.id) else { continue };
        for (name, edge) in &node.choices {
            let mut whose: Vec<String> = Vec::new();
            for block in &edge.leaves {
                let Some(branch) = branch_of(subject.graph, *block, step) else { continue };
                let others = known.entry((*block, branch)).or_insert_with(|| others(subject.graph, *block, branch));
                whose.extend(others.iter().cloned());
            }
            whose.dedup();
            let (Some(block), false) = (edge.leaves.last(), whose.is_empty()) else { continue };
            let then = step.choices().and_then(|choices| choices.get(name)).and_then(|choice| choice.then.first());
            let (Some(then), Some(block)) = (then, step_of(subject.graph, *block)) else { continue };
            let found = Found::new(&codes::JUMP_WITHDRAWS_WORK, then.span).with("target", &then.to);
            add(found.with("block", block.title.outline()).with("whose", whose.join(", ")).with("step", &step.id));
        }
    }
}

/// The branch of a block that a step stands in.
fn branch_of(graph: &Graph, block: NodeId, step: &Step) -> Option<usize> {
    let block = step_of(graph, block).filter(|block| matches!(block.kind, StepKind::Parallel(_)))?;
    block.branches().iter().position(|branch| branch.span.holds(step.span))
}

/// The roles that have steps in the other branches of a block, each once.
fn others(graph: &Graph, block: NodeId, branch: usize) -> Vec<String> {
    let branches = step_of(graph, block).map(Step::branches).unwrap_or_default();
    let other = branches.iter().enumerate().filter(|(index, _)| *index != branch);
    let mut inside = Vec::new();
    other.flat_map(|(_, branch)| &branch.steps).for_each(|step| step.collect_into(&mut inside));
    let roles: IndexSet<&str> = inside.iter().filter_map(|step| Some(step.who.as_ref()?.name.as_str())).collect();
    roles.into_iter().map(str::to_owned).collect()
}

fn step_of(graph: &Graph, node: NodeId) -> Option<&Step> {
    graph.node(node).and_then(|node| node.step()).map(|step| &**step)
}
