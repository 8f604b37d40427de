//! What stands where it means nothing: `early:` of a handler, which hears what comes while its step is open and nothing else. And
//! what is asked whether it is true, but gives something else: `when` of a choice.

use baton_feel::Type;

use super::Subject;
use crate::codes;
use crate::definition::Case;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let handlers = subject.steps.iter().flat_map(|step| &step.in_case).chain(&subject.workflow.in_case);
    for handler in handlers {
        let Case::Event(event) = &handler.when else { continue };
        if let Some(early) = event.early_at {
            let found = Found::new(&codes::KEY_OF_OTHER_KIND, early).with("kind", "a handler").with("key", "early");
            add(found.with("owners", "a wait with an `event:`"));
        }
    }
    let choices = subject.steps.iter().filter_map(|step| step.choices()).flat_map(|choices| choices.values());
    for when in choices.filter_map(|choice| choice.when.as_ref()) {
        let kind = when.program.result_type();
        if !kind.fits(&Type::Boolean) {
            let found = Found::new(&codes::NOT_A_CONDITION, when.span).with("key", "when").with("kind", kind);
            add(found.with("text", &when.text));
        }
    }
}
