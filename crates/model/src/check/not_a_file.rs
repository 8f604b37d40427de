//! What goes with a message is in a file field, and not secret.

use super::Subject;
use crate::codes;
use crate::definition::{FieldType, StepKind};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let workflow = subject.workflow;
    for step in &subject.steps {
        let StepKind::Send(send) = &step.kind else { continue };
        for named in &send.attach {
            let Some(field) = workflow.fields.get(&named.name).or_else(|| workflow.inner_field(&named.name)) else {
                continue;
            };
            if !matches!(field.ty, FieldType::File | FieldType::Files) {
                let found = Found::new(&codes::NOT_A_FILE, named.span).with("field", &named.name);
                add(found.with("type", field.ty.word()));
            } else if field.secret {
                let found = Found::new(&codes::PRIVATE_IN_TEXT, named.span).with("field", &named.name);
                add(found.with("kind", "secret").with("place", "a message"));
            }
        }
    }
}
