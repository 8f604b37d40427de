//! What a workflow compiles to and the engine runs: nodes, the ways between them, and scopes.
//!
//! A token stands on a node, inside an instance of the node's scope. When a node is done the token follows one edge; the
//! edge says where to, and which blocks it leaves on the way. Nothing here depends on a run: conditions, roles and times
//! are in the [`Step`] a node stands for.
//!
//! - A step with a `when` that is not true goes by [`Node::skip`] to what comes next in the text, never by `then`.
//! - A done step goes by its choice's way, else its own `then`, else to what comes next: [`Node::after`].
//! - A `choose` goes by the first of [`Node::cases`] that holds, else by `next`; as a block, each case has a scope and a join of its own.
//! - A block opens tokens in the scopes of its [`Node::branches`] (an `each`, a `repeat`, a `stage` has one); each ends at
//!   [`Node::join`], which goes on when the block is done. A way into a `stage` from outside opens it: [`Edge::enters`].
//! - A `then` with several targets is a [`NodeKind::Split`].
//! - Handlers and what undoes a step belong to the step's scope, the handlers of a stage to its inside.
//! - [`NodeKind::ThreadEnd`] ends its token, [`NodeKind::Outcome`] the run.

mod arrivals;
mod back;
mod between;
mod build;

use std::sync::Arc;

use crate::definition::{Expr, Step};
use crate::map::HashMap;
use crate::span::Span;

pub use arrivals::{Arrivals, arrivals};
pub(crate) use build::{Stray, StrayKind, build};

/// A node's number in its graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct NodeId(pub u32);

/// A scope's number in its graph. The root is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct ScopeId(pub u32);

impl ScopeId {
    /// The run itself.
    pub const ROOT: Self = Self(0);
}

/// What a definition compiles to.
#[derive(Debug, Clone)]
pub struct Graph {
    /// All nodes, by number, in the order of the text: starts, main path, side paths, handlers, ends.
    pub nodes: Vec<Node>,
    /// All scopes, by number.
    pub scopes: Vec<Scope>,
    /// The node of each entry of `start:`, in its order.
    pub starts: Vec<NodeId>,
    /// The node of the outcome that a run ends with when nothing is left to do.
    pub default_outcome: Option<NodeId>,
    /// The ways of the run's handlers, in their order.
    pub handlers: Vec<Edge>,
    pub(crate) steps: HashMap<String, NodeId>,
    pub(crate) outcomes: HashMap<String, NodeId>,
}

/// A place where a token can be.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its number.
    pub id: NodeId,
    /// What it stands for.
    pub kind: NodeKind,
    /// The scope its tokens are in.
    pub scope: ScopeId,
    /// Where it stands in the text.
    pub span: Span,
    /// Where a token goes when it is done: the step's `then`, else what comes next. None for an outcome, for the end of
    /// a thread, and for a block, which goes on from its join.
    pub next: Option<Edge>,
    /// Where a token goes that passes it over: what comes next in the text. None for what cannot be skipped.
    pub skip: Option<Edge>,
    /// The ways of choices that have a `then`, by the choice's name.
    pub choices: Vec<(String, Edge)>,
    /// The ways of a `choose`, one for each case, in order; of one that is open until its case is done the ways from there.
    pub cases: Vec<Edge>,
    /// What a block opens, in order: branches, cases, or its one inside.
    pub branches: Vec<BranchStart>,
    /// Where what a block opened meets.
    pub join: Option<NodeId>,
    /// The way of a block that may go on though nothing in it came to its end: to its join.
    pub past: Option<Edge>,
    /// The ways of its handlers, in their order.
    pub handlers: Vec<Edge>,
    /// The way into what undoes it.
    pub undo: Option<Edge>,
}

/// What a node stands for.
#[derive(Debug, Clone)]
pub enum NodeKind {
    /// An entry of `start:`, by its place in the list. `then: start` leads to the first that is filled in by hand and
    /// means: the form that started this run opens again (this one, if the run was started otherwise).
    Start(usize),
    /// A step.
    Step(Arc<Step>),
    /// Where what this block opened meets.
    Join(NodeId),
    /// A `then` of the step at this node that has several targets; [`Node::next`] is for when none of them holds.
    Split(NodeId, Vec<Split>),
    /// The end of what undoes the step at this node.
    Undone(NodeId),
    /// The end of a path, or of the main path, without `end`.
    ThreadEnd,
    /// The end of what a handler does beside the run.
    Aside,
    /// An outcome, by its name.
    Outcome(String),
}

/// The way from one node to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Where to.
    pub to: NodeId,
    /// The blocks that are left on the way, innermost first: what is open in them is withdrawn.
    pub leaves: Vec<NodeId>,
    /// The stages that are entered on the way past their beginning, outermost first.
    pub enters: Vec<NodeId>,
    /// Whether it leads back to a place the run came from.
    pub back: bool,
}

/// One target of a `then` that has several.
#[derive(Debug, Clone)]
pub struct Split {
    /// Where to.
    pub edge: Edge,
    /// Only if this is true.
    pub when: Option<Expr>,
    /// With so many tokens.
    pub times: u32,
}

/// What a block opens: a branch, a case, its inside.
#[derive(Debug, Clone)]
pub struct BranchStart {
    /// The scope of its tokens.
    pub scope: ScopeId,
    /// Its first node; the join if it has no steps.
    pub first: Edge,
}

/// A scope: the run, or a branch of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Its number.
    pub id: ScopeId,
    /// The scope around it; none for the root.
    pub parent: Option<ScopeId>,
    /// The block it is a branch of, and which; none for the root.
    pub branch: Option<(NodeId, usize)>,
}

impl Node {
    /// The step it stands for.
    pub fn step(&self) -> Option<&Arc<Step>> {
        match &self.kind {
            NodeKind::Step(step) => Some(step),
            _ => None,
        }
    }

    /// The way a token goes when the node is done with this choice: the choice's, else the step's, else what comes next.
    pub fn after(&self, choice: Option<&str>) -> Option<&Edge> {
        let chosen = choice.and_then(|name| self.choices.iter().find(|(known, _)| known == name));
        chosen.map(|(_, edge)| edge).or(self.next.as_ref())
    }

    /// All ways out of it.
    pub fn ways(&self) -> impl Iterator<Item = &Edge> {
        let choices = self.choices.iter().map(|(_, edge)| edge);
        let branches = self.branches.iter().map(|branch| &branch.first);
        let splits = self.splits().iter().map(|split| &split.edge);
        let aside = self.handlers.iter().chain(&self.undo).chain(&self.past);
        self.next.iter().chain(&self.skip).chain(self.taken()).chain(branches).chain(choices).chain(splits).chain(aside)
    }

    /// The ways that a choice which is over at once takes; none for every other node.
    pub fn taken(&self) -> &[Edge] {
        if self.join.is_some() { &[] } else { &self.cases }
    }

    /// The targets of a split; none for every other node.
    pub fn splits(&self) -> &[Split] {
        match &self.kind {
            NodeKind::Split(_, splits) => splits,
            _ => &[],
        }
    }
}

impl Graph {
    /// The node of this number. Numbers come from the graph itself or from a run of the same version.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// The node of a step.
    pub fn step(&self, id: &str) -> Option<&Node> {
        self.steps.get(id).and_then(|node| self.node(*node))
    }

    /// The node of an outcome.
    pub fn outcome(&self, name: &str) -> Option<&Node> {
        self.outcomes.get(name).and_then(|node| self.node(*node))
    }

    /// The scope of this number.
    pub fn scope(&self, id: ScopeId) -> Option<&Scope> {
        self.scopes.get(id.0 as usize)
    }

    /// The scopes from this one out to the root, itself first.
    pub fn scopes_outwards(&self, id: ScopeId) -> impl Iterator<Item = &Scope> {
        std::iter::successors(self.scope(id), |scope| scope.parent.and_then(|parent| self.scope(parent)))
    }
}
