//! A step that gives a field which was approved before, so that the approval no longer stands for it.

use super::Subject;
use crate::codes;
use crate::definition::StepKind;
use crate::found::Found;

/// So many steps after approvals are looked at; beyond that nothing more is warned of.
const NODES_MAX: usize = 200_000;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let mut left = NODES_MAX;
    for approval in
        subject.steps.iter().filter(|step| matches!(step.kind, StepKind::Approve(_)) && !step.needs.is_empty())
    {
        let Some(node) = subject.graph.step(&approval.id) else { continue };
        let later = subject.flow.onwards_from(node.id);
        let Some(rest) = left.checked_sub(later.len()) else { return };
        left = rest;
        for step in later.iter().filter_map(|node| subject.graph.node(*node)?.step()) {
            for given in step.gives.iter().filter(|given| approval.needs.iter().any(|need| need.name == given.field)) {
                let found = Found::new(&codes::VALUE_CHANGES_AFTER_APPROVAL, given.span).with("field", &given.field);
                add(found.with("approval", approval.title.outline()).with("step", step.title.outline()));
            }
        }
    }
}
