//! Whether the steps of a workflow that ask shared decisions ask what these can answer.

use std::sync::Arc;

use super::Linked;
use super::link::placed;
use crate::codes;
use crate::definition::step::{DecideRules, Shared};
use crate::definition::{Decision, Field, Step, StepKind, Workflow};
use crate::fault::Fault;
use crate::found::{Faults, Found};
use crate::suggestions::Suggestions;

/// What is wrong with the way a workflow asks shared decisions, in the order of its text.
pub fn asked(workflow: &Workflow, text: &str, find: &mut dyn FnMut(&str) -> Option<Arc<Linked>>) -> Vec<Fault> {
    let mut faults = Faults::default();
    for step in workflow.all_steps() {
        let StepKind::Decide(decide) = &step.kind else { continue };
        let DecideRules::Shared(shared) = &decide.rules else { continue };
        match find(&shared.decision.name) {
            Some(linked) => fits(workflow, (step, shared), linked.decision(), &mut faults),
            None => {
                let found = Found::new(&codes::DECISION_UNKNOWN, shared.decision.span);
                faults.add(found.with("decision", &shared.decision.name));
            }
        }
    }
    placed(faults, text).err().unwrap_or_default()
}

fn fits(workflow: &Workflow, (step, shared): (&Step, &Shared), decision: &Decision, faults: &mut Faults) {
    let suggestions = Suggestions::default();
    for (name, input) in &decision.inputs {
        let written = shared.with.iter().find(|given| given.field == *name).and_then(|given| given.value.as_ref());
        let found = written.map(|expr| expr.program.result_type());
        let found = found.or_else(|| workflow.fields.get(name).map(Field::kind));
        let near = match found {
            Some(found) if found.fits(&input.kind) => continue,
            Some(found) => format!(": here it is {found}, there {}", input.kind),
            None => suggestions.near(name, workflow.fields.keys().map(String::as_str)),
        };
        let span = written.map_or(shared.decision.span, |expr| expr.span);
        let found = Found::new(&codes::DECISION_INPUT_MISSING, span).with("input", name).with("near", near);
        faults.add(found.with("decision", &shared.decision.name));
    }
    for given in shared.with.iter().filter(|given| !decision.inputs.contains_key(&given.field)) {
        let near = suggestions.near(&given.field, decision.inputs.keys().map(String::as_str));
        let found =
            Found::new(&codes::DECISION_HAS_NO_INPUT, given.span).with("input", &given.field).with("near", near);
        faults.add(found.with("decision", &shared.decision.name));
    }
    let is_only = decision.outputs.len() <= 1 && step.gives.len() == 1;
    for given in step.gives.iter().filter(|given| given.value.is_none() && !is_only) {
        if !decision.outputs.contains_key(&given.field) {
            let near = suggestions.near(&given.field, decision.outputs.keys().map(String::as_str));
            faults
                .add(Found::new(&codes::OUTPUT_UNDEFINED, given.span).with("output", &given.field).with("near", near));
        }
    }
}
