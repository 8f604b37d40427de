//! A step is asked for one thing that is known of it: `step("review").choice`. As a whole it is no value: what is personal in it would go
//! along, and what is known of a step grows with each release.

use super::Subject;
use crate::codes;
use crate::found::Found;
use crate::span::Span;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for asked in subject.workflow.asked_of_steps.iter().filter(|asked| asked.entry.is_none()) {
        add(found(asked.step.as_deref(), asked.span));
    }
}

/// What is told of it; no step: it is known only in a run.
pub(super) fn found(step: Option<&str>, span: Span) -> Found {
    let step = step.map_or_else(|| "…".to_owned(), |step| format!("\"{step}\""));
    Found::new(&codes::STEP_WHOLE, span).with("step", step)
}
