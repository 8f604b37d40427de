//! A step of people says which role does it.

use super::Subject;
use crate::codes;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let roles: Vec<&str> = subject.workflow.roles.keys().map(String::as_str).collect();
    for step in subject.steps.iter().filter(|step| step.is_by_people() && step.who.is_none()) {
        let found = Found::new(&codes::STEP_WITHOUT_WHO, step.title_span).with("step", step.title.outline());
        add(found.with("roles", roles.join(", ")));
    }
}
