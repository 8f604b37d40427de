//! The steps of a workflow: which are new, which are gone, where each stands, and in which order.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::matched::matched;
use super::step;
use super::tale::Tale;
use crate::definition::{Handler, Step, StepKind, Workflow};

/// The steps that both versions have.
pub(super) fn in_both(was: &Workflow, now: &Workflow) -> BTreeSet<String> {
    let keys =
        |workflow: &Workflow| -> BTreeSet<String> { workflow.all_steps().into_iter().map(|step| key(step)).collect() };
    keys(was).intersection(&keys(now)).cloned().collect()
}

/// What a step is known by: its id; an end without one by its outcome.
fn key(step: &Step) -> String {
    match &step.kind {
        StepKind::End(end) if !step.id_is_written => format!("end {}", end.outcome.name),
        _ => step.id.clone(),
    }
}

pub(super) fn told(tale: &mut Tale<'_>, was: &Workflow, now: &Workflow) {
    let (old, new) = (placed(was), placed(now));
    let called = |placed: &Placed<'_>| match &placed.step.kind {
        StepKind::End(end) => format!("The end {}", end.outcome.name),
        _ => format!("Step “{}”", placed.step.title.text),
    };
    let known = |placed: &Placed<'_>| key(placed.step);
    let found = matched(&old, &new, known);
    // What is left of both is no pair: a step with another id is another step.
    let is_same = |(at, to): &&(usize, usize)| known(&old[*at]) == known(&new[*to]);
    let pairs: Vec<(usize, usize)> = found.pairs.iter().filter(is_same).copied().collect();
    for (at, one) in new.iter().enumerate() {
        let mut tale = tale.about(called(one));
        match pairs.iter().find(|(_, to)| *to == at) {
            None => tale.is("new"),
            Some((from, _)) => {
                step::told(&mut tale, old[*from].step, one.step);
                match (&old[*from], one) {
                    (was, now) if was.place == now.place => {}
                    (was, now) if was.said == now.said => tale.say("it stands in another block of the same name"),
                    (was, now) => tale.say(&format!("it stands {} instead of {}", now.said, was.said)),
                }
            }
        }
    }
    for (_, one) in old.iter().enumerate().filter(|(at, _)| pairs.iter().all(|(from, _)| from != at)) {
        tale.about(called(one)).is("gone");
    }
    if !pairs.is_sorted_by_key(|(from, _)| *from) {
        tale.tell("The steps are in another order".to_owned());
    }
}

/// Which steps of a list both versions have; which of a case or branch, where that changed.
pub(super) fn inside(tale: &mut Tale<'_>, was: &[Arc<Step>], now: &[Arc<Step>]) {
    let both = tale.both;
    let said = |steps: &[Arc<Step>]| {
        let known = steps.iter().filter(|step| both.contains(&key(step)));
        known.map(|step| step.title.text.clone()).collect::<Vec<_>>()
    };
    let keys = |steps: &[Arc<Step>]| -> BTreeSet<String> {
        steps.iter().map(|step| key(step)).filter(|key| both.contains(key)).collect()
    };
    if keys(was) != keys(now) {
        tale.value("the steps in it are", &said(was), &said(now));
    }
}

/// A step and where it stands.
struct Placed<'w> {
    step: &'w Step,
    /// The list it stands in. Which case, branch or handler of a block is told there.
    place: String,
    /// The same in words.
    said: String,
}

fn placed(workflow: &Workflow) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    list(&workflow.steps, ("main", "on the main path"), &mut all);
    for (name, path) in &workflow.paths {
        list(&path.steps, (&format!("path {name}"), &format!("on the path {name}")), &mut all);
    }
    handlers(&workflow.in_case, ("in_case", "in a handler of the workflow"), &mut all);
    all
}

fn list<'w>(steps: &'w [Arc<Step>], (place, said): (&str, &str), all: &mut Vec<Placed<'w>>) {
    for step in steps {
        all.push(Placed { step, place: place.to_owned(), said: said.to_owned() });
        let (id, title) = (&step.id, &step.title.text);
        let (here, inside) = (format!("in {id}"), format!("in “{title}”"));
        match &step.kind {
            StepKind::Choose(choose) => choose.cases.iter().for_each(|case| list(&case.steps, (&here, &inside), all)),
            StepKind::Stage(stage) => list(&stage.steps, (&here, &inside), all),
            StepKind::Each(each) => list(&each.steps, (&here, &inside), all),
            StepKind::Repeat(repeat) => list(&repeat.steps, (&here, &inside), all),
            _ => step.branches().iter().for_each(|branch| list(&branch.steps, (&here, &inside), all)),
        }
        let (place, said) = (format!("in_case {id}"), format!("in a handler of “{title}”"));
        handlers(&step.in_case, (&place, &said), all);
        list(&step.undo, (&format!("undo {id}"), &format!("in what undoes “{title}”")), all);
    }
}

fn handlers<'w>(handlers: &'w [Handler], at: (&str, &str), all: &mut Vec<Placed<'w>>) {
    for handler in handlers {
        list(&handler.steps, at, all);
    }
}
