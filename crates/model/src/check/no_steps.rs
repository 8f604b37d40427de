//! Something must be done.

use super::Subject;
use crate::codes;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    if subject.workflow.steps.is_empty() {
        add(Found::new(&codes::NO_STEPS, subject.workflow.id.span));
    }
}
