//! Something must start a run.

use super::Subject;
use crate::codes;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    if subject.workflow.start.is_empty() {
        add(Found::new(&codes::NO_TRIGGER, subject.workflow.id.span));
    }
}
