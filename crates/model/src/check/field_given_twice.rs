//! A field that two branches give: the later completion wins, which is seldom meant.

use std::collections::HashMap;
use std::sync::Arc;

use super::Subject;
use crate::codes;
use crate::definition::{Step, StepKind};
use crate::found::Found;
use crate::span::Span;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    for block in &subject.steps {
        let StepKind::Parallel(parallel) = &block.kind else { continue };
        let mut first: HashMap<String, (usize, String)> = HashMap::new();
        for (index, branch) in parallel.branches.iter().enumerate() {
            for (field, span, step) in given(&branch.steps) {
                match first.get(&field) {
                    Some((other, by)) if *other != index => {
                        let found = Found::new(&codes::FIELD_GIVEN_TWICE, span).with("field", &field).with("first", by);
                        add(found.with("second", &step).with("block", block.title.outline()));
                    }
                    Some(_) => {}
                    None => {
                        first.insert(field, (index, step));
                    }
                }
            }
        }
    }
}

/// What steps and those inside them give: the field, its place, the step's title.
fn given(steps: &[Arc<Step>]) -> Vec<(String, Span, String)> {
    let mut all = Vec::new();
    for step in steps {
        step.collect_into(&mut all);
    }
    let of_step = |step: &Step| {
        let choices = step.choices().into_iter().flat_map(|choices| choices.values()).flat_map(|choice| &choice.gives);
        let given = step.gives.iter().chain(choices);
        given.map(|given| (given.field.clone(), given.span, step.title.outline())).collect::<Vec<_>>()
    };
    all.into_iter().flat_map(|step| of_step(step)).collect()
}
