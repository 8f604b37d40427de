//! What goes with a message is in a file field, and not secret.

use super::Subject;
use crate::codes;
use crate::definition::{FieldType, StepKind, Workflow};
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
            } else if is_secret(workflow, &named.name) {
                let found = Found::new(&codes::PRIVATE_IN_TEXT, named.span).with("field", &named.name);
                add(found.with("kind", "secret").with("place", "a message"));
            }
        }
    }
}

/// Whether something that goes by this name is secret: only the place tells which of them is meant. A column of a secret list is
/// as secret as the list.
fn is_secret(workflow: &Workflow, name: &str) -> bool {
    let steps = workflow.all_steps();
    let own = steps.iter().filter_map(|step| step.own_fields()?.get(name));
    let item = name.split_once('.').map(|(item, _)| item);
    let lists = steps.iter().filter_map(|step| match &step.kind {
        StepKind::Each(each) if item.is_some_and(|item| each.name == item) => workflow.fields.get(each.list.as_ref()?),
        _ => None,
    });
    let meant = workflow.fields.get(name).into_iter().chain(workflow.inner_field(name));
    meant.chain(own).chain(lists).any(|field| field.secret)
}
