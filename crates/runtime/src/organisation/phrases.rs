//! The phrases by which a workflow names people.

use std::collections::BTreeSet;

use baton_model::definition::step::{Step, StepKind};
use baton_model::definition::{Else, People, Phrase, RoleRule, RoleSpec, Workflow};

/// Every phrase of a workflow: of its roles, of who is brought in, and of who gets a message.
pub(crate) fn all(workflow: &Workflow) -> Vec<&People> {
    let mut all = Vec::new();
    workflow.roles.values().for_each(|role| of_spec(&role.spec, &mut all));
    for step in workflow.all_steps() {
        all.extend(brought_in(step));
        all.extend(sent_to(step));
    }
    all
}

/// Who is brought in when a step takes too long.
pub(crate) fn brought_in(step: &Step) -> Option<&People> {
    step.escalate.as_ref().map(|escalate| &escalate.to)
}

/// Who gets the message that a step sends.
pub(crate) fn sent_to(step: &Step) -> &[People] {
    match &step.kind {
        StepKind::Send(send) => &send.to,
        _ => &[],
    }
}

/// The roles that somebody is to be in: of steps, of who may add items, of who is brought in or gets a message.
pub(crate) fn roles_asked(workflow: &Workflow) -> BTreeSet<&str> {
    let mut roles = BTreeSet::new();
    for step in workflow.all_steps() {
        roles.extend(step.who.iter().map(|who| who.name.as_str()));
        if let StepKind::Each(each) = &step.kind {
            roles.extend(each.add.iter().map(|add| add.name.as_str()));
        }
        for people in brought_in(step).into_iter().chain(sent_to(step)) {
            if let Phrase::Role(role) = innermost(&people.phrase) {
                roles.insert(role);
            }
        }
    }
    roles
}

/// What a phrase is about in the end: `requester` in `manager of manager of requester`.
pub(crate) fn innermost(phrase: &Phrase) -> &Phrase {
    match phrase {
        Phrase::ManagerOf(of) => innermost(of),
        other => other,
    }
}

fn of_spec<'w>(spec: &'w RoleSpec, all: &mut Vec<&'w People>) {
    if let RoleRule::Person(people) = &spec.rule {
        all.push(people);
    }
    all.extend(&spec.not);
    if let Some(Else::Spec(inner)) = spec.or_else.as_deref() {
        of_spec(inner, all);
    }
}
