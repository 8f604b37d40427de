//! A choice that sends the work back to where an approved value can change, and from where it comes here again without the
//! approval: what was approved is not what is done then.

use std::collections::HashSet;

use super::Subject;
use super::flow::{By, Flow, Way};
use crate::codes;
use crate::definition::{Step, StepKind};
use crate::found::Found;
use crate::graph::NodeId;

/// So many ways are looked at; beyond that nothing more is warned of.
const WAYS_MAX: usize = 500_000;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let flow = &subject.flow;
    let sent_back: Vec<&Way<'_>> = flow.ways().iter().filter(|way| is_chosen(way)).collect();
    let mut left = WAYS_MAX;
    for approval in subject.steps.iter().filter(|step| matches!(step.kind, StepKind::Approve(_))) {
        let approved: HashSet<&str> =
            approval.needs.iter().chain(&approval.shows).map(|field| field.name.as_str()).collect();
        let Some(node) = subject.graph.step(&approval.id).filter(|_| !approved.is_empty()) else { continue };
        let later: HashSet<NodeId> = flow.onwards_from(node.id).into_iter().collect();
        for way in sent_back.iter().filter(|way| later.contains(&way.from) && way.to != node.id) {
            let Some(around) = circle(flow, way, node.id, &mut left) else { return };
            let changed = around.iter().find_map(|at| given(subject, *at, &approved));
            let (Some(field), By::Choice(choice), Some(then)) = (changed, way.by, then_of(way)) else { continue };
            let found = Found::new(&codes::SEND_BACK_SKIPS_APPROVAL, then.span).with("field", field);
            let found = found.with("approval", approval.title.outline()).with("choice", &choice.name);
            add(found.with("target", &then.to));
        }
    }
}

/// A way that somebody chooses and that leads elsewhere than on.
fn is_chosen(way: &Way<'_>) -> bool {
    then_of(way).is_some()
}

fn then_of<'a>(way: &Way<'a>) -> Option<&'a crate::definition::Then> {
    match way.by {
        By::Choice(choice) => choice.then.first(),
        _ => None,
    }
}

/// The places between where a way leads and where it began, without coming by `not`: empty if it cannot come again so.
/// None where too much was looked at.
fn circle(flow: &Flow<'_>, way: &Way<'_>, not: NodeId, left: &mut usize) -> Option<Vec<NodeId>> {
    let mut seen = HashSet::from([way.to, not]);
    let mut order = vec![way.to];
    let mut comes_again = false;
    let mut next = 0;
    while let Some(at) = order.get(next).copied() {
        next += 1;
        for on in flow.ways_from(at) {
            *left = left.checked_sub(1)?;
            comes_again |= on.to == way.from;
            if on.to != way.from && seen.insert(on.to) {
                order.push(on.to);
            }
        }
    }
    Some(if comes_again { order } else { Vec::new() })
}

/// A field that was approved and that somebody or something gives here.
fn given<'a>(subject: &'a Subject<'_>, at: NodeId, approved: &HashSet<&str>) -> Option<&'a str> {
    use crate::graph::NodeKind;
    let gives = match &subject.graph.node(at)?.kind {
        NodeKind::Start(index) => &subject.workflow.start.get(*index)?.gives,
        NodeKind::Step(step) => return of_step(step, approved),
        _ => return None,
    };
    gives.iter().map(|given| given.field.as_str()).find(|field| approved.contains(field))
}

fn of_step<'a>(step: &'a Step, approved: &HashSet<&str>) -> Option<&'a str> {
    let choices = step.choices().into_iter().flat_map(|choices| choices.values()).flat_map(|choice| &choice.gives);
    step.gives.iter().chain(choices).map(|given| given.field.as_str()).find(|field| approved.contains(field))
}
