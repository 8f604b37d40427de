//! Personal and secret values stand in no run's name, and secret ones in no message or title.

use super::{Subject, expressions};
use crate::codes;
use crate::definition::Expr;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let fields = &subject.workflow.fields;
    let mut tell = |expr: &Expr, place: &str, personal_too: bool| {
        for field in expr.program.uses().iter().filter_map(|used| fields.get(used.name())) {
            let kind = match (field.secret, field.personal) {
                (true, _) => "secret",
                (false, true) if personal_too => "personal",
                _ => continue,
            };
            let found = Found::new(&codes::PRIVATE_IN_TEXT, expr.span).with("field", &field.name);
            add(found.with("kind", kind).with("place", place));
        }
    };
    for expr in subject.workflow.label.iter().flat_map(crate::definition::Template::expressions) {
        tell(expr, "the name of a run", true);
    }
    for step in subject.steps.iter().filter(|step| step.kind.word() == "send") {
        for expr in expressions(step) {
            tell(expr, "a message", false);
        }
    }
}
