//! A role that no step, message, role or expression names.

use std::collections::HashSet;

use super::{Subject, expressions, innermost, people_of};
use crate::codes;
use crate::definition::step::Each;
use crate::definition::{Else, Party, Phrase, RoleRule, RoleSpec, StepKind};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let mut used: HashSet<&str> = HashSet::new();
    let workflow = subject.workflow;
    for step in &subject.steps {
        used.extend(step.who.iter().map(|who| who.name.as_str()));
        if let StepKind::Each(Each { add, .. }) = &step.kind {
            used.extend(add.iter().map(|add| add.name.as_str()));
        }
        used.extend(people_of(step).into_iter().filter_map(|people| role(&people.phrase)));
        used.extend(expressions(step).into_iter().flat_map(|expr| expr.program.uses()).map(baton_feel::Use::name));
    }
    for role in workflow.roles.values() {
        spec(&role.spec, &mut used);
    }
    let access = &workflow.access;
    for party in [&access.start, &access.see, &access.manage, &access.report].into_iter().flatten() {
        if let Party::Role(name) = party {
            used.insert(name);
        }
    }
    let labels =
        workflow.label.iter().flat_map(crate::definition::Template::expressions).flat_map(|expr| expr.program.uses());
    used.extend(labels.map(baton_feel::Use::name));
    for role in workflow.roles.values().filter(|role| !used.contains(role.name.as_str())) {
        add(Found::new(&codes::ROLE_UNUSED, role.span).with("role", &role.name));
    }
}

fn spec<'d>(spec_: &'d RoleSpec, used: &mut HashSet<&'d str>) {
    if let RoleRule::Person(people) = &spec_.rule {
        used.extend(role(&people.phrase));
    }
    used.extend(spec_.not.iter().filter_map(|people| role(&people.phrase)));
    match spec_.or_else.as_deref() {
        Some(Else::Role(role)) => {
            used.insert(&role.name);
        }
        Some(Else::Spec(inner)) => spec(inner, used),
        None => {}
    }
}

fn role(phrase: &Phrase) -> Option<&str> {
    match innermost(phrase) {
        Phrase::Role(name) => Some(name),
        _ => None,
    }
}
