//! Which fields a definition's way hangs on: those that its conditions, rules and computed values read. What only texts, deadlines
//! and labels show is not among them.

use std::collections::BTreeSet;

use baton_model::definition::step::{Again, Awaited, Wait, WaitFor};
use baton_model::definition::{Case, Choice, Expr, Given, Handler, Step, StepKind, Then, Workflow};

/// Their names.
pub(crate) fn read_by_the_way(workflow: &Workflow) -> BTreeSet<String> {
    let mut read = BTreeSet::new();
    let handlers = |handlers: &[Handler]| handlers.iter().flat_map(of_handler).cloned().collect::<Vec<Expr>>();
    let mut exprs: Vec<Expr> = handlers(&workflow.in_case);
    for step in workflow.all_steps() {
        exprs.extend(of_step(step).into_iter().cloned());
        exprs.extend(handlers(&step.in_case));
        if let StepKind::Each(each) = &step.kind {
            read.extend(each.list.clone());
        }
    }
    let names = exprs.iter().flat_map(|expr| expr.program.uses()).filter_map(|used| used.path.first().cloned());
    read.extend(names);
    read
}

fn of_step(step: &Step) -> Vec<&Expr> {
    let mut exprs: Vec<&Expr> = step.when.iter().chain(&step.only_while).collect();
    exprs.extend(of_ways(&step.then));
    exprs.extend(of_gives(&step.gives));
    exprs.extend(step.choices().into_iter().flat_map(|choices| choices.values()).flat_map(of_choice));
    exprs.extend(step.branches().iter().filter_map(|branch| branch.when.as_ref()));
    match &step.kind {
        StepKind::Choose(choose) => {
            for case in &choose.cases {
                exprs.extend(case.when.iter().chain(of_ways(&case.then)));
            }
        }
        StepKind::Decide(decide) => exprs.extend(decide.expressions()),
        StepKind::Each(each) => exprs.push(&each.items),
        StepKind::Repeat(repeat) => match &repeat.again {
            Again::Until(until) => exprs.push(until),
            Again::While(again) => exprs.push(again),
        },
        StepKind::Wait(Wait { what: WaitFor::Condition(condition) }) => exprs.push(condition),
        StepKind::Wait(Wait { what: WaitFor::Event(Awaited { key: Some(key), .. }) }) => exprs.push(key),
        _ => {}
    }
    exprs
}

fn of_choice(choice: &Choice) -> impl Iterator<Item = &Expr> {
    choice.when.iter().chain(of_ways(&choice.then)).chain(of_gives(&choice.gives))
}

fn of_handler(handler: &Handler) -> impl Iterator<Item = &Expr> {
    let when = match &handler.when {
        Case::When(when) => Some(when),
        Case::Event(awaited) => awaited.key.as_ref(),
        _ => None,
    };
    when.into_iter().chain(of_ways(&handler.then)).chain(of_gives(&handler.gives))
}

fn of_ways(then: &[Then]) -> impl Iterator<Item = &Expr> {
    then.iter().filter_map(|then| then.when.as_ref())
}

fn of_gives(gives: &[Given]) -> impl Iterator<Item = &Expr> {
    gives.iter().filter_map(|given| given.value.as_ref())
}
