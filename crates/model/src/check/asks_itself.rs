//! Who would ask themselves: the requester as the only one who can approve, and an escalation to who has the step anyway.

use super::Subject;
use super::role_not_itself::resolved;
use crate::codes;
use crate::definition::{Phrase, RoleRule, Start, StepKind};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for step in &subject.steps {
        let Some(who) = &step.who else { continue };
        let role = subject.workflow.roles.get(&who.name);
        let Some(role) = role.filter(|role| matches!(role.spec.rule, RoleRule::Person(_))) else { continue };
        let person = resolved(subject, &Phrase::Role(role.name.clone()));
        let is_approval = matches!(step.kind, StepKind::Approve(_));
        let by_hand = subject.workflow.start.iter().any(Start::is_by_hand);
        if is_approval && by_hand && person == Phrase::Starter {
            add(Found::new(&codes::APPROVES_OWN_REQUEST, who.span)
                .with("step", step.title.outline())
                .with("role", &role.name));
        }
        if let Some(escalate) = &step.escalate
            && resolved(subject, &escalate.to.phrase) == person
        {
            let found = Found::new(&codes::ESCALATES_TO_ITSELF, escalate.to.span).with("step", step.title.outline());
            add(found.with("whom", &escalate.to.phrase));
        }
    }
}
