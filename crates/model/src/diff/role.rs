//! Roles.

use super::tale::Tale;
use super::words::Said;
use crate::definition::{Else, Role, RoleRule, RoleSpec};

pub(super) fn told(tale: &mut Tale<'_>, was: &Role, now: &Role) {
    let Role { name: _, span: _, spec } = now;
    let RoleSpec { rule, not, skill, or_else } = spec;
    tale.value("is", &was.spec.rule, rule);
    tale.value("not", &was.spec.not, not);
    tale.value("skill", &was.spec.skill, skill);
    tale.value("else", &was.spec.or_else, or_else);
}

impl Said for RoleRule {
    fn said(&self) -> Option<String> {
        match self {
            Self::Person(people) => people.said(),
            Self::Group { group, pick } => Some(format!("one of {}, {}", group.name, pick.word())),
        }
    }
}

impl Said for Box<Else> {
    fn said(&self) -> Option<String> {
        match &**self {
            Else::Role(role) => role.said(),
            Else::Spec(RoleSpec { rule, not, skill, or_else }) => {
                let more = [("not", not.said()), ("skill", skill.said()), ("else", or_else.said())];
                let more = more.into_iter().filter_map(|(word, said)| Some(format!("; {word} {}", said?)));
                Some(rule.said().unwrap_or_default() + &more.collect::<String>())
            }
        }
    }
}
