//! A reminder or an escalation that counts from a deadline needs one.

use super::Subject;
use crate::codes;
use crate::definition::Anchor;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for step in subject.steps.iter().filter(|step| step.due.is_none()) {
        let offsets = step.remind.iter().chain(step.escalate.as_ref().map(|escalate| &escalate.at));
        for offset in offsets.filter(|offset| offset.anchor != Anchor::AfterOpening) {
            let found = Found::new(&codes::OFFSET_WITHOUT_DUE, offset.span).with("text", &offset.text);
            add(found.with("step", step.title.outline()));
        }
    }
}
