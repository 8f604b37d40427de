//! `step("id")` names a step.

use std::collections::HashSet;

use super::{Subject, expressions, innermost, people_of};
use crate::codes;
use crate::definition::{Phrase, RoleRule};
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
    for expr in subject.steps.iter().flat_map(|step| expressions(step)) {
        for call in expr.program.calls().iter().filter(|call| call.function == "step") {
            if let Some(Some(baton_feel::Value::Text(id))) = call.arguments.first() {
                tell(id, expr.span);
            }
        }
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
}
