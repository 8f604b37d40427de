//! What must be true of a process.

use std::collections::HashMap;

use super::near;
use crate::codes;
use crate::definition::{Named, Process};
use crate::found::{Faults, Found};

/// Checks a process.
pub(crate) fn process(process: &Process, faults: &mut Faults) {
    let id = process.head.id.span;
    if process.head.owner.is_none() {
        faults.add(Found::new(&codes::NO_OWNER, id));
    }
    if process.start.is_empty() {
        faults.add(Found::new(&codes::NO_TRIGGER, id));
    }
    let given = process.start.iter().flat_map(|start| &start.gives).map(|given| (given.field.as_str(), given.span));
    let taken =
        process.workflows.iter().flat_map(|run| &run.gives).map(|taken| (taken.mine.name.as_str(), taken.mine.span));
    for (name, span) in given.chain(taken).filter(|(name, _)| !process.fields.contains_key(*name)) {
        let near = near(name, process.fields.keys().map(String::as_str));
        faults.add(Found::new(&codes::FIELD_UNDEFINED, span).with("field", name).with("near", near));
    }
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for run in &process.workflows {
        if let Some(line) = seen.insert(&run.id.name, run.id.span.line) {
            faults.add(Found::new(&codes::DUPLICATE_ID, run.id.span).with("id", &run.id.name).with("line", line));
        }
    }
    for run in &process.workflows {
        after(process, &run.after, faults);
        if let Some(circle) = circle(process, &run.id.name) {
            faults.add(Found::new(&codes::AFTER_IN_CIRCLE, run.id.span).with("circle", circle));
        }
    }
    for milestone in process.milestones.values() {
        after(process, &milestone.after, faults);
    }
}

fn after(process: &Process, names: &[Named], faults: &mut Faults) {
    let known = || process.workflows.iter().map(|run| run.id.name.as_str());
    for named in names.iter().filter(|named| !known().any(|id| id == named.name)) {
        let found = Found::new(&codes::UNKNOWN_TARGET, named.span).with("near", near(&named.name, known()));
        faults.add(found.with("target", &named.name));
    }
}

/// The way by which a workflow waits for itself.
fn circle(process: &Process, id: &str) -> Option<String> {
    let mut queue = vec![vec![id]];
    let mut seen: Vec<&str> = Vec::new();
    while let Some(way) = queue.pop() {
        let run = process.workflows.iter().find(|run| Some(run.id.name.as_str()) == way.last().copied())?;
        for next in &run.after {
            if next.name == id {
                let names: Vec<&str> = way.iter().copied().chain([id]).collect();
                return Some(names.join(" → "));
            }
            if process.workflows.iter().any(|run| run.id.name == next.name) && !seen.contains(&next.name.as_str()) {
                seen.push(&next.name);
                queue.push(way.iter().copied().chain([next.name.as_str()]).collect());
            }
        }
    }
    None
}
