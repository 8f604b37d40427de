//! The ways that lead to a step with a `join`: which there are, and which of them pass straight through.
//!
//! A way is a step, block or start from which a token can come directly; two choices of one step are one way. A way from
//! a step that can only be reached through the join itself leads back, and does not wait there.

use super::{Graph, NodeId, NodeKind};

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
        if other.ways().any(|edge| edge.to == node) {
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
        left.extend(known.ways().map(|edge| edge.to));
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
