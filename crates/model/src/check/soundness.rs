//! Tells what the proof of a workflow's ways has found. What hangs on several conditions that may not hold together is only
//! warned of.

use super::Subject;
use crate::codes;
use crate::found::Found;
use crate::graph::NodeId;
use crate::proof::{Flaw, FlawKind, prove};

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let proof = prove(subject.workflow, subject.graph);
    for flaw in &proof.flaws {
        add(told(subject, flaw));
    }
    for node in &proof.dead {
        let Some(step) = subject.graph.node(*node).and_then(|node| node.step()) else { continue };
        if subject.flow.is_reached(*node) {
            add(Found::new(&codes::STEP_NEVER_OPENS, step.title_span).with("step", &step.id));
        }
    }
    for block in &proof.not_proved {
        let step = block.and_then(|block| subject.graph.node(block)).and_then(|node| node.step());
        let (what, span) = match step {
            Some(step) => (format!("`{}`", step.id), step.title_span),
            None => ("a run".to_owned(), subject.workflow.head.id.span),
        };
        add(Found::new(&codes::NOT_PROVED, span).with("what", what));
    }
}

fn told(subject: &Subject<'_>, flaw: &Flaw) -> Found {
    let (rule, at) = match flaw.kind {
        FlawKind::Stuck(at) => (&codes::JOIN_NEVER_OPENS, at),
        FlawKind::NoWayOut(at) => (&codes::NO_WAY_OUT, at),
        FlawKind::Grows(at) => (&codes::GROWS_WITHOUT_END, at),
        FlawKind::LeftBehind(at, _) => (&codes::LEFT_BEHIND, at),
        FlawKind::Circle(at, _) => (&codes::JOINS_WAIT_FOR_EACH_OTHER, at),
    };
    let span = subject.graph.node(at).map_or(subject.workflow.head.id.span, |node| node.span);
    let mut found = Found::new(rule, span).with("step", name(subject, at));
    match flaw.kind {
        FlawKind::Circle(_, other) => found = found.with("other", name(subject, other)),
        FlawKind::LeftBehind(_, Some(outcome)) => {
            found = found.with("end", format!("the run ends with `{}`", name(subject, outcome)));
        }
        FlawKind::LeftBehind(_, None) => found = found.with("end", "the block around it is left"),
        _ => {}
    }
    if flaw.is_certain { found.trace(flaw.trace.clone()) } else { found.trace(flaw.trace.clone()).only_warned_of() }
}

/// The id of a step, the name of an outcome.
fn name(subject: &Subject<'_>, at: NodeId) -> String {
    use crate::graph::NodeKind;
    match subject.graph.node(at).map(|node| &node.kind) {
        Some(NodeKind::Step(step)) => step.id.clone(),
        Some(NodeKind::Outcome(name)) => name.clone(),
        _ => "start".to_owned(),
    }
}
