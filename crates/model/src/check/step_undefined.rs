//! `step("id")` names a step; `cancels`, `undoes` and `back_to` steps and blocks; `after` a branch of the same block.

use std::collections::HashSet;

use super::{Subject, innermost, people_of};
use crate::codes;
use crate::definition::step::Undoes;
use crate::definition::{Named, Phrase, RoleRule, Step};
use crate::found::Found;
use crate::span::Span;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let known: HashSet<&str> = subject.steps.iter().map(|step| step.id.as_str()).collect();
    let mut tell = |name: &str, span: Span| {
        if !known.contains(name) {
            let near = subject.suggestions.near(name, subject.steps.iter().map(|step| step.id.as_str()));
            add(Found::new(&codes::STEP_UNDEFINED, span).with("step", name).with("near", near));
        }
    };
    for asked in &subject.workflow.asked_of_steps {
        if let Some(step) = &asked.step {
            tell(step, asked.span);
        }
    }
    for named in subject.steps.iter().flat_map(|step| named_by(step)) {
        tell(&named.name, named.span);
    }
    for named in
        subject.workflow.in_case.iter().flat_map(|handler| handler.cancels.iter().chain(of_undoes(&handler.undoes)))
    {
        tell(&named.name, named.span);
    }
    let phrases = subject.steps.iter().flat_map(|step| people_of(step));
    let roles = subject.workflow.roles.values().flat_map(|role| {
        let is = match &role.spec.rule {
            RoleRule::Person(people) => Some(people),
            RoleRule::Group { .. } => None,
        };
        is.into_iter().chain(&role.spec.not)
    });
    for people in phrases.chain(roles) {
        if let Phrase::DoerOf(step) = innermost(&people.phrase) {
            tell(step, people.span);
        }
    }
    for step in &subject.steps {
        let branches = || step.branches().iter().map(|branch| branch.id.as_str());
        for after in step.branches().iter().flat_map(|branch| &branch.after) {
            if !branches().any(|branch| branch == after.name) {
                let near = subject.suggestions.near(&after.name, branches());
                add(Found::new(&codes::BRANCH_UNDEFINED, after.span).with("branch", &after.name).with("near", near));
            }
        }
    }
}

/// The steps and blocks that a step names beside its ways.
fn named_by(step: &Step) -> Vec<&Named> {
    let mut all: Vec<&Named> = step.cancels.iter().chain(of_undoes(&step.undoes)).collect();
    all.extend(step.accept.iter().filter_map(|accept| accept.back_to.as_ref()));
    for choice in step.choices().into_iter().flat_map(|choices| choices.values()) {
        all.extend(choice.cancels.iter().chain(of_undoes(&choice.undoes)));
    }
    for handler in &step.in_case {
        all.extend(handler.cancels.iter().chain(of_undoes(&handler.undoes)));
    }
    all
}

fn of_undoes(undoes: &Undoes) -> &[Named] {
    match undoes {
        Undoes::Steps(steps) => steps,
        Undoes::Nothing | Undoes::All => &[],
    }
}
