//! Steps, paths and outcomes share one namespace; fields and roles another; the branches of a block are
//! their own, and so are the starts.

use std::collections::HashMap;

use super::Subject;
use crate::codes;
use crate::definition::StepKind;
use crate::found::Found;
use crate::span::Span;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let workflow = subject.workflow;
    let steps = subject.steps.iter().map(|step| (step.id.as_str(), step.title_span));
    let paths = workflow.paths.values().map(|path| (path.name.name.as_str(), path.name.span));
    let outcomes = workflow.outcomes.values().map(|outcome| (outcome.name.as_str(), outcome.span));
    unique(steps.chain(paths).chain(outcomes).filter(|(name, _)| !name.is_empty()), add);
    let fields = workflow.fields.values().map(|field| (field.name.as_str(), field.span));
    let roles = workflow.roles.values().map(|role| (role.name.as_str(), role.span));
    unique(fields.chain(roles), add);
    let starts: Vec<String> = workflow.start.iter().map(crate::definition::Start::id).collect();
    unique(starts.iter().zip(&workflow.start).map(|(id, start)| (id.as_str(), start.span)), add);
    for step in &subject.steps {
        if let StepKind::Parallel(parallel) = &step.kind {
            unique(parallel.branches.iter().map(|branch| (branch.id.as_str(), branch.span)), add);
        }
    }
}

fn unique<'n>(names: impl Iterator<Item = (&'n str, Span)>, add: &mut dyn FnMut(Found)) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for (name, span) in names {
        if let Some(first) = seen.get(name) {
            let (earlier, later) = if first.start < span.start { (*first, span) } else { (span, *first) };
            add(Found::new(&codes::DUPLICATE_ID, later).with("id", name).with("line", earlier.line));
        }
        seen.entry(name).or_insert(span);
    }
}
