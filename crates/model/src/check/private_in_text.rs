//! What is personal or secret stands in no run's name, no title and no label, and what is secret in no message or guide.

use super::Subject;
use crate::codes;
use crate::definition::{StepKind, Template};
use crate::found::Found;
use crate::privacy::PrivateKind;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let mut tell = |template: &Template, place: &str, personal_too: bool| {
        for expr in template.expressions() {
            let Some(private) = subject.workflow.private_in(&expr.program) else { continue };
            if personal_too || private.kind == PrivateKind::Secret {
                let found = Found::new(&codes::PRIVATE_IN_TEXT, expr.span).with("field", &private.name);
                add(found.with("kind", private.kind.word()).with("place", place));
            }
        }
    };
    if let Some(label) = &subject.workflow.label {
        tell(label, "the name of a run", true);
    }
    for text in subject.workflow.computed_texts() {
        tell(text, "a label or a title", true);
    }
    for step in &subject.steps {
        tell(&step.title, "the title of a step", true);
        if let Some(guide) = &step.guide {
            tell(guide, "a guide", false);
        }
        if let StepKind::Send(send) = &step.kind {
            [Some(&send.subject), send.body.as_ref()]
                .into_iter()
                .flatten()
                .for_each(|text| tell(text, "a message", false));
        }
    }
}
