//! A reminder or an escalation so long before the deadline that it would be before the step opens: the reminder never comes, the
//! escalation comes at once.

use super::Subject;
use super::times::Length;
use crate::codes;
use crate::definition::Anchor;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for step in &subject.steps {
        let Some(due) = &step.due else { continue };
        let Some(length) = Length::of_deadline(due) else { continue };
        let offsets = step.remind.iter().chain(step.escalate.as_ref().map(|escalate| &escalate.at));
        for offset in offsets.filter(|offset| offset.anchor == Anchor::BeforeDue) {
            let by = offset.duration.as_ref().and_then(Length::of);
            if by.is_some_and(|by| by.takes_all_of(length)) {
                let found = Found::new(&codes::OFFSET_BEFORE_OPENING, offset.span).with("text", &offset.text);
                add(found.with("step", step.title.outline()).with("due", &due.text));
            }
        }
    }
}
