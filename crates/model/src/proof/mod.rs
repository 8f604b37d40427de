//! Proves that a run cannot get stuck: from every place it can come to, an outcome can be reached.
//!
//! Each frame (the run, a branch, an item, a round, the inside of a stage) is looked at by itself, the innermost first: what
//! stands in a block is one token there, since blocks are entered and left as a whole. So where no list splits and nothing
//! joins, as many markings are looked at as there are steps. Conditions may go either way; people may choose as they like;
//! what waits is done at some time. What is found has the shortest way to it. Where there is too much to look at, that is said.

mod certain;
mod explore;
mod joining;
mod marking;
mod net;
mod summary;
mod trail;
mod values;
mod walk;

use std::collections::{HashMap, HashSet};

use explore::{Explored, Explorer, Wrong, begin, begins};
use net::Net;
use trail::Label;
pub use trail::TraceStep;
use walk::Summary;

use crate::definition::Workflow;
use crate::graph::{Graph, NodeId, ScopeId};

/// So many markings of a frame are looked at.
const STATES_MAX: usize = 10_000;
/// So many moves of a definition are followed.
const MOVES_MAX: usize = 60_000;

/// What is wrong with the ways of a workflow.
#[derive(Debug, Clone)]
pub(crate) struct Flaw {
    pub kind: FlawKind,
    /// Whether it happens whatever the values are: the conditions on the way can hold together.
    pub is_certain: bool,
    /// The shortest way to it.
    pub trace: Vec<TraceStep>,
}

/// What kind of flaw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlawKind {
    /// What has come to this join waits for ever.
    Stuck(NodeId),
    /// From this open step nothing leads to an end.
    NoWayOut(NodeId),
    /// This step is open ever more often.
    Grows(NodeId),
    /// This step is open, or waits, when the run ends with an outcome, or its block is left.
    LeftBehind(NodeId, Option<NodeId>),
    /// Two joins wait for each other.
    Circle(NodeId, NodeId),
}

/// What the proof says.
#[derive(Debug, Default)]
pub(crate) struct Proof {
    pub flaws: Vec<Flaw>,
    /// The steps that no run comes to, though ways lead there.
    pub dead: Vec<NodeId>,
    /// The blocks whose inside was not looked at to the end; none: the run itself.
    pub not_proved: Vec<Option<NodeId>>,
}

/// Proves a workflow.
pub(crate) fn prove(workflow: &Workflow, graph: &Graph) -> Proof {
    let net = Net::of(workflow, graph);
    let mut left = MOVES_MAX;
    let mut blocks: HashMap<u32, Summary> = HashMap::new();
    let mut frames: Vec<(ScopeId, Explored)> = Vec::new();
    let mut inside: HashMap<u32, Vec<Explored>> = HashMap::new();
    for scope in graph.scopes.iter().rev() {
        // What is in this frame was placed after it, so that is known already.
        for block in graph.nodes.iter().filter(|node| node.scope == scope.id && node.join.is_some()) {
            let explored = inside.remove(&block.id.0).unwrap_or_default();
            blocks.insert(block.id.0, summary::of(&net, block, &explored));
            frames.extend(block.branches.iter().map(|branch| branch.scope).zip(explored));
        }
        let explored = Explorer::new(&net, scope.id, &blocks).explore(begins(&net, scope.id), &mut left);
        match scope.branch {
            Some((block, _)) => inside.entry(block.0).or_default().insert(0, explored),
            None => frames.push((scope.id, explored)),
        }
    }
    for (scope, first, via) in beside(&net) {
        let explored = Explorer::new(&net, scope, &blocks).explore(vec![begin(first, via)], &mut left);
        frames.push((scope, Explored { over: None, exits: Vec::new(), ..explored }));
    }
    told(&net, &frames)
}

/// What is done beside a step and ends by itself: handlers that do not interrupt, and what undoes steps.
fn beside<'n>(net: &Net<'n>) -> Vec<(ScopeId, &'n crate::graph::Edge, NodeId)> {
    let mut all = Vec::new();
    for node in &net.graph.nodes {
        let Some(step) = node.step() else { continue };
        let tame = |handler: &crate::definition::Handler, edge| {
            (!handler.interrupts() && net.is_tame(edge)) || !net::fires(handler)
        };
        let handlers = step.in_case.iter().zip(&node.handlers).filter(|(handler, edge)| tame(handler, edge));
        let edges = handlers.map(|(_, edge)| edge).chain(&node.undo);
        all.extend(edges.map(|edge| (net.node(edge.to.0).scope, edge, node.id)));
    }
    let of_run = net.workflow.in_case.iter().zip(&net.graph.handlers);
    let of_run = of_run.filter(|(handler, edge)| (!handler.interrupts() && net.is_tame(edge)) || !net::fires(handler));
    all.extend(of_run.filter_map(|(_, edge)| Some((ScopeId::ROOT, edge, *net.graph.starts.first()?))));
    all
}

/// Puts what was found in the frames together: the way to each frame, and what is wrong in it.
fn told(net: &Net<'_>, frames: &[(ScopeId, Explored)]) -> Proof {
    let mut proof = Proof::default();
    let mut ways: HashMap<ScopeId, Vec<Label>> = HashMap::from([(ScopeId::ROOT, Vec::new())]);
    let mut opened: HashSet<u32> = HashSet::new();
    let mut seen: HashSet<Wrong> = HashSet::new();
    // Outer frames were placed first.
    let mut order: Vec<&(ScopeId, Explored)> = frames.iter().collect();
    order.sort_by_key(|(scope, _)| *scope);
    for (scope, explored) in order {
        let Some(way) = ways.get(scope).cloned() else { continue };
        for ((at, inside), trail) in &explored.doors {
            opened.insert(*at);
            let opens = inside.is_none() && !net.withdraws_at_once(*at);
            for (nth, branch) in net.node(*at).branches.iter().enumerate().filter(|_| opens) {
                let Some(into) = net.branch_begins(*at, nth) else { continue };
                let further = [way.as_slice(), trail, &into].concat();
                let known = ways.entry(branch.scope).or_insert_with(|| further.clone());
                if further.len() < known.len() {
                    *known = further;
                }
            }
        }
        let block = net.graph.scope(*scope).and_then(|scope| scope.branch).map(|(block, _)| block);
        if !explored.is_whole && !proof.not_proved.contains(&block) {
            proof.not_proved.push(block);
        }
        for violation in &explored.violations {
            if !seen.insert(violation.wrong) {
                continue;
            }
            let ways = explored.violations.iter().filter(|other| other.wrong == violation.wrong);
            let mut trails = ways.map(|other| [way.as_slice(), &other.trail].concat());
            let certain = trails.find(|trail| certain::is(net, trail));
            let is_certain = certain.is_some();
            let trail = certain.unwrap_or_else(|| [way.as_slice(), &violation.trail].concat());
            proof.flaws.push(Flaw { kind: kind(violation.wrong), is_certain, trace: trail::told(net, &trail) });
        }
    }
    let is_whole = proof.not_proved.is_empty() && !proof.flaws.iter().any(|flaw| flaw.kind.hides_steps());
    let steps = net.graph.nodes.iter().filter(|node| node.step().is_some());
    proof.dead = steps.map(|node| node.id).filter(|id| is_whole && !opened.contains(&id.0)).collect();
    proof
}

impl FlawKind {
    /// Whether steps may not be come to because of it.
    fn hides_steps(self) -> bool {
        matches!(self, Self::Stuck(_) | Self::Grows(_) | Self::NoWayOut(_))
    }
}

fn kind(wrong: Wrong) -> FlawKind {
    match wrong {
        Wrong::Stuck(at) => FlawKind::Stuck(NodeId(at)),
        Wrong::NoWayOut(at) => FlawKind::NoWayOut(NodeId(at)),
        Wrong::Grows(at) => FlawKind::Grows(NodeId(at)),
        Wrong::LeftBehind(at, outcome) => FlawKind::LeftBehind(NodeId(at), outcome.map(NodeId)),
        Wrong::Circle(one, other) => FlawKind::Circle(NodeId(one), NodeId(other)),
    }
}
