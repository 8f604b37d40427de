//! `body`, `response` and `result` mean something of their own in some places, and hide a field of that name there.

use super::Subject;
use crate::codes;
use crate::definition::step::DecideRules;
use crate::definition::{StartKind, StepKind};
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let workflow = subject.workflow;
    let mut tell = |name: &str| {
        if let Some(field) = workflow.fields.get(name) {
            add(Found::new(&codes::NAME_HIDES_FIELD, field.span).with("field", name));
        }
    };
    if workflow.start.iter().any(|start| matches!(start.kind, StartKind::Webhook { .. })) {
        tell("body");
    }
    for step in &subject.steps {
        match &step.kind {
            StepKind::Call(_) => tell("response"),
            StepKind::Work(_) => tell("result"),
            StepKind::Decide(decide) if matches!(decide.rules, DecideRules::Shared(_)) => tell("result"),
            _ => {}
        }
    }
}
