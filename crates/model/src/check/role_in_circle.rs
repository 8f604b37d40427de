//! Roles that are explained by each other name nobody.

use std::collections::HashSet;

use super::{Subject, innermost};
use crate::codes;
use crate::definition::{Phrase, RoleRule};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let roles = &subject.workflow.roles;
    for role in roles.values() {
        let mut circle = vec![role.name.as_str()];
        let mut seen: HashSet<&str> = HashSet::new();
        while let Some(RoleRule::Person(people)) =
            circle.last().and_then(|name| roles.get(*name)).map(|role| &role.spec.rule)
        {
            let Phrase::Role(next) = innermost(&people.phrase) else { break };
            if *next == role.name {
                circle.push(next);
                add(Found::new(&codes::ROLE_IN_CIRCLE, role.span).with("circle", circle.join(" → ")));
                break;
            }
            if !seen.insert(next) {
                break;
            }
            circle.push(next);
        }
    }
}
