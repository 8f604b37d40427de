//! The values of a process: `when` is a condition, what is personal or secret stands in no run's name, and no two workflows that may
//! run side by side give one field.

use std::collections::BTreeSet;

use baton_feel::Type;

use super::condition_certain;
use crate::codes;
use crate::definition::{Access, Process, SubRun, Workflow};
use crate::found::{Faults, Found};
use crate::map::{IndexMap, IndexSet};

pub(super) fn check(process: &Process, faults: &mut Faults) {
    for run in &process.workflows {
        let Some(when) = &run.when else { continue };
        let kind = when.program.result_type();
        if kind.fits(&Type::Boolean) {
            condition_certain::of_part((when, !run.each.is_empty()), &process.fields, &mut |found| faults.add(found));
        } else {
            let found = Found::new(&codes::NOT_A_CONDITION, when.span).with("key", "when").with("kind", kind);
            faults.add(found.with("text", &when.text));
        }
    }
    condition_certain::starts_and_fields(&process.start, &process.fields, &mut |found| faults.add(found));
    private(process, faults);
    written_twice(process, faults);
}

fn private(process: &Process, faults: &mut Faults) {
    let seen = fields_alone(process);
    let label = process.head.label.iter().map(|label| (label, "the name of a run"));
    let texts = seen.computed_texts().into_iter().map(|text| (text, "a label or a title"));
    let own = process.outcome.iter().chain(process.milestones.values().map(|milestone| &milestone.title));
    for (text, place) in label.chain(texts).chain(own.map(|text| (text, "a label or a title"))) {
        for expr in text.expressions() {
            if let Some(private) = seen.private_in(&expr.program) {
                let found = Found::new(&codes::PRIVATE_IN_TEXT, expr.span).with("field", &private.name);
                faults.add(found.with("kind", private.kind.word()).with("place", place));
            }
        }
    }
}

/// A workflow with the starts and fields of the process: what is private in it is private in the process.
fn fields_alone(process: &Process) -> Workflow {
    Workflow {
        head: process.head.clone(),
        start: process.start.clone(),
        roles: IndexMap::default(),
        fields: process.fields.clone(),
        steps: Vec::new(),
        paths: IndexMap::default(),
        outcomes: IndexMap::default(),
        in_case: Vec::new(),
        access: Access::default(),
        items: Vec::new(),
        block_fields: IndexSet::default(),
        asked_of_steps: Vec::new(),
    }
}

fn written_twice(process: &Process, faults: &mut Faults) {
    let runs = &process.workflows;
    for (at, run) in runs.iter().enumerate() {
        for taken in &run.gives {
            let gives = |other: &&SubRun| other.gives.iter().any(|theirs| theirs.mine.name == taken.mine.name);
            let apart =
                |other: &&SubRun| !comes_before(runs, &other.id.name, run) && !comes_before(runs, &run.id.name, other);
            if let Some(other) = runs[..at].iter().filter(gives).find(apart) {
                let found = Found::new(&codes::FIELD_GIVEN_TWICE, taken.mine.span).with("field", &taken.mine.name);
                let found = found.with("first", &other.id.name).with("second", &run.id.name);
                faults.add(found.with("block", &process.head.title));
            }
        }
    }
}

/// Whether a workflow is over before another one begins: it stands under its `after`, at once or through others.
fn comes_before(runs: &[SubRun], first: &str, then: &SubRun) -> bool {
    let mut left: Vec<&str> = then.after.iter().map(|id| id.name.as_str()).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = left.pop() {
        if id == first {
            return true;
        }
        if seen.insert(id) {
            let before = runs.iter().filter(|run| run.id.name == id).flat_map(|run| &run.after);
            left.extend(before.map(|id| id.name.as_str()));
        }
    }
    false
}
