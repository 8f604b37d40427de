//! A target that even the shortest way cannot keep if every step takes as long as it may.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Subject;
use super::flow::{By, Flow};
use super::times::Length;
use crate::codes;
use crate::definition::step::{Wait, WaitFor};
use crate::definition::{Step, StepKind};
use crate::found::Found;
use crate::graph::{Graph, NodeId, NodeKind};

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let Some(target) = &subject.workflow.target else { return };
    let Some(wanted) = Length::of_deadline(target) else { return };
    let shortest = shortest(subject.graph, &subject.flow, &|step| {
        of_step(step).filter(|own| own.is_business == wanted.is_business)
    });
    let shortest = shortest.map(|minutes| Length { minutes, ..wanted });
    if let Some(shortest) = shortest.filter(|shortest| shortest.minutes > wanted.minutes) {
        let found = Found::new(&codes::TARGET_TOO_SHORT, target.span).with("target", &target.text);
        add(found.with("shortest", shortest));
    }
}

/// How long a step may take by its own text: until its deadline, or as long as it waits.
pub(crate) fn of_step(step: &Step) -> Option<Length> {
    let waits = match &step.kind {
        StepKind::Wait(Wait { what: WaitFor::Time(time) }) => Length::of_deadline(time),
        _ => None,
    };
    waits.or_else(|| step.due.as_ref().and_then(Length::of_deadline))
}

/// The least minutes that the lengths of the steps on a way to an outcome come to; a step of which nothing is known takes none.
pub(crate) fn shortest(graph: &Graph, flow: &Flow<'_>, length: &dyn Fn(&Step) -> Option<Length>) -> Option<u64> {
    let of_node = |node: NodeId| {
        let step = graph.node(node).and_then(|node| node.step());
        step.and_then(|step| length(step)).map_or(0, |length| length.minutes)
    };
    let mut known: BTreeMap<NodeId, u64> = graph.starts.iter().map(|start| (*start, 0)).collect();
    let mut left: Vec<NodeId> = graph.starts.clone();
    while let Some(at) = next(&mut left, &known) {
        let so_far = known[&at];
        if graph.node(at).is_some_and(|node| matches!(node.kind, NodeKind::Outcome(_) | NodeKind::ThreadEnd)) {
            return Some(so_far);
        }
        for way in flow.ways_from(at).filter(|way| !matches!(way.by, By::Handler)) {
            let skips = matches!(way.by, By::Skipped);
            let then = so_far + if skips { 0 } else { of_node(at) };
            if known.get(&way.to).is_none_or(|before| then.cmp(before) == Ordering::Less) {
                known.insert(way.to, then);
                left.push(way.to);
            }
        }
    }
    None
}

/// The nearest of what is left.
fn next(left: &mut Vec<NodeId>, known: &BTreeMap<NodeId, u64>) -> Option<NodeId> {
    let nearest = left.iter().enumerate().min_by_key(|(_, node)| known.get(node).copied().unwrap_or(u64::MAX))?.0;
    Some(left.swap_remove(nearest))
}
