//! A target that even the shortest way cannot keep if every step takes as long as it may.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Subject;
use super::flow::By;
use crate::codes;
use crate::definition::{Deadline, DeadlineRule, Duration};
use crate::found::Found;
use crate::graph::{NodeId, NodeKind};

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let Some(target) = &subject.workflow.target else { return };
    let Some(wanted) = length(target) else { return };
    let Some(shortest) = shortest(subject, wanted.is_business) else { return };
    if shortest > wanted.minutes {
        let unit = if wanted.is_business { "business " } else { "" };
        let (count, unit) = match shortest % DAY_MINUTES {
            0 if wanted.is_business => (shortest / DAY_MINUTES, format!("{unit}days")),
            _ => (shortest.div_ceil(60), format!("{unit}hours")),
        };
        let found = Found::new(&codes::TARGET_TOO_SHORT, target.span).with("target", &target.text);
        add(found.with("shortest", format!("{count} {unit}")));
    }
}

/// A business day, taken as eight hours.
const DAY_MINUTES: u64 = 8 * 60;

struct Length {
    minutes: u64,
    is_business: bool,
}

fn length(deadline: &Deadline) -> Option<Length> {
    let DeadlineRule::After(duration) = &deadline.rule else { return None };
    Some(match duration {
        Duration::Business(business) => {
            let days = u64::try_from(business.days).ok()?.checked_mul(DAY_MINUTES)?;
            Length { minutes: days.checked_add(u64::try_from(business.minutes).ok()?)?, is_business: true }
        }
        Duration::Days(days) => Length { minutes: u64::try_from(days.whole_seconds() / 60).ok()?, is_business: false },
        Duration::Years(_) => return None,
    })
}

/// The least that the deadlines on a way to an outcome come to; those of the other kind of time are left out.
fn shortest(subject: &Subject<'_>, is_business: bool) -> Option<u64> {
    let graph = subject.graph;
    let of_node = |node: NodeId| {
        let due = graph.node(node).and_then(|node| node.step()).and_then(|step| step.due.as_ref());
        due.and_then(length).filter(|due| due.is_business == is_business).map_or(0, |due| due.minutes)
    };
    let mut known: BTreeMap<NodeId, u64> = graph.starts.iter().map(|start| (*start, 0)).collect();
    let mut left: Vec<NodeId> = graph.starts.clone();
    let mut best: Option<u64> = None;
    while let Some(at) = next(&mut left, &known) {
        let so_far = known[&at];
        if graph.node(at).is_some_and(|node| matches!(node.kind, NodeKind::Outcome(_) | NodeKind::ThreadEnd)) {
            best = best.or(Some(so_far));
            break;
        }
        for way in subject.flow.ways_from(at).filter(|way| !matches!(way.by, By::Handler)) {
            let skips = matches!(way.by, By::Skipped);
            let then = so_far + if skips { 0 } else { of_node(at) };
            if known.get(&way.to).is_none_or(|before| then.cmp(before) == Ordering::Less) {
                known.insert(way.to, then);
                left.push(way.to);
            }
        }
    }
    best
}

/// The nearest of what is left.
fn next(left: &mut Vec<NodeId>, known: &BTreeMap<NodeId, u64>) -> Option<NodeId> {
    let nearest = left.iter().enumerate().min_by_key(|(_, node)| known.get(node).copied().unwrap_or(u64::MAX))?.0;
    Some(left.swap_remove(nearest))
}
