//! What the oracle does not cover, by name.

use std::sync::Arc;

use baton_model::definition::step::{Branch, Step, StepKind, Undoes};
use baton_model::definition::{Case, Handler, Workflow};

use super::NotCovered;
use super::text::is_one_way;

/// Refuses a workflow that says something the oracle does not know.
pub(super) fn check(workflow: &Workflow) -> Result<(), NotCovered> {
    let not = |what: &str| Err(NotCovered(what.to_owned()));
    if workflow.in_case.iter().any(outlasts) {
        return not(OUTLASTS);
    }
    workflow.all_steps().into_iter().try_for_each(|step| match missing(step) {
        Some(what) => not(what),
        None => Ok(()),
    })
}

const OUTLASTS: &str = "a handler for being cancelled that does more than give values and send messages";

/// Whether what a handler for being cancelled does may go on when what it stands on is gone, or withdraws something itself.
fn outlasts(handler: &Handler) -> bool {
    let is_at_once = |step: &Arc<Step>| matches!(step.kind, StepKind::Set(_) | StepKind::Send(_));
    matches!(handler.when, Case::Cancelled) && !(handler.cancels.is_empty() && handler.steps.iter().all(is_at_once))
}

/// Whether it is plain when a branch is begun that this stands first in: by somebody, or by itself.
fn begins_plainly(step: &Step) -> bool {
    step.when.is_none() && (step.is_by_people() || matches!(step.kind, StepKind::Set(_) | StepKind::Send(_)))
}

/// Whether it waits when it opens.
fn waits(step: &Step) -> bool {
    step.when.is_none() && (step.is_by_people() || matches!(step.kind, StepKind::Wait(_)))
}

fn missing(step: &Step) -> Option<&'static str> {
    let checks = [
        (is_one_way(step) && step.is_block(), "a choice of one way that is open until its case is done"),
        (step.accept.as_ref().is_some_and(|accept| accept.back_to.is_none()), "`accept` without `back_to`"),
        (step.accept.is_some() && step.due.is_some(), "`due` of what is accepted"),
        (step.accept.as_ref().is_some_and(|accept| accept.due.is_some()), "`due` of `accept`"),
        (step.in_case.iter().any(|handler| handler.undoes != Undoes::Nothing), "a handler that undoes"),
        (step.in_case.iter().any(outlasts), OUTLASTS),
    ];
    let by_kind = match &step.kind {
        StepKind::Race(race) => {
            let begins = |branch: &Branch| branch.steps.first().is_some_and(|step| waits(step));
            (!race.branches.iter().all(begins), "a branch of a `race` that does not begin with a step that waits")
        }
        StepKind::AnyOrder(any) => {
            let begins = |branch: &Branch| branch.steps.first().is_none_or(|step| begins_plainly(step));
            (!any.branches.iter().all(begins), "a branch of an `any-order` that does not begin with a task or a value")
        }
        _ => (false, ""),
    };
    checks.into_iter().chain([by_kind]).find(|(is_so, _)| *is_so).map(|(_, what)| what)
}
