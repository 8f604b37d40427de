//! What sending work back does again, said before it is done: the steps between where it goes back to and here that were done
//! already, and which of them stand as long as nothing that they were done for has changed.

use std::collections::HashSet;

use baton_engine::START;
use baton_engine::state::{StepState, TaskRecord};
use baton_model::definition::{Step, StepKind};
use baton_model::graph::{Edge, Graph, Node, NodeId, NodeKind};

use super::lens::Lens;
use super::types::AgainStep;

/// What a choice of a task does again; nothing where it does not lead back.
pub fn after(lens: &Lens<'_>, task: &TaskRecord, choice: &str) -> Vec<AgainStep> {
    let graph = &lens.compiled.graph;
    let here = graph.step(&task.step).filter(|_| task.state.is_open() && &*task.step != START);
    let Some((here, edge)) = here.and_then(|here| Some((here, here.after(Some(choice))?))) else { return Vec::new() };
    let targets = back(graph, edge);
    if targets.is_empty() {
        return Vec::new();
    }
    let from = reached(graph, targets, |node| onwards(graph, node));
    let to = reached(graph, vec![here.id], |node| inwards(graph, node));
    let between = graph.nodes.iter().filter(|node| from.contains(&node.id) && to.contains(&node.id));
    let steps = between.filter_map(Node::step).filter(|step| is_told(step));
    steps.filter_map(|step| again(lens, step, *step.id == *task.step)).collect()
}

fn again(lens: &Lens<'_>, step: &Step, is_here: bool) -> Option<AgainStep> {
    let record = lens.state.shown(&step.id);
    let is_done = record.is_some_and(|record| record.state == StepState::Done);
    if !is_done && !is_here {
        return None;
    }
    Some(AgainStep {
        step: step.id.clone(),
        title: lens.step_title(&step.id),
        by: record.and_then(|record| record.by).filter(|_| !is_here).map(|person| lens.person(person)),
        // Whether it does is found when it is come to: what it needs and shows may change on the way.
        stands: step.stands_if_unchanged && !is_here,
    })
}

/// What people or other systems have to do again; what is only computed is not told.
fn is_told(step: &Step) -> bool {
    step.is_by_people() || matches!(step.kind, StepKind::Work(_) | StepKind::Call(_) | StepKind::Run(_))
}

/// Where an edge leads back to.
fn back(graph: &Graph, edge: &Edge) -> Vec<NodeId> {
    let node = graph.node(edge.to);
    match node.map(|node| (&node.kind, node)) {
        Some((NodeKind::Split(..), node)) => node.splits().iter().flat_map(|split| back(graph, &split.edge)).collect(),
        Some((NodeKind::Start(_), _)) => vec![edge.to],
        _ if edge.back => vec![edge.to],
        _ => Vec::new(),
    }
}

fn onwards(graph: &Graph, node: NodeId) -> Vec<NodeId> {
    let ways = graph.node(node).into_iter().flat_map(Node::ways);
    ways.filter(|edge| !edge.back).map(|edge| edge.to).collect()
}

fn inwards(graph: &Graph, node: NodeId) -> Vec<NodeId> {
    let leads = graph.nodes.iter().filter(|known| known.ways().any(|edge| edge.to == node && !edge.back));
    leads.map(|known| known.id).collect()
}

fn reached(graph: &Graph, first: Vec<NodeId>, next: impl Fn(NodeId) -> Vec<NodeId>) -> HashSet<NodeId> {
    let (mut seen, mut left) = (HashSet::new(), first);
    while let Some(node) = left.pop().filter(|_| seen.len() <= graph.nodes.len()) {
        if seen.insert(node) {
            left.extend(next(node));
        }
    }
    seen
}
