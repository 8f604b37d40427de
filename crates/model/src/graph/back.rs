//! Tells which ways lead back: those to a node that the run must have come through on this way.

use super::{Node, NodeId, NodeKind};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    No,
    OnTheWay,
    Done,
}

/// Marks every way that leads to a node on the way to it, walking in the order of the text.
pub(super) fn mark(nodes: &mut [Node], starts: &[NodeId]) {
    let mut seen = vec![Seen::No; nodes.len()];
    for start in starts {
        walk(nodes, *start, &mut seen);
    }
}

fn walk(nodes: &mut [Node], start: NodeId, seen: &mut [Seen]) {
    let mut stack = vec![(start, 0)];
    while let Some((at, way)) = stack.pop() {
        if way == 0 && seen[at.0 as usize] != Seen::No {
            continue;
        }
        seen[at.0 as usize] = Seen::OnTheWay;
        let Some(edge) = way_mut(&mut nodes[at.0 as usize], way) else {
            seen[at.0 as usize] = Seen::Done;
            continue;
        };
        let to = edge.to;
        edge.back = seen[to.0 as usize] == Seen::OnTheWay;
        stack.push((at, way + 1));
        if seen[to.0 as usize] == Seen::No {
            stack.push((to, 0));
        }
    }
}

fn way_mut(node: &mut Node, index: usize) -> Option<&mut super::Edge> {
    let inner = node.branches.iter_mut().map(|branch| &mut branch.first);
    let inner = node.cases.iter_mut().chain(inner).chain(&mut node.past);
    let choices = node.choices.iter_mut().map(|(_, edge)| edge);
    let splits = match &mut node.kind {
        NodeKind::Split(_, splits) => splits.as_mut_slice(),
        _ => &mut [],
    };
    let splits = splits.iter_mut().map(|split| &mut split.edge);
    let aside = node.handlers.iter_mut().chain(&mut node.undo);
    let onwards = node.next.iter_mut().chain(&mut node.skip);
    inner.chain(onwards).chain(choices).chain(splits).chain(aside).nth(index)
}
