//! `rules:` without `otherwise` may give nothing, which matters where a later step needs what they give.

use super::Subject;
use crate::codes;
use crate::definition::StepKind;
use crate::definition::step::DecideRules;
use crate::found::Found;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for step in &subject.steps {
        let StepKind::Decide(decide) = &step.kind else { continue };
        let DecideRules::Rules(rules) = &decide.rules else { continue };
        if rules.iter().all(|rule| rule.when.is_some()) {
            add(Found::new(&codes::RULES_GAP, step.title_span).with("step", step.title.outline()));
        }
    }
}
