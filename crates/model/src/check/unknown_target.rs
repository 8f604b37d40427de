//! Every `then` and `end` names a place that can be reached from where it stands.

use super::Subject;
use crate::codes;
use crate::found::Found;
use crate::graph::StrayKind;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let workflow = subject.workflow;
    for stray in subject.strays {
        let found = match &stray.why {
            StrayKind::NoForm => Found::new(&codes::NO_FORM_TO_REOPEN, stray.span),
            StrayKind::Inside(block) => {
                let block = subject.graph.node(*block).and_then(|node| node.step());
                let block = block.map(|step| step.id.clone()).unwrap_or_default();
                Found::new(&codes::TARGET_INSIDE_BLOCK, stray.span).with("block", block)
            }
            StrayKind::Unknown => {
                let names = workflow.outcomes.keys().chain(workflow.paths.keys()).map(String::as_str);
                let names = names.chain(subject.steps.iter().map(|step| step.id.as_str())).chain(["start"]);
                Found::new(&codes::UNKNOWN_TARGET, stray.span).with("near", subject.suggestions.near(&stray.to, names))
            }
        };
        add(found.with("target", &stray.to));
    }
}
