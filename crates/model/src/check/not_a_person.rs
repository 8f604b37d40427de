//! A field that stands for a person is of type person.

use super::{Subject, innermost, people_of};
use crate::codes;
use crate::definition::{Else, FieldType, People, Phrase, RoleRule, RoleSpec};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let mut all: Vec<&People> = subject.steps.iter().flat_map(|step| people_of(step)).collect();
    for role in subject.workflow.roles.values() {
        of_spec(&role.spec, &mut all);
    }
    for people in all {
        let Phrase::Field(name) = innermost(&people.phrase) else { continue };
        let Some(field) = subject.workflow.fields.get(name) else { continue };
        if field.ty != FieldType::Person {
            let found = Found::new(&codes::NOT_A_PERSON, people.span).with("field", name);
            add(found.with("type", field.ty.word()));
        }
    }
}

fn of_spec<'d>(spec: &'d RoleSpec, all: &mut Vec<&'d People>) {
    if let RoleRule::Person(people) = &spec.rule {
        all.push(people);
    }
    all.extend(&spec.not);
    if let Some(Else::Spec(inner)) = spec.or_else.as_deref() {
        of_spec(inner, all);
    }
}
