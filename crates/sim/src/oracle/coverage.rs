//! What the oracle does not cover, by name.

use baton_model::definition::step::{Step, StepKind, Undoes, WaitFor};
use baton_model::definition::{Case, Workflow};

use super::NotCovered;
use super::text::is_one_way;

/// Refuses a workflow that says something the oracle does not know.
pub(super) fn check(workflow: &Workflow) -> Result<(), NotCovered> {
    let not = |what: &str| Err(NotCovered(what.to_owned()));
    if !workflow.in_case.is_empty() {
        return not("handlers of the run");
    }
    if workflow.outcomes.values().any(|outcome| !outcome.gives.is_empty()) {
        return not("what an outcome gives");
    }
    workflow.all_steps().into_iter().try_for_each(|step| match missing(step) {
        Some(what) => not(what),
        None => Ok(()),
    })
}

fn missing(step: &Step) -> Option<&'static str> {
    let undoes = |undoes: &Undoes| *undoes != Undoes::Nothing;
    let by_handler = |handler: &baton_model::definition::Handler| {
        matches!(handler.when, Case::Event(_) | Case::Cancelled) || undoes(&handler.undoes)
    };
    let checks = [
        (!step.in_case.is_empty() && is_one_way(step), "handlers of a choice of one way"),
        (step.lock.is_some(), "`lock`"),
        (step.only_while.is_some(), "`only_while`"),
        (step.accept.is_some(), "`accept`"),
        (step.stands_if_unchanged, "`redo: if-changed`"),
        (step.stops_clock, "`clock: stop`"),
        (!step.undo.is_empty() || undoes(&step.undoes), "`undo`"),
        (step.in_case.iter().any(by_handler), "handlers of events and of cancelled steps"),
        (step.own_fields().is_some_and(|fields| !fields.is_empty()), "fields of a block"),
    ];
    let by_kind = match &step.kind {
        StepKind::Wait(wait) => (matches!(wait.what, WaitFor::Event(_)), "waiting for an event"),
        StepKind::Race(race) => (race.first_claimed, "`first: claimed`"),
        StepKind::Each(each) => (each.add.is_some() || each.list.is_some(), "items that are added, rows"),
        StepKind::Call(_) => (true, "`call`"),
        StepKind::Run(_) => (true, "`run`"),
        StepKind::Decide(_) => (true, "`decide`"),
        StepKind::AnyOrder(_) => (true, "`any-order`"),
        _ => (false, ""),
    };
    checks.into_iter().chain([by_kind]).find(|(is_so, _)| *is_so).map(|(_, what)| what)
}
