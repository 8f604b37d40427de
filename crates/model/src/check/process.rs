//! What must be true of a process.

use std::collections::{HashMap, HashSet, VecDeque};

use super::{process_names, process_times, process_values};
use crate::codes;
use crate::definition::{Named, Process};
use crate::found::{Faults, Found};
use crate::suggestions::Suggestions;

/// Checks a process.
pub(crate) fn process(process: &Process, faults: &mut Faults) {
    let id = process.head.id.span;
    let suggestions = Suggestions::default();
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
        let near = suggestions.near(name, process.fields.keys().map(String::as_str));
        faults.add(Found::new(&codes::FIELD_UNDEFINED, span).with("field", name).with("near", near));
    }
    super::public_field::of(&process.start, &process.fields, &mut |found| faults.add(found));
    process_names::check(process, faults);
    process_values::check(process, faults);
    let waits = Waits::of(process);
    for (place, run) in process.workflows.iter().enumerate() {
        after(process, &run.after, &suggestions, faults);
        if let Some(circle) = waits.circle(place) {
            faults.add(Found::new(&codes::AFTER_IN_CIRCLE, run.id.span).with("circle", circle));
        }
    }
    for milestone in process.milestones.values() {
        after(process, &milestone.after, &suggestions, faults);
    }
    process_times::check(process, faults);
}

fn after(process: &Process, names: &[Named], suggestions: &Suggestions, faults: &mut Faults) {
    let known = || process.workflows.iter().map(|run| run.id.name.as_str());
    let ids: HashSet<&str> = known().collect();
    for named in names.iter().filter(|named| !ids.contains(named.name.as_str())) {
        let found = Found::new(&codes::UNKNOWN_TARGET, named.span).with("near", suggestions.near(&named.name, known()));
        faults.add(found.with("target", &named.name));
    }
}

/// Which workflows wait for which, by their places in the text.
struct Waits<'p> {
    process: &'p Process,
    after: Vec<Vec<usize>>,
}

impl<'p> Waits<'p> {
    fn of(process: &'p Process) -> Self {
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (place, run) in process.workflows.iter().enumerate() {
            places.entry(&run.id.name).or_insert(place);
        }
        let after = process.workflows.iter();
        let after = after.map(|run| run.after.iter().filter_map(|id| places.get(id.name.as_str()).copied()).collect());
        Self { process, after: after.collect() }
    }

    /// The shortest way by which a workflow waits for itself.
    fn circle(&self, from: usize) -> Option<String> {
        let mut parents: Vec<Option<usize>> = vec![None; self.after.len()];
        let mut queue = VecDeque::from([from]);
        while let Some(at) = queue.pop_front() {
            for next in &self.after[at] {
                if *next == from {
                    return Some(self.told(from, at, &parents));
                }
                if parents[*next].is_none() {
                    parents[*next] = Some(at);
                    queue.push_back(*next);
                }
            }
        }
        None
    }

    fn told(&self, from: usize, last: usize, parents: &[Option<usize>]) -> String {
        let name = |at: usize| self.process.workflows[at].id.name.as_str();
        let mut names = vec![name(from)];
        let mut at = last;
        while at != from {
            names.push(name(at));
            at = parents[at].unwrap_or(from);
        }
        names.push(name(from));
        names.reverse();
        names.join(" → ")
    }
}
