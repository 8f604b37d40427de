//! Builds the graph of a workflow: places every step, then draws the ways.
//!
//! Targets that do not exist or may not be reached from where they are named are given back as [`Stray`]s and drawn as
//! if they were not written; the checks refuse the definition because of them.

use std::ops::Range;
use std::sync::Arc;

use super::{BranchStart, Edge, Graph, Node, NodeId, NodeKind, Scope, ScopeId, Split};
use crate::definition::step::Choose;
use crate::definition::{Step, StepKind, Then, Workflow};
use crate::graph::back;
use crate::map::HashMap;
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

pub(super) struct Builder<'a> {
    workflow: &'a Workflow,
    pub(super) nodes: Vec<Node>,
    pub(super) scopes: Vec<Scope>,
    starts: Vec<NodeId>,
    steps: HashMap<String, NodeId>,
    /// The node of each step; two steps may have one id until the checks refuse it.
    placed: HashMap<*const Step, NodeId>,
    paths: HashMap<String, NodeId>,
    /// The nodes of each path.
    in_paths: Vec<Range<u32>>,
    outcomes: HashMap<String, NodeId>,
    /// Where what undoes a step ends.
    undone: HashMap<NodeId, NodeId>,
    thread_end: NodeId,
    aside: NodeId,
    strays: Vec<Stray>,
}

/// Builds the graph, and tells which targets lead nowhere.
pub(crate) fn build(workflow: &Workflow) -> (Graph, Vec<Stray>) {
    let mut builder = Builder {
        workflow,
        nodes: Vec::new(),
        scopes: vec![Scope { id: ScopeId::ROOT, parent: None, branch: None }],
        starts: Vec::new(),
        steps: HashMap::default(),
        placed: HashMap::default(),
        paths: HashMap::default(),
        in_paths: Vec::new(),
        outcomes: HashMap::default(),
        undone: HashMap::default(),
        thread_end: NodeId(0),
        aside: NodeId(0),
        strays: Vec::new(),
    };
    builder.place_all();
    let handlers = builder.link_all();
    let default_outcome = workflow.default_outcome().and_then(|outcome| builder.outcomes.get(&outcome.name).copied());
    let Builder { mut nodes, scopes, starts, steps, outcomes, strays, in_paths, .. } = builder;
    back::mark(&mut nodes, &in_paths);
    (Graph { nodes, scopes, starts, default_outcome, handlers, steps, outcomes }, strays)
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
            let begin = self.nodes.len() as u32;
            self.place(&path.steps, ScopeId::ROOT);
            self.in_paths.push(begin..self.nodes.len() as u32);
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
        self.aside = self.add(NodeKind::Aside, ScopeId::ROOT, Span::default());
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
            past: None,
            handlers: Vec::new(),
            undo: None,
        });
        id
    }

    fn place(&mut self, steps: &[Arc<Step>], scope: ScopeId) {
        for step in steps {
            let node = self.add(NodeKind::Step(Arc::clone(step)), scope, step.title_span);
            self.placed.insert(Arc::as_ptr(step), node);
            self.steps.entry(step.id.clone()).or_insert(node);
            let inside = insides(step);
            match &step.kind {
                StepKind::Choose(Choose { cases, .. }) if !step.is_block() => {
                    for case in cases {
                        self.place(&case.steps, scope);
                    }
                }
                _ => {
                    for steps in &inside {
                        self.place_inside(node, steps);
                    }
                }
            }
            if !inside.is_empty() {
                let join = self.add(NodeKind::Join(node), scope, step.title_span);
                self.node_mut(node).join = Some(join);
            }
            let of_handlers = self.handler_scope(node);
            for handler in &step.in_case {
                self.place(&handler.steps, of_handlers);
            }
            self.place(&step.undo, scope);
            if !step.undo.is_empty() {
                let end = self.add(NodeKind::Undone(node), scope, step.title_span);
                self.undone.insert(node, end);
            }
        }
    }

    /// Places what a block opens, in a scope of its own.
    fn place_inside(&mut self, block: NodeId, steps: &[Arc<Step>]) {
        let id = ScopeId(self.scopes.len() as u32);
        let index = self.nodes[block.0 as usize].branches.len();
        let parent = self.nodes[block.0 as usize].scope;
        self.scopes.push(Scope { id, parent: Some(parent), branch: Some((block, index)) });
        let first = Edge { to: block, leaves: Vec::new(), enters: Vec::new(), back: false };
        self.node_mut(block).branches.push(BranchStart { scope: id, first });
        self.place(steps, id);
    }

    /// The scope of a step's handlers: the one it is in; of a stage its inside.
    fn handler_scope(&self, node: NodeId) -> ScopeId {
        let node = &self.nodes[node.0 as usize];
        let is_stage = node.step().is_some_and(|step| matches!(step.kind, StepKind::Stage(_)));
        node.branches.first().filter(|_| is_stage).map_or(node.scope, |inside| inside.scope)
    }

    fn link_all(&mut self) -> Vec<Edge> {
        let workflow = self.workflow;
        let first = self.first_of(&workflow.steps, self.thread_end);
        for start in self.starts.clone() {
            self.node_mut(start).next = Some(self.edge(ScopeId::ROOT, first));
        }
        self.link(&workflow.steps, self.thread_end);
        for path in workflow.paths.values() {
            self.link(&path.steps, self.thread_end);
        }
        let mut handlers = Vec::new();
        for handler in &workflow.in_case {
            let owner = self.thread_end;
            let goes_on = if handler.interrupts() { self.thread_end } else { self.aside };
            let end = self.onwards(&handler.then, (owner, ScopeId::ROOT), goes_on);
            handlers.push(self.link_inner(&handler.steps, end, ScopeId::ROOT));
        }
        handlers
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
        let onwards = self.onwards(&step.then, (node, scope), next);
        let mut choices = Vec::new();
        for (name, choice) in step.choices().into_iter().flatten() {
            let strays = self.strays.len();
            let to = self.onwards(&choice.then, (node, scope), onwards);
            if !choice.then.is_empty() && self.strays.len() == strays {
                choices.push((name.clone(), self.edge(scope, to)));
            }
        }
        self.node_mut(node).choices = choices;
        self.node_mut(node).skip = Some(self.edge(scope, next));
        self.node_mut(node).next = Some(self.edge(scope, onwards));
        match &step.kind {
            StepKind::End(end) => {
                let then = Then::to(&end.outcome);
                let to = self.onwards(&[then], (node, scope), self.thread_end);
                self.node_mut(node).next = Some(self.edge(scope, to));
            }
            StepKind::Choose(Choose { cases, .. }) if !step.is_block() => {
                for case in cases {
                    let end = self.onwards(&case.then, (node, scope), onwards);
                    let edge = self.link_inner(&case.steps, end, scope);
                    self.node_mut(node).cases.push(edge);
                }
            }
            _ => self.link_insides(node, step, onwards),
        }
        self.link_aside(node, step, onwards);
    }

    /// Draws the ways of what a block opens, and the way on from where it meets.
    fn link_insides(&mut self, node: NodeId, step: &Step, onwards: NodeId) {
        let Node { scope, join: Some(join), .. } = self.nodes[node.0 as usize] else { return };
        for (index, steps) in insides(step).into_iter().enumerate() {
            let inside = self.nodes[node.0 as usize].branches[index].scope;
            let end = match &step.kind {
                StepKind::Choose(choose) if choose.take_all.is_none() => {
                    self.end_of_case((node, step), &choose.cases[index].then, onwards)
                }
                StepKind::Choose(choose) => self.onwards(&choose.cases[index].then, (node, inside), join),
                _ => join,
            };
            let first = self.link_inner(steps, end, inside);
            self.node_mut(node).branches[index].first = first;
        }
        self.node_mut(node).next = None;
        self.node_mut(join).next = Some(self.edge(scope, onwards));
        self.node_mut(node).past = step.may_do_nothing().then(|| self.edge(scope, join));
    }

    /// Where a case of a choice of one way ends that is open as long: at a join of its own, from which it goes on as the case says.
    fn end_of_case(&mut self, (node, step): (NodeId, &Step), then: &[Then], onwards: NodeId) -> NodeId {
        let scope = self.nodes[node.0 as usize].scope;
        let to = self.onwards(then, (node, scope), onwards);
        let edge = self.edge(scope, to);
        let end = self.add(NodeKind::Join(node), scope, step.title_span);
        self.node_mut(end).next = Some(edge.clone());
        self.node_mut(node).cases.push(edge);
        end
    }

    /// Draws the ways of what happens beside a step: its handlers, and what undoes it.
    fn link_aside(&mut self, node: NodeId, step: &Step, onwards: NodeId) {
        let scope = self.handler_scope(node);
        let inside_join = self.nodes[node.0 as usize].join.filter(|_| scope != self.nodes[node.0 as usize].scope);
        for handler in &step.in_case {
            let goes_on = if handler.interrupts() { inside_join.unwrap_or(onwards) } else { self.end_of(scope) };
            let end = self.onwards(&handler.then, (node, scope), goes_on);
            let edge = self.link_inner(&handler.steps, end, scope);
            self.node_mut(node).handlers.push(edge);
        }
        if let Some(end) = self.undone.get(&node).copied() {
            let edge = self.link_inner(&step.undo, end, self.nodes[node.0 as usize].scope);
            self.node_mut(node).undo = Some(edge);
        }
    }

    /// Where what happens beside a step ends: where the block meets that it is in; of the run itself, nowhere.
    fn end_of(&self, scope: ScopeId) -> NodeId {
        let block = self.scopes[scope.0 as usize].branch.map(|(block, _)| block);
        block.and_then(|block| self.nodes[block.0 as usize].join).unwrap_or(self.aside)
    }

    /// Draws the ways of steps inside a block that go on at `end`; gives the way in.
    fn link_inner(&mut self, steps: &[Arc<Step>], end: NodeId, scope: ScopeId) -> Edge {
        self.link(steps, end);
        self.edge(scope, self.first_of(steps, end))
    }

    /// Where `then` leads: to `next` where it says nothing, to its one target, or to a split.
    fn onwards(&mut self, then: &[Then], (owner, from): (NodeId, ScopeId), next: NodeId) -> NodeId {
        match then {
            [] => next,
            [one] if one.when.is_none() && one.times == 1 => self.target(one, from).unwrap_or(next),
            several => {
                let mut splits = Vec::new();
                for one in several {
                    let Some(to) = self.target(one, from) else { continue };
                    splits.push(Split { edge: self.edge(from, to), when: one.when.clone(), times: one.times });
                }
                let span = several.first().map_or(Span::default(), |one| one.span);
                let node = self.add(NodeKind::Split(owner, splits), from, span);
                self.node_mut(node).next = Some(self.edge(from, next));
                node
            }
        }
    }

    /// The node that a target names; none where it names a place that cannot be reached from `from`.
    fn target(&mut self, then: &Then, from: ScopeId) -> Option<NodeId> {
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

    fn first_of(&self, steps: &[Arc<Step>], otherwise: NodeId) -> NodeId {
        steps.first().and_then(|step| self.node_of(step)).unwrap_or(otherwise)
    }

    fn form_start(&self) -> Option<NodeId> {
        let by_hand = self.workflow.start.iter().position(crate::definition::Start::is_by_hand)?;
        self.starts.get(by_hand).copied()
    }

    fn node_of(&self, step: &Arc<Step>) -> Option<NodeId> {
        self.placed.get(&Arc::as_ptr(step)).copied()
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }
}

/// What a block opens in scopes of their own, in order; nothing for a step that opens none.
fn insides(step: &Step) -> Vec<&[Arc<Step>]> {
    match &step.kind {
        StepKind::Choose(Choose { cases, .. }) if step.is_block() => {
            cases.iter().map(|case| case.steps.as_slice()).collect()
        }
        StepKind::Stage(stage) => vec![&stage.steps],
        StepKind::Each(each) => vec![&each.steps],
        StepKind::Repeat(repeat) => vec![&repeat.steps],
        _ => step.branches().iter().map(|branch| branch.steps.as_slice()).collect(),
    }
}
