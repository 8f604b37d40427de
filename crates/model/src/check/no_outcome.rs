//! A run must be able to end as something; at most one outcome is the default.

use super::Subject;
use crate::codes;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let outcomes = &subject.workflow.outcomes;
    if outcomes.is_empty() {
        add(Found::new(&codes::NO_OUTCOME, subject.workflow.id.span));
    }
    let mut defaults = outcomes.values().filter(|outcome| outcome.default);
    if let Some(first) = defaults.next() {
        for other in defaults {
            let found = Found::new(&codes::TWO_DEFAULTS, other.span).with("first", &first.name);
            add(found.with("second", &other.name));
        }
    }
}
