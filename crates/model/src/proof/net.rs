//! What is looked up again and again while the threads of a workflow are followed: its joins with their ways, what waits,
//! what can still come to a join, which conditions there are, and what is withdrawn by something elsewhere.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::trail::{How, Label};
use crate::definition::step::{Again, BlockJoin, StepJoin, StepKind, WaitFor};
use crate::definition::{Case, Expr, Handler, Named, Step, Workflow};
use crate::graph::{Graph, Node, NodeId, NodeKind, ScopeId, arrivals};
use baton_feel::Value;

/// A step with a `join`.
#[derive(Debug)]
pub(super) struct Join {
    pub kind: StepJoin,
    /// The ways that are joined, each once.
    pub ways: Vec<u32>,
    /// The ways that pass straight through.
    pub through: Vec<u32>,
    /// From where a thread can still come, by node.
    pub from: Vec<bool>,
}

/// What a condition is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Always,
    Never,
    /// The number of the condition.
    Either(u16),
}

pub(super) struct Net<'a> {
    pub workflow: &'a Workflow,
    pub graph: &'a Graph,
    pub joins: HashMap<u32, Join>,
    /// Whether a thread stops there until somebody or something acts.
    waits: Vec<bool>,
    /// The steps that something in another frame withdraws.
    pub cancelled: HashSet<u32>,
    /// The steps of handlers.
    of_handlers: HashSet<u32>,
    pub conditions: Vec<&'a Expr>,
    by_place: HashMap<*const Expr, u16>,
    /// Where each stage is entered past its beginning.
    pub entries: HashMap<u32, Vec<u32>>,
}

impl<'a> Net<'a> {
    pub fn of(workflow: &'a Workflow, graph: &'a Graph) -> Self {
        let mut net = Self {
            workflow,
            graph,
            joins: HashMap::new(),
            waits: graph.nodes.iter().map(waits).collect(),
            cancelled: HashSet::new(),
            of_handlers: HashSet::new(),
            conditions: Vec::new(),
            by_place: HashMap::new(),
            entries: HashMap::new(),
        };
        let mut numbers = HashMap::new();
        for node in &graph.nodes {
            net.see(node, &mut numbers);
        }
        for handler in &workflow.in_case {
            net.see_handler(handler, ScopeId::ROOT);
        }
        net
    }

    fn see(&mut self, node: &'a Node, numbers: &mut HashMap<&'a str, u16>) {
        for edge in node.ways() {
            for (nth, stage) in edge.enters.iter().enumerate() {
                let inside = edge.enters.get(nth + 1).unwrap_or(&edge.to);
                let known = self.entries.entry(stage.0).or_default();
                if !known.contains(&inside.0) {
                    known.push(inside.0);
                }
            }
        }
        for split in node.splits() {
            split.when.iter().for_each(|when| self.number(when, numbers));
        }
        let Some(step) = node.step() else { return };
        if step.join != StepJoin::Each {
            let join = self.join(node.id, step.join);
            self.joins.insert(node.id.0, join);
        }
        step.when.iter().for_each(|when| self.number(when, numbers));
        step.branches().iter().filter_map(|branch| branch.when.as_ref()).for_each(|when| self.number(when, numbers));
        let cases = if let StepKind::Choose(choose) = &step.kind { choose.cases.as_slice() } else { &[] };
        cases.iter().filter_map(|case| case.when.as_ref()).for_each(|when| self.number(when, numbers));
        if let Some((when, _)) = waits_for(step) {
            self.number(when, numbers);
        }
        self.cancels(&step.cancels, node.scope);
        for choice in step.choices().into_iter().flat_map(|choices| choices.values()) {
            choice.when.iter().for_each(|when| self.number(when, numbers));
            self.cancels(&choice.cancels, node.scope);
        }
        for handler in &step.in_case {
            self.see_handler(handler, node.scope);
        }
    }

    fn see_handler(&mut self, handler: &'a Handler, scope: ScopeId) {
        self.cancels(&handler.cancels, scope);
        let mut inside = Vec::new();
        handler.steps.iter().for_each(|step| step.collect_into(&mut inside));
        self.of_handlers.extend(inside.iter().filter_map(|step| Some(self.graph.step(&step.id)?.id.0)));
    }

    fn cancels(&mut self, names: &[Named], by: ScopeId) {
        let nodes = names.iter().filter_map(|named| self.graph.step(&named.name));
        self.cancelled.extend(nodes.filter(|node| node.scope != by).map(|node| node.id.0));
    }

    fn number(&mut self, when: &'a Expr, numbers: &mut HashMap<&'a str, u16>) {
        let next = u16::try_from(self.conditions.len()).unwrap_or(u16::MAX);
        let number = *numbers.entry(when.text.trim()).or_insert(next);
        if number == next && usize::from(next) == self.conditions.len() {
            self.conditions.push(when);
        }
        self.by_place.insert(std::ptr::from_ref(when), number);
    }

    fn join(&self, node: NodeId, kind: StepJoin) -> Join {
        let found = arrivals(self.graph, node);
        let mut ways: Vec<u32> = found.ways.iter().map(|way| self.way(way.0)).collect();
        ways.sort_unstable();
        ways.dedup();
        let through = found.through.iter().map(|way| self.way(way.0)).collect();
        Join { kind, ways, through, from: self.leads_to(node) }
    }

    /// The way as which one counts: all starts are one, a split is its step.
    pub fn way(&self, from: u32) -> u32 {
        let way = self.graph.way_of(NodeId(from));
        match (&self.node(way.0).kind, self.graph.starts.first()) {
            (NodeKind::Start(_), Some(first)) => first.0,
            _ => way.0,
        }
    }

    /// From where a way leads to a node.
    fn leads_to(&self, node: NodeId) -> Vec<bool> {
        let mut into: Vec<Vec<u32>> = vec![Vec::new(); self.graph.nodes.len()];
        for from in self.graph.nodes.iter().filter(|from| from.id != node) {
            from.possible().iter().for_each(|edge| into[edge.to.0 as usize].push(from.id.0));
        }
        let mut leads = vec![false; into.len()];
        let mut left = vec![node.0];
        while let Some(at) = left.pop() {
            for from in &into[at as usize] {
                if !std::mem::replace(&mut leads[*from as usize], true) {
                    left.push(*from);
                }
            }
        }
        leads
    }

    pub fn node(&self, id: u32) -> &'a Node {
        &self.graph.nodes[id as usize]
    }

    pub fn step(&self, id: u32) -> Option<&'a Arc<Step>> {
        self.node(id).step()
    }

    pub fn waits(&self, id: u32) -> bool {
        self.waits[id as usize]
    }

    /// What is said when a condition is over that a step waits for.
    pub fn waited_for(&self, at: u32) -> Option<Label> {
        let (when, is) = waits_for(self.step(at)?)?;
        match self.known(Some(when)) {
            Known::Either(number) => Some(Label { node: 0, how: How::If(number, is) }),
            Known::Always | Known::Never => None,
        }
    }

    /// What is said when a branch begins: its condition, and that it does. None where it never does.
    pub fn branch_begins(&self, block: u32, nth: usize) -> Option<Vec<Label>> {
        let step = self.step(block)?;
        let how = if step.is_one_way() { How::Case(nth as u16) } else { How::Branch(nth as u16) };
        let mut begins = vec![Label { node: block, how }];
        if self.may_be_over_at_once(block, nth) {
            begins.push(Label { node: block, how: How::Perhaps });
        }
        let when = match &step.kind {
            StepKind::Stage(_) => return Some(Vec::new()),
            StepKind::Choose(choose) => choose.cases.get(nth)?.when.as_ref(),
            _ => step.branches().get(nth).and_then(|branch| branch.when.as_ref()),
        };
        match self.known(when) {
            Known::Always => {}
            Known::Never => return None,
            Known::Either(number) => begins.insert(0, Label { node: 0, how: How::If(number, true) }),
        }
        Some(begins)
    }

    /// Whether another branch may be over before anybody does something in this one, and take it back.
    fn may_be_over_at_once(&self, block: u32, nth: usize) -> bool {
        let step = self.step(block);
        let takes_back = step.is_some_and(|step| match &step.kind {
            StepKind::Race(_) => true,
            StepKind::Parallel(parallel) => parallel.joining.cancels_rest,
            StepKind::Choose(choose) => choose.take_all.as_ref().is_some_and(|joining| joining.cancels_rest),
            _ => false,
        });
        let mut others = self.node(block).branches.iter().enumerate().filter(|(other, _)| *other != nth);
        takes_back && others.any(|(_, branch)| !self.waits(branch.first.to.0))
    }

    /// Whether a block goes on at once and takes back what it has opened.
    pub fn withdraws_at_once(&self, block: u32) -> bool {
        let joining = self.step(block).and_then(|step| match &step.kind {
            StepKind::Parallel(parallel) => Some(&parallel.joining),
            StepKind::Each(each) => Some(&each.joining),
            StepKind::Choose(choose) => choose.take_all.as_ref(),
            _ => None,
        });
        joining.is_some_and(|joining| joining.cancels_rest && matches!(joining.join, BlockJoin::None))
    }

    /// Whether any join waits for what can still come.
    pub fn has_coming(&self) -> bool {
        self.joins.values().any(|join| join.kind == StepJoin::Coming)
    }

    pub fn is_of_handler(&self, id: u32) -> bool {
        self.of_handlers.contains(&id)
    }

    /// What is known of a condition, where there is one.
    pub fn known(&self, when: Option<&Expr>) -> Known {
        let Some(when) = when else { return Known::Always };
        match when.program.as_constant() {
            Some(Value::Boolean(true)) => Known::Always,
            Some(_) => Known::Never,
            None => self.by_place.get(&std::ptr::from_ref(when)).map_or(Known::Always, |number| Known::Either(*number)),
        }
    }

    /// The handlers of a frame: those of the run, those of the stage it is the inside of.
    pub fn frame_handlers(&self, scope: ScopeId) -> Vec<(u32, &'a Handler, &'a crate::graph::Edge)> {
        let stage = self.graph.scope(scope).and_then(|scope| scope.branch).map(|(block, _)| self.node(block.0));
        let Some(node) = stage.filter(|_| scope != ScopeId::ROOT) else {
            return (0..).zip(&self.workflow.in_case).zip(&self.graph.handlers).map(|((n, h), e)| (n, h, e)).collect();
        };
        let step = node.step().filter(|step| matches!(step.kind, StepKind::Stage(_)));
        let Some(step) = step else { return Vec::new() };
        (0..).zip(&step.in_case).zip(&node.handlers).map(|((n, h), e)| (n, h, e)).collect()
    }

    /// Whether what a handler does beside its step ends there: it leads nowhere else, splits nothing, joins nothing.
    pub fn is_tame(&self, first: &crate::graph::Edge) -> bool {
        let mut seen = HashSet::new();
        let mut left = vec![first];
        while let Some(edge) = left.pop() {
            if !edge.leaves.is_empty() || !edge.enters.is_empty() {
                return false;
            }
            if !seen.insert(edge.to) {
                continue;
            }
            let node = self.node(edge.to.0);
            match &node.kind {
                NodeKind::Join(block) if self.is_of_handler(block.0) => {}
                NodeKind::Join(_) | NodeKind::Aside | NodeKind::ThreadEnd => continue,
                NodeKind::Step(step) if self.is_of_handler(edge.to.0) && is_plain(step) => {}
                _ => return false,
            }
            left.extend(node.ways());
        }
        true
    }

    /// The id and the title of a place.
    pub fn name_of(&self, id: u32) -> Option<(String, String)> {
        match &self.node(id).kind {
            NodeKind::Step(step) => Some((step.id.clone(), step.title.outline())),
            NodeKind::Outcome(name) => Some((name.clone(), self.workflow.outcomes.get(name)?.title.outline())),
            NodeKind::Start(index) => Some(("start".to_owned(), self.workflow.start.get(*index)?.title.outline())),
            _ => None,
        }
    }
}

/// The condition that is waited for, or that ends what repeats, and what it is then.
fn waits_for(step: &Step) -> Option<(&Expr, bool)> {
    match &step.kind {
        StepKind::Wait(wait) => match &wait.what {
            WaitFor::Condition(when) => Some((when, true)),
            _ => None,
        },
        StepKind::Repeat(repeat) => Some(match &repeat.again {
            Again::While(when) => (when, false),
            Again::Until(when) => (when, true),
        }),
        _ => None,
    }
}

/// Whether a handler may fire while its step is open; what happens when it is withdrawn leads nowhere.
pub(super) fn fires(handler: &Handler) -> bool {
    !matches!(handler.when, Case::Cancelled)
}

/// Whether a step joins and withdraws nothing.
fn is_plain(step: &Step) -> bool {
    let mut choices = step.choices().into_iter().flat_map(|choices| choices.values());
    step.join == StepJoin::Each && step.cancels.is_empty() && choices.all(|choice| choice.cancels.is_empty())
}

fn waits(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Start(_) => true,
        NodeKind::Step(step) => step_waits(step),
        _ => false,
    }
}

fn step_waits(step: &Step) -> bool {
    match &step.kind {
        StepKind::Task(_)
        | StepKind::Approve(_)
        | StepKind::Wait(_)
        | StepKind::Call(_)
        | StepKind::Work(_)
        | StepKind::Run(_) => true,
        _ if step.is_one_way() && !step.is_block() => false,
        _ => step.inner().into_iter().flatten().any(|step| step_waits(step)),
    }
}
