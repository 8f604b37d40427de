//! Somebody must answer for the design.

use super::Subject;
use crate::codes;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    if subject.workflow.owner.is_none() {
        add(Found::new(&codes::NO_OWNER, subject.workflow.id.span));
    }
}
