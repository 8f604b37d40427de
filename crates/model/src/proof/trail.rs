//! How a run comes to a place: what is told step by step, so that it can be read, played on the diagram and on the engine.

use serde::Serialize;

use super::net::Net;
use crate::definition::step::Choose;
use crate::definition::{StepKind, Template};
use crate::graph::{Node, NodeKind};
use crate::outline::{labelled, labels};

/// What happens at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// It is done; a start: somebody starts.
    Done,
    /// With this choice.
    Choice(u16),
    /// Passed over.
    Skipped,
    /// This case of it holds.
    Case(u16),
    /// None of its cases holds.
    NoCase,
    /// It goes to this target of its list.
    To(u16),
    /// This handler of it fires.
    Handler(u16),
    /// This handler of the run fires.
    OfRun(u16),
    /// This branch of it, an item, a round.
    Branch(u16),
    /// It is withdrawn by another step.
    Cancelled,
    /// An arrival waits at its join.
    Waits,
    /// A condition holds, or not; not told.
    If(u16, bool),
    /// What follows may be too late for its block; not told.
    Perhaps,
}

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub node: u32,
    pub how: How,
}

/// One step of a way that shows what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TraceStep {
    /// The step's id; the id of a start.
    pub step: String,
    /// What happens: `start`, `done`, `choice`, `skipped`, `case`, `no-case`, `to`, `handler`, `branch`, `cancelled` or `waits`.
    pub how: &'static str,
    /// The choice, case, target, handler or branch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The same as people read it.
    pub words: String,
}

/// A trail as it is told.
pub(super) fn told(net: &Net<'_>, trail: &[Label]) -> Vec<TraceStep> {
    trail.iter().filter_map(|label| step(net, *label)).collect()
}

fn step(net: &Net<'_>, label: Label) -> Option<TraceStep> {
    if let How::OfRun(nth) = label.how {
        let name = net.workflow.in_case.get(usize::from(nth))?.label();
        return Some(TraceStep { step: "run".to_owned(), how: "handler", words: name.clone(), name: Some(name) });
    }
    if let How::If(..) | How::Perhaps = label.how {
        return None;
    }
    let node = net.node(label.node);
    let (id, title) = match &node.kind {
        NodeKind::Start(index) => {
            let start = net.workflow.start.get(*index)?;
            return Some(TraceStep { step: start.id(), how: "start", name: None, words: start.title.outline() });
        }
        NodeKind::Step(step) => (step.id.clone(), step.title.outline()),
        NodeKind::Split(owner, splits) => {
            let How::To(nth) = label.how else { return None };
            let owner = net.node(owner.0).step()?;
            let to = splits.get(usize::from(nth)).and_then(|split| net.name_of(split.edge.to.0))?;
            let words = format!("{}: to {}", owner.title.outline(), to.1);
            return Some(TraceStep { step: owner.id.clone(), how: "to", name: Some(to.0), words });
        }
        _ => return None,
    };
    let (how, name) = said(net, node, label.how)?;
    let words = match (how, &name) {
        ("skipped", _) => format!("{title} (skipped)"),
        ("waits", _) => format!("{title} waits"),
        ("cancelled", _) => format!("{title} is withdrawn"),
        ("no-case", _) => format!("{title}: no case holds"),
        (_, Some((_, label))) => format!("{title}: {label}"),
        (_, None) => title,
    };
    Some(TraceStep { step: id, how, name: name.map(|(name, _)| name), words })
}

/// The word for it, and the name with what people call it.
fn said(net: &Net<'_>, node: &Node, how: How) -> Option<(&'static str, Option<(String, String)>)> {
    let step = node.step()?;
    let both = |text: &str| Some((text.to_owned(), text.to_owned()));
    Some(match how {
        How::Done => ("done", None),
        How::Skipped => ("skipped", None),
        How::NoCase => ("no-case", None),
        How::Waits => ("waits", None),
        How::Cancelled => ("cancelled", None),
        How::Choice(nth) => {
            let (name, choice) = step.choices()?.get_index(usize::from(nth))?;
            if step.choices()?.len() == 1 {
                return Some(("done", None));
            }
            ("choice", Some((name.clone(), choice.label.outline())))
        }
        How::Case(nth) => {
            let StepKind::Choose(Choose { cases, .. }) = &step.kind else { return None };
            let case = cases.get(usize::from(nth))?;
            let when = || Some(labelled(&case.when.as_ref()?.text, &labels(net.workflow)));
            let label =
                case.title.as_ref().map(Template::outline).or_else(when).unwrap_or_else(|| "otherwise".to_owned());
            ("case", Some((case.id.clone(), label)))
        }
        How::Handler(nth) => ("handler", both(&step.in_case.get(usize::from(nth))?.label())),
        How::Branch(nth) => ("branch", branch(step, usize::from(nth))),
        How::To(_) | How::OfRun(_) | How::If(..) | How::Perhaps => return None,
    })
}

fn branch(step: &crate::definition::Step, nth: usize) -> Option<(String, String)> {
    if let StepKind::Choose(choose) = &step.kind {
        let case = choose.cases.get(nth)?;
        return Some((
            case.id.clone(),
            case.title.as_ref().map_or_else(|| format!("case {}", nth + 1), Template::outline),
        ));
    }
    let branch = step.branches().get(nth)?;
    Some((branch.id.clone(), branch.title.as_ref().map_or_else(|| format!("branch {}", nth + 1), Template::outline)))
}
