//! Roles are defined before they are named, and steps name nothing else.

use super::{Subject, innermost, people_of};
use crate::codes;
use crate::definition::step::Each;
use crate::definition::{Else, People, Phrase, RoleRule, RoleSpec, StepKind};
use crate::found::Found;
use crate::span::Span;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let roles = &subject.workflow.roles;
    let mut tell = |name: &str, span: Span| {
        if is_person(name) {
            add(Found::new(&codes::WHO_IS_A_PERSON, span).with("text", name));
        } else if !roles.contains_key(name) {
            let near = subject.suggestions.near(name, roles.keys().map(String::as_str));
            add(Found::new(&codes::ROLE_UNDEFINED, span).with("role", name).with("near", near));
        }
    };
    for step in &subject.steps {
        if let Some(who) = &step.who {
            tell(&who.name, who.span);
        }
        if let StepKind::Each(Each { add: Some(add), .. }) = &step.kind {
            tell(&add.name, add.span);
        }
        for people in people_of(step) {
            named(people, &mut tell);
        }
    }
    for role in roles.values() {
        spec(&role.spec, &mut tell);
    }
}

/// A phrase or a person where a role's name is meant.
fn is_person(name: &str) -> bool {
    name.contains(' ') || name.contains('@') || name == "starter"
}

fn spec(spec_: &RoleSpec, tell: &mut dyn FnMut(&str, Span)) {
    if let RoleRule::Person(people) = &spec_.rule {
        named(people, tell);
    }
    for people in &spec_.not {
        named(people, tell);
    }
    match spec_.or_else.as_deref() {
        Some(Else::Role(role)) => tell(&role.name, role.span),
        Some(Else::Spec(inner)) => spec(inner, tell),
        None => {}
    }
}

fn named(people: &People, tell: &mut dyn FnMut(&str, Span)) {
    if let Phrase::Role(name) = innermost(&people.phrase) {
        tell(name, people.span);
    }
}
