//! An approval that asks for several answers, by a role that is one person.

use super::Subject;
use crate::codes;
use crate::definition::{Pick, RoleRule, StepKind};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for step in &subject.steps {
        let StepKind::Approve(approve) = &step.kind else { continue };
        let Some(who) = step.who.as_ref().filter(|_| approve.is_by_several()) else { continue };
        let is_one = match subject.workflow.roles.get(&who.name).map(|role| &role.spec.rule) {
            Some(RoleRule::Group { pick, .. }) => !matches!(pick, Pick::Everyone | Pick::FirstCome),
            Some(RoleRule::Person(_)) => true,
            None => who.name == "starter",
        };
        if is_one {
            add(Found::new(&codes::NEED_OF_ONE, who.span).with("step", step.title.outline()).with("role", &who.name));
        }
    }
}
