//! What must be filled in although the field itself does not demand it: what a later step needs or an outcome gives,
//! unless a step on the way there fills it in itself. The default outcome is come to where a path ends.

use baton_model::Compiled;
use baton_model::definition::Outcome;
use baton_model::graph::{Edge, Node, NodeKind};

/// Whether what comes once a step is done with this choice, or what undoes it, demands that a field is filled in.
pub fn is_demanded_after(def: &Compiled, node: Option<&Node>, choice: Option<&str>, field: &str) -> bool {
    let undo = node.and_then(|node| node.undo.as_ref());
    is_demanded(def, node.and_then(|node| node.after(choice)), field) || is_demanded(def, undo, field)
}

/// The same of what a run begins with: a handler of the run may fire at any time.
pub fn is_demanded_from_start(def: &Compiled, way: Option<&Edge>, field: &str) -> bool {
    let handlers = def.graph.handlers.iter().map(Some);
    std::iter::once(way).chain(handlers).any(|way| is_demanded(def, way, field))
}

/// Whether what comes on this way demands that a field is filled in.
pub fn is_demanded(def: &Compiled, way: Option<&Edge>, field: &str) -> bool {
    let mut seen = vec![false; def.graph.nodes.len()];
    let mut left: Vec<&Edge> = way.into_iter().collect();
    while let Some(edge) = left.pop() {
        let Some(node) = def.graph.node(edge.to) else { continue };
        if std::mem::replace(&mut seen[edge.to.0 as usize], true) {
            continue;
        }
        if needs(def, node, field) {
            return true;
        }
        if !gives(def, node, field) {
            left.extend(node.ways());
        }
    }
    false
}

fn needs(def: &Compiled, node: &Node, field: &str) -> bool {
    let is_given = |outcome: &Outcome| outcome.gives.iter().any(|given| given.name == field);
    match &node.kind {
        NodeKind::Step(step) => step.needed().any(|needed| needed.name == field),
        NodeKind::Outcome(outcome) => def.workflow.outcomes.get(outcome).is_some_and(is_given),
        // Where nothing is left to do the run comes to its only outcome, or to the default.
        NodeKind::ThreadEnd => def.workflow.default_outcome().is_some_and(is_given),
        _ => false,
    }
}

fn gives(def: &Compiled, node: &Node, field: &str) -> bool {
    match &node.kind {
        NodeKind::Step(step) => step.when.is_none() && step.gives.iter().any(|given| given.field == field),
        NodeKind::Start(start) => {
            def.workflow.start.get(*start).is_some_and(|start| start.gives.iter().any(|given| given.field == field))
        }
        _ => false,
    }
}
