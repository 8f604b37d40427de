//! Locks: two that are taken inside one another both ways round wait for each other; one that is held while people are
//! waited for keeps the others from their work.

use std::collections::HashMap;
use std::sync::Arc;

use super::Subject;
use crate::codes;
use crate::definition::step::Lock;
use crate::definition::{Step, StepKind};
use crate::found::Found;

type Name<'a> = (&'a str, bool);

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let mut nested: HashMap<(Name<'_>, Name<'_>), &Lock> = HashMap::new();
    let workflow = subject.workflow;
    let lists = [&workflow.steps].into_iter().chain(workflow.paths.values().map(|path| &path.steps));
    for steps in lists.chain(workflow.in_case.iter().map(|handler| &handler.steps)) {
        walk(steps, &mut Vec::new(), &mut nested);
    }
    for ((outer, inner), lock) in &nested {
        let is_second = nested.get(&(*inner, *outer)).is_some_and(|first| first.name.span.start < lock.name.span.start);
        if is_second {
            let found = Found::new(&codes::LOCKS_CROSSED, lock.name.span);
            add(found.with("outer", outer.0).with("inner", inner.0));
        }
    }
    for step in &subject.steps {
        for lock in step.locks.iter().filter(|_| waits_for_people(step)) {
            let found = Found::new(&codes::LOCK_WHILE_WAITING, lock.name.span);
            add(found.with("lock", &lock.name.name).with("step", step.title.outline()));
        }
    }
}

fn walk<'a>(steps: &'a [Arc<Step>], around: &mut Vec<Name<'a>>, nested: &mut HashMap<(Name<'a>, Name<'a>), &'a Lock>) {
    for step in steps {
        let outside = around.len();
        for lock in &step.locks {
            let own = (lock.name.name.as_str(), lock.of_workflow);
            // What is around it already is not taken again.
            if around.contains(&own) {
                continue;
            }
            for outer in around.iter() {
                nested.entry((*outer, own)).or_insert(lock);
            }
            around.push(own);
        }
        for inner in step.inner() {
            walk(inner, around, nested);
        }
        around.truncate(outside);
    }
}

fn waits_for_people(step: &Step) -> bool {
    matches!(step.kind, StepKind::Task(_) | StepKind::Approve(_))
        || step.inner().into_iter().flatten().any(|inner| waits_for_people(inner))
}
