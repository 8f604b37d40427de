//! Whether the steps of a workflow that ask shared decisions ask what these can answer.

use std::sync::Arc;

use super::Linked;
use super::link::placed;
use crate::check::{self, Uncertain, decides_certainly, may_hold};
use crate::codes;
use crate::definition::step::{DecideRules, Shared};
use crate::definition::{Decision, Field, FieldType, Given, Step, StepKind, Workflow};
use crate::fault::Fault;
use crate::found::{Faults, Found};
use crate::privacy::{Private, PrivateKind};
use crate::suggestions::Suggestions;

/// What is wrong with the way a workflow asks shared decisions, in the order of its text.
pub fn asked(workflow: &Workflow, text: &str, find: &mut dyn FnMut(&str) -> Option<Arc<Linked>>) -> Vec<Fault> {
    let mut faults = Faults::default();
    let mut uncertain = Uncertain::new();
    for step in workflow.all_steps() {
        let StepKind::Decide(decide) = &step.kind else { continue };
        let DecideRules::Shared(shared) = &decide.rules else { continue };
        match find(&shared.decision.name) {
            Some(linked) => {
                fits(workflow, (step, shared), linked.decision(), &mut faults);
                copied(workflow, (step, shared), linked.decision(), &mut faults);
                uncertain.extend(left_empty(step, linked.decision()).map(|field| (step.id.clone(), field)));
            }
            None => {
                let found = Found::new(&codes::DECISION_UNKNOWN, shared.decision.span);
                faults.add(found.with("decision", &shared.decision.name));
            }
        }
    }
    if !uncertain.is_empty() {
        check::left_empty(workflow, uncertain, &mut faults);
    }
    placed(faults, text).err().unwrap_or_default()
}

/// What is private does not come back in a field where it would stand in the clear. A choice or a yes-no copies nothing.
fn copied(workflow: &Workflow, (step, shared): (&Step, &Shared), decision: &Decision, faults: &mut Faults) {
    let given_in = |name: &String| {
        let written = shared.with.iter().find(|given| given.field == *name).and_then(|given| given.value.as_ref());
        match written {
            Some(expr) => workflow.private_in(&expr.program),
            None => workflow.fields.get(name).and_then(|field| {
                let kind = if field.secret { PrivateKind::Secret } else { PrivateKind::Personal };
                (field.secret || field.personal).then(|| Private { name: name.clone(), kind })
            }),
        }
    };
    let Some(private) = decision.inputs.keys().filter_map(given_in).min_by_key(|private| private.kind) else { return };
    for given in &step.gives {
        let Some(field) = workflow.fields.get(&given.field) else { continue };
        let copies = !matches!(field.ty, FieldType::YesNo | FieldType::Choice | FieldType::Choices);
        if copies && !may_hold(field, &private) {
            let found = Found::new(&codes::PRIVATE_COPIED, given.span).with("field", &given.field);
            faults.add(found.with("from", &private.name).with("kind", private.kind.word()));
        }
    }
}

/// The fields of a step for which the decision may have no value. What the step computes of its outputs is not looked into.
fn left_empty<'a>(step: &'a Step, decision: &'a Decision) -> impl Iterator<Item = String> + 'a {
    let is_only = decision.outputs.len() == 1 && step.gives.len() == 1;
    let output = move |given: &'a Given| match decision.outputs.keys().next() {
        Some(only) if is_only => only,
        _ => &given.field,
    };
    let as_it_is = step.gives.iter().filter(|given| given.value.is_none());
    let may_be_empty = as_it_is.filter(move |given| !decides_certainly(&decision.by, output(given)));
    may_be_empty.map(|given| given.field.clone())
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
