//! A choice that is called like an outcome and goes on as if nothing happened.

use super::Subject;
use crate::codes;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for step in &subject.steps {
        for choice in step.choices().into_iter().flat_map(|choices| choices.values()) {
            let is_written = choice.span != step.title_span;
            if is_written
                && choice.then.is_empty()
                && step.then.is_empty()
                && subject.workflow.outcomes.contains_key(&choice.name)
            {
                add(Found::new(&codes::CHOICE_NAMED_LIKE_OUTCOME, choice.span).with("choice", &choice.name));
            }
        }
    }
}
