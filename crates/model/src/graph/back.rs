//! Tells which ways lead back: those to a place that stands before the one they come from, or is that place itself, and from which
//! the run can come to it again.
//!
//! A place stands where the text has it; a path stands behind the step that is the first to lead into it. Every circle has a way
//! back, so nothing goes round without one. A jump from one case of a choice into another leads back only where it goes up and
//! round; the way from a path to where the work goes on does not.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Edge, Node, NodeId, NodeKind};

/// Marks the ways that lead back. `paths` are the nodes of each path.
pub(super) fn mark(nodes: &mut [Node], paths: &[Range<u32>]) {
    let places = places(nodes, paths);
    let mut upwards: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for node in &*nodes {
        let from = places[step_of(node).0 as usize];
        let is_up = |edge: &&Edge| {
            let to = &nodes[edge.to.0 as usize];
            places[to.id.0 as usize] <= from && step_of(to) == to.id
        };
        for edge in node.ways().chain(&node.cases).filter(is_up) {
            upwards.entry(edge.to).or_default().push(node.id);
        }
    }
    for (to, from) in upwards {
        let reached = reached(nodes, to);
        for from in from.into_iter().filter(|from| reached[from.0 as usize]) {
            for edge in ways_mut(&mut nodes[from.0 as usize]).filter(|edge| edge.to == to) {
                edge.back = true;
            }
        }
    }
}

/// Where each node stands, by its number.
fn places(nodes: &[Node], paths: &[Range<u32>]) -> Vec<usize> {
    let path_of = |node: NodeId| paths.iter().position(|path| path.contains(&node.0));
    let mut leads: HashMap<NodeId, Vec<usize>> = HashMap::new();
    for node in nodes {
        let into = node.ways().filter_map(|edge| path_of(edge.to));
        leads.entry(step_of(node)).or_default().extend(into);
    }
    // What no path has, and last the paths that nothing leads into.
    let (in_paths, others): (Vec<u32>, Vec<u32>) =
        (0..nodes.len() as u32).partition(|id| paths.iter().any(|path| path.contains(id)));
    let mut todo: Vec<u32> = others.into_iter().chain(in_paths).rev().collect();
    let mut begun = HashSet::new();
    let mut places = HashMap::with_capacity(nodes.len());
    while let Some(id) = todo.pop() {
        if places.contains_key(&id) {
            continue;
        }
        places.insert(id, places.len());
        for path in leads.remove(&NodeId(id)).into_iter().flatten().filter(|path| begun.insert(*path)) {
            todo.extend(paths[path].clone().rev());
        }
    }
    (0..nodes.len() as u32).map(|id| places[&id]).collect()
}

/// The step a node belongs to, or the node itself: nodes are numbered in the order of the text, those that belong to a step
/// perhaps behind it.
fn step_of(node: &Node) -> NodeId {
    match node.kind {
        NodeKind::Join(step) | NodeKind::Split(step, _) | NodeKind::Undone(step) => step,
        _ => node.id,
    }
}

/// What can be come to from a node, with itself, where no step is skipped.
fn reached(nodes: &[Node], from: NodeId) -> Vec<bool> {
    let mut seen = vec![false; nodes.len()];
    seen[from.0 as usize] = true;
    let mut todo = vec![from];
    while let Some(at) = todo.pop() {
        let node = &nodes[at.0 as usize];
        let is_skip = |edge: &&Edge| node.skip.as_ref().is_some_and(|skip| std::ptr::eq(skip, *edge));
        for edge in node.ways().filter(|edge| !is_skip(edge)) {
            if !std::mem::replace(&mut seen[edge.to.0 as usize], true) {
                todo.push(edge.to);
            }
        }
    }
    seen
}

fn ways_mut(node: &mut Node) -> impl Iterator<Item = &mut Edge> {
    let splits = match &mut node.kind {
        NodeKind::Split(_, splits) => splits.as_mut_slice(),
        _ => &mut [],
    };
    let splits = splits.iter_mut().map(|split| &mut split.edge);
    let choices = node.choices.iter_mut().map(|(_, edge)| edge);
    let branches = node.branches.iter_mut().map(|branch| &mut branch.first);
    let onwards = node.next.iter_mut().chain(&mut node.skip).chain(&mut node.cases).chain(&mut node.past);
    onwards.chain(branches).chain(choices).chain(splits).chain(node.handlers.iter_mut()).chain(&mut node.undo)
}
