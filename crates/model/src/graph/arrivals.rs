//! The ways that lead to a step with a `join`: which there are, and which of them pass straight through.
//!
//! A way is a step, block or start from which a token can come directly; two choices of one step are one way. A way from
//! a step that can only be reached through the join itself leads back, and does not wait there.

use super::{Edge, Graph, Node, NodeId, NodeKind};
use crate::definition::StepKind;

/// The ways to a node.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrivals {
    /// Those that are joined, as the nodes they come from: a start, a step or a block.
    pub ways: Vec<NodeId>,
    /// Those that pass straight through.
    pub through: Vec<NodeId>,
}

/// Finds the ways to a node.
pub fn arrivals(graph: &Graph, node: NodeId) -> Arrivals {
    let mut from: Vec<NodeId> = Vec::new();
    for other in &graph.nodes {
        if other.possible().iter().any(|edge| edge.to == node) {
            from.push(graph.way_of(other.id));
        }
    }
    from.sort_unstable();
    from.dedup();
    let before = reached_without(graph, node);
    let (ways, through) = from.into_iter().partition(|way| before[way.0 as usize]);
    Arrivals { ways, through }
}

/// What a run can come to without coming through a node.
fn reached_without(graph: &Graph, node: NodeId) -> Vec<bool> {
    let mut seen = vec![false; graph.nodes.len()];
    let mut left: Vec<NodeId> = graph.starts.clone();
    left.extend(graph.handlers.iter().map(|edge| edge.to));
    while let Some(at) = left.pop() {
        if at == node || std::mem::replace(&mut seen[at.0 as usize], true) {
            continue;
        }
        let Some(known) = graph.node(at) else { continue };
        left.extend(known.possible().iter().map(|edge| edge.to));
    }
    seen
}

impl Graph {
    /// The node as which a way from this one counts: the block of a join, the step of a split.
    pub fn way_of(&self, node: NodeId) -> NodeId {
        match self.node(node).map(|node| &node.kind) {
            Some(NodeKind::Join(of) | NodeKind::Split(of, _) | NodeKind::Undone(of)) => *of,
            _ => node,
        }
    }
}

impl Node {
    /// The ways that a token can really go: without those past a step that is not skipped, past a choice that always leads
    /// elsewhere, or past cases of which one always holds.
    pub fn possible(&self) -> Vec<&Edge> {
        let NodeKind::Step(step) = &self.kind else {
            let always = self.splits().iter().any(|split| split.when.is_none());
            let next = self.next.iter().filter(|_| !always);
            return self.splits().iter().map(|split| &split.edge).chain(next).collect();
        };
        let mut ways: Vec<&Edge> =
            self.branches.iter().map(|branch| &branch.first).chain(self.taken()).chain(&self.past).collect();
        match (&step.kind, step.choices()) {
            // A block goes on from its join.
            _ if self.join.is_some() => {}
            (StepKind::Choose(choose), _) if choose.cases.iter().any(|case| case.when.is_none()) => {}
            (_, Some(choices)) => ways.extend(choices.keys().filter_map(|choice| self.after(Some(choice)))),
            _ => ways.extend(&self.next),
        }
        ways.extend(self.skip.iter().filter(|_| step.when.is_some()));
        ways.extend(self.handlers.iter().chain(&self.undo));
        ways
    }
}
