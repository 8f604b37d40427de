//! Some words mean something of their own everywhere.

use super::Subject;
use crate::codes;
use crate::found::Found;
use crate::span::Span;

pub(super) const RESERVED: [&str; 13] = [
    "start", "end", "everyone", "public", "starter", "now", "today", "run", "step", "secret", "workflow", "process",
    "me",
];

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let workflow = subject.workflow;
    let mut tell = |name: &str, span: Span, what: &str| {
        if RESERVED.contains(&name) {
            add(Found::new(&codes::RESERVED_NAME, span).with("name", name).with("what", what));
        }
    };
    for field in workflow.fields.values() {
        tell(&field.name, field.span, "a field");
    }
    for role in workflow.roles.values() {
        tell(&role.name, role.span, "a role");
    }
    for outcome in workflow.outcomes.values() {
        tell(&outcome.name, outcome.span, "an outcome");
    }
    for path in workflow.paths.values() {
        tell(&path.name.name, path.name.span, "a path");
    }
    for step in &subject.steps {
        tell(&step.id, step.title_span, "a step");
    }
}
