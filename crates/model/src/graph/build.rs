//! Builds the graph of a workflow: places every step, then draws the ways.
//!
//! Targets that do not exist or may not be reached from where they are named are given back as [`Stray`]s and drawn as
//! if they were not written; the checks refuse the definition because of them.

use std::collections::HashMap;
use std::sync::Arc;

use super::{BranchStart, Edge, Graph, Node, NodeId, NodeKind, Scope, ScopeId};
use crate::definition::step::Parallel;
use crate::definition::{Step, StepKind, Then, Workflow};
use crate::graph::back;
use crate::span::Span;

/// A `then` (or `end`) that leads nowhere.
#[derive(Debug, Clone)]
pub(crate) struct Stray {
    /// What was asked for.
    pub to: String,
    /// Where.
    pub span: Span,
    /// What is wrong with it.
    pub why: StrayKind,
}

/// Why a target cannot be reached.
#[derive(Debug, Clone)]
pub(crate) enum StrayKind {
    /// No step, path or outcome is called so.
    Unknown,
    /// It lies in this block, which the way would enter from outside.
    Inside(NodeId),
    /// `start`, but no form or manual start exists.
    NoForm,
}

struct Builder<'a> {
    workflow: &'a Workflow,
    nodes: Vec<Node>,
    scopes: Vec<Scope>,
    starts: Vec<NodeId>,
    steps: HashMap<String, NodeId>,
    /// The node of each step; two steps may have one id until the checks refuse it.
    placed: HashMap<*const Step, NodeId>,
    paths: HashMap<String, NodeId>,
    outcomes: HashMap<String, NodeId>,
    thread_end: NodeId,
    strays: Vec<Stray>,
}

/// Builds the graph, and tells which targets lead nowhere.
pub(crate) fn build(workflow: &Workflow) -> (Graph, Vec<Stray>) {
    let mut builder = Builder {
        workflow,
        nodes: Vec::new(),
        scopes: vec![Scope { id: ScopeId::ROOT, parent: None, branch: None }],
        starts: Vec::new(),
        steps: HashMap::new(),
        placed: HashMap::new(),
        paths: HashMap::new(),
        outcomes: HashMap::new(),
        thread_end: NodeId(0),
        strays: Vec::new(),
    };
    builder.place_all();
    builder.link_all();
    let default_outcome = workflow.default_outcome().and_then(|outcome| builder.outcomes.get(&outcome.name).copied());
    let Builder { mut nodes, scopes, starts, steps, outcomes, strays, .. } = builder;
    back::mark(&mut nodes, &starts);
    (Graph { nodes, scopes, starts, default_outcome, steps, outcomes }, strays)
}

impl Builder<'_> {
    fn place_all(&mut self) {
        let workflow = self.workflow;
        for (index, start) in workflow.start.iter().enumerate() {
            let node = self.add(NodeKind::Start(index), ScopeId::ROOT, start.span);
            self.starts.push(node);
        }
        self.place(&workflow.steps, ScopeId::ROOT);
        for (name, path) in &workflow.paths {
            self.place(&path.steps, ScopeId::ROOT);
            let first = path.steps.first().and_then(|step| self.node_of(step));
            if let Some(first) = first {
                self.paths.insert(name.clone(), first);
            }
        }
        for handler in &workflow.in_case {
            self.place(&handler.steps, ScopeId::ROOT);
        }
        for (name, outcome) in &workflow.outcomes {
            let node = self.add(NodeKind::Outcome(name.clone()), ScopeId::ROOT, outcome.span);
            self.outcomes.insert(name.clone(), node);
        }
        self.thread_end = self.add(NodeKind::ThreadEnd, ScopeId::ROOT, Span::default());
    }

    fn add(&mut self, kind: NodeKind, scope: ScopeId, span: Span) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            id,
            kind,
            scope,
            span,
            next: None,
            skip: None,
            choices: Vec::new(),
            cases: Vec::new(),
            branches: Vec::new(),
            join: None,
            handlers: Vec::new(),
        });
        id
    }

    fn place(&mut self, steps: &[Arc<Step>], scope: ScopeId) {
        for step in steps {
            let node = self.add(NodeKind::Step(Arc::clone(step)), scope, step.title_span);
            self.placed.insert(Arc::as_ptr(step), node);
            self.steps.entry(step.id.clone()).or_insert(node);
            match &step.kind {
                StepKind::Choose(choose) => choose.cases.iter().for_each(|case| self.place(&case.steps, scope)),
                StepKind::Parallel(parallel) => {
                    for (index, branch) in parallel.branches.iter().enumerate() {
                        let id = ScopeId(self.scopes.len() as u32);
                        self.scopes.push(Scope { id, parent: Some(scope), branch: Some((node, index)) });
                        self.place(&branch.steps, id);
                        let first = Edge { to: node, leaves: Vec::new(), back: false };
                        self.node_mut(node).branches.push(BranchStart { scope: id, first });
                    }
                    let join = self.add(NodeKind::Join(node), scope, step.title_span);
                    self.node_mut(node).join = Some(join);
                }
                _ => {}
            }
            for handler in &step.in_case {
                self.place(&handler.steps, scope);
            }
        }
    }

    fn link_all(&mut self) {
        let workflow = self.workflow;
        let first = self.first_of(&workflow.steps, self.thread_end);
        for start in self.starts.clone() {
            self.node_mut(start).next = Some(self.edge(ScopeId::ROOT, first));
        }
        self.link(&workflow.steps, self.thread_end);
        for path in workflow.paths.values() {
            self.link(&path.steps, self.thread_end);
        }
        for handler in &workflow.in_case {
            let end = self.target(handler.then.as_ref(), ScopeId::ROOT).unwrap_or(self.thread_end);
            self.link(&handler.steps, end);
        }
    }

    /// Draws the ways of a list of steps that goes on at `after`.
    fn link(&mut self, steps: &[Arc<Step>], after: NodeId) {
        for (index, step) in steps.iter().enumerate() {
            let next = self.first_of(&steps[index + 1..], after);
            self.link_step(step, next);
        }
    }

    fn link_step(&mut self, step: &Arc<Step>, next: NodeId) {
        let Some(node) = self.node_of(step) else { return };
        let scope = self.nodes[node.0 as usize].scope;
        let onwards = self.target(step.then.as_ref(), scope).unwrap_or(next);
        let mut choices = Vec::new();
        for (name, choice) in step.choices().into_iter().flatten() {
            if let Some(to) = self.target(choice.then.as_ref(), scope) {
                choices.push((name.clone(), self.edge(scope, to)));
            }
        }
        self.node_mut(node).choices = choices;
        self.node_mut(node).skip = Some(self.edge(scope, next));
        self.node_mut(node).next = Some(self.edge(scope, onwards));
        match &step.kind {
            StepKind::End(end) => {
                let then = Then { to: end.outcome.name.clone(), span: end.outcome.span };
                let to = self.target(Some(&then), scope).unwrap_or(self.thread_end);
                self.node_mut(node).next = Some(self.edge(scope, to));
            }
            StepKind::Choose(choose) => {
                for case in &choose.cases {
                    let end = self.target(case.then.as_ref(), scope).unwrap_or(onwards);
                    let edge = self.link_inner(&case.steps, end, scope);
                    self.node_mut(node).cases.push(edge);
                }
            }
            StepKind::Parallel(parallel) => self.link_branches(node, parallel, onwards),
            _ => {}
        }
        for handler in &step.in_case {
            let end = self.target(handler.then.as_ref(), scope).unwrap_or(next);
            let edge = self.link_inner(&handler.steps, end, scope);
            self.node_mut(node).handlers.push((handler.error.name.clone(), edge));
        }
    }

    fn link_branches(&mut self, node: NodeId, parallel: &Parallel, onwards: NodeId) {
        let Node { scope, join: Some(join), .. } = self.nodes[node.0 as usize] else { return };
        for (index, branch) in parallel.branches.iter().enumerate() {
            let inside = self.nodes[node.0 as usize].branches[index].scope;
            let first = self.link_inner(&branch.steps, join, inside);
            self.node_mut(node).branches[index].first = first;
        }
        self.node_mut(node).next = None;
        self.node_mut(join).next = Some(self.edge(scope, onwards));
    }

    /// Draws the ways of steps inside a block that go on at `end`; gives the way in.
    fn link_inner(&mut self, steps: &[Arc<Step>], end: NodeId, scope: ScopeId) -> Edge {
        self.link(steps, end);
        self.edge(scope, self.first_of(steps, end))
    }

    /// The node that `then` names; none where it says nothing, or names a place that cannot be reached from `from`.
    fn target(&mut self, then: Option<&Then>, from: ScopeId) -> Option<NodeId> {
        let then = then?;
        let named = match then.to.as_str() {
            "start" => self.form_start(),
            name => [&self.steps, &self.paths, &self.outcomes].into_iter().find_map(|known| known.get(name).copied()),
        };
        let why = match named {
            Some(to) => self.block_in_the_way(from, self.nodes[to.0 as usize].scope).map(StrayKind::Inside),
            None if then.to == "start" => Some(StrayKind::NoForm),
            None => Some(StrayKind::Unknown),
        };
        match why {
            None => named,
            Some(why) => {
                self.strays.push(Stray { to: then.to.clone(), span: then.span, why });
                None
            }
        }
    }

    /// The way from a scope to a node. A join is come to by its own branches alone, which are not left by that.
    fn edge(&self, from: ScopeId, to: NodeId) -> Edge {
        let target = &self.nodes[to.0 as usize];
        let leaves = match target.kind {
            NodeKind::Join(_) => Vec::new(),
            _ => self.leaves(from, target.scope),
        };
        Edge { to, leaves, back: false }
    }

    fn first_of(&self, steps: &[Arc<Step>], otherwise: NodeId) -> NodeId {
        steps.first().and_then(|step| self.node_of(step)).unwrap_or(otherwise)
    }

    fn form_start(&self) -> Option<NodeId> {
        let by_hand = self.workflow.start.iter().position(crate::definition::Start::is_by_hand)?;
        self.starts.get(by_hand).copied()
    }

    /// The outermost block around `to` that does not hold `from`.
    fn block_in_the_way(&self, from: ScopeId, to: ScopeId) -> Option<NodeId> {
        let around_from: Vec<ScopeId> = self.outwards(from).map(|scope| scope.id).collect();
        self.outwards(to)
            .filter(|scope| !around_from.contains(&scope.id))
            .last()
            .and_then(|scope| scope.branch)
            .map(|(block, _)| block)
    }

    fn leaves(&self, from: ScopeId, to: ScopeId) -> Vec<NodeId> {
        self.outwards(from)
            .take_while(|scope| scope.id != to)
            .filter_map(|scope| scope.branch.map(|(block, _)| block))
            .collect()
    }

    fn outwards(&self, scope: ScopeId) -> impl Iterator<Item = &Scope> {
        std::iter::successors(self.scopes.get(scope.0 as usize), |scope| {
            scope.parent.and_then(|parent| self.scopes.get(parent.0 as usize))
        })
    }

    fn node_of(&self, step: &Arc<Step>) -> Option<NodeId> {
        self.placed.get(&Arc::as_ptr(step)).copied()
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }
}
