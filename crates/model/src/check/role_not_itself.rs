//! A role that may not be the only one who can be it.

use super::Subject;
use crate::codes;
use crate::definition::{Phrase, Role, RoleRule};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for role in subject.workflow.roles.values() {
        let who = resolved(subject, &Phrase::Role(role.name.clone()));
        for not in &role.spec.not {
            let itself = matches!(&not.phrase, Phrase::Role(name) if *name == role.name);
            let same = is_one_person(role) && resolved(subject, &not.phrase) == who;
            if itself || same {
                let found = Found::new(&codes::ROLE_NOT_ITSELF, not.span).with("role", &role.name);
                add(found.with("whom", if itself { "itself".to_owned() } else { not.phrase.to_string() }));
            }
        }
    }
}

fn is_one_person(role: &Role) -> bool {
    matches!(role.spec.rule, RoleRule::Person(_))
}

/// The phrase with roles that are one person replaced by who that is.
pub(super) fn resolved(subject: &Subject<'_>, phrase: &Phrase) -> Phrase {
    replaced(subject, phrase, subject.workflow.roles.len())
}

fn replaced(subject: &Subject<'_>, phrase: &Phrase, steps_left: usize) -> Phrase {
    match phrase {
        Phrase::ManagerOf(of) => Phrase::ManagerOf(Box::new(replaced(subject, of, steps_left))),
        Phrase::Role(name) if steps_left > 0 => match subject.workflow.roles.get(name).map(|role| &role.spec.rule) {
            Some(RoleRule::Person(people)) => replaced(subject, &people.phrase, steps_left - 1),
            _ => phrase.clone(),
        },
        other => other.clone(),
    }
}
