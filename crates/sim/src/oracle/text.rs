//! What a definition says about ways: which list a step stands in, what stands around it, and where it can lead.
//!
//! Read from the definition's text alone. A list is the main path, a side path, a part of a block or the steps of a handler.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use baton_model::definition::step::{Step, StepKind};
use baton_model::definition::{Handler, Then, Workflow};

/// What stands for the run, among the ids of steps.
pub(super) const RUN: &str = "";

/// A part of a block: the block's id and which of its branches or cases.
pub(super) type Part = (String, usize);

/// What a list of steps belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// The main path or a side path: its thread ends with it.
    Path,
    /// A part of a block.
    Part(Part),
    /// A handler of a step, or of the run.
    Handler { step: Option<String>, nth: usize },
    /// What undoes a step.
    Undo(String),
}

/// A list of steps in order.
#[derive(Debug, Clone)]
pub(super) struct List {
    pub owner: Owner,
    pub steps: Vec<Arc<Step>>,
    /// The parts of blocks around it, the outermost first.
    pub around: Vec<Part>,
}

/// Where a step stands.
#[derive(Debug, Clone)]
struct Spot {
    step: Arc<Step>,
    list: usize,
    nth: usize,
}

/// A definition, with all its lists.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub workflow: Workflow,
    pub lists: Vec<List>,
    spots: BTreeMap<String, Spot>,
}

impl Text {
    pub fn new(workflow: &Workflow) -> Self {
        let mut text = Self { workflow: workflow.clone(), lists: Vec::new(), spots: BTreeMap::new() };
        text.list(Owner::Path, &workflow.steps, &[]);
        for path in workflow.paths.values() {
            text.list(Owner::Path, &path.steps, &[]);
        }
        for (nth, handler) in workflow.in_case.iter().enumerate() {
            text.list(Owner::Handler { step: None, nth }, &handler.steps, &[]);
        }
        text
    }

    fn list(&mut self, owner: Owner, steps: &[Arc<Step>], around: &[Part]) {
        let list = self.lists.len();
        self.lists.push(List { owner, steps: steps.to_vec(), around: around.to_vec() });
        for (nth, step) in steps.iter().enumerate() {
            self.spots.insert(step.id.clone(), Spot { step: Arc::clone(step), list, nth });
            for (part, inner) in parts(step).into_iter().enumerate() {
                let part = (step.id.clone(), part);
                // A choice of one way is no place of its own: its threads are where it is.
                let own = (!is_one_way(step)).then(|| part.clone());
                let inside: Vec<Part> = around.iter().cloned().chain(own).collect();
                self.list(Owner::Part(part), inner, &inside);
            }
            for (nth, handler) in step.in_case.iter().enumerate() {
                let is_stage = matches!(step.kind, StepKind::Stage(_));
                let inside = around.iter().cloned().chain(is_stage.then(|| (step.id.clone(), 0)));
                let owner = Owner::Handler { step: Some(step.id.clone()), nth };
                self.list(owner, &handler.steps, &inside.collect::<Vec<_>>());
            }
            if !step.undo.is_empty() {
                self.list(Owner::Undo(step.id.clone()), &step.undo, around);
            }
        }
    }

    pub fn step(&self, id: &str) -> &Arc<Step> {
        &self.spots[id].step
    }

    pub fn list_of(&self, id: &str) -> &List {
        &self.lists[self.spots[id].list]
    }

    /// The list of a part of a block.
    pub fn part(&self, part: &Part) -> Option<&List> {
        self.lists.iter().find(|list| list.owner == Owner::Part(part.clone()))
    }

    /// The handlers of a step, or of the run.
    pub fn handlers(&self, of: &str) -> &[Handler] {
        if of == RUN { &self.workflow.in_case } else { &self.step(of).in_case }
    }

    /// What undoes a step.
    pub fn undo(&self, step: &str) -> Option<&List> {
        self.lists.iter().find(|list| list.owner == Owner::Undo(step.to_owned()))
    }

    /// Whether a step stands in a block, or is it.
    pub fn is_in(&self, step: &str, block: &str) -> bool {
        let mut all = Vec::new();
        self.step(block).collect_into(&mut all);
        all.iter().any(|inner| inner.id == step)
    }

    /// The steps of a handler.
    pub fn handler(&self, step: Option<&str>, nth: usize) -> &List {
        let step = step.filter(|step| *step != RUN).map(str::to_owned);
        let owner = Owner::Handler { step, nth };
        self.lists.iter().find(|list| list.owner == owner).expect("each handler has a list")
    }

    /// The step after this one in its list.
    pub fn next(&self, id: &str) -> Option<&Arc<Step>> {
        let spot = &self.spots[id];
        self.lists[spot.list].steps.get(spot.nth + 1)
    }

    /// Which comes first in the text.
    pub fn place(&self, id: &str) -> usize {
        self.workflow.all_steps().iter().position(|step| step.id == id).unwrap_or(usize::MAX)
    }

    /// The steps in the order in which they stand, a path behind the step that is the first to lead into it.
    pub fn order(&self) -> Vec<String> {
        let path_of =
            |id: &str| self.workflow.paths.values().find(|path| inside(&path.steps).iter().any(|one| one.id == id));
        let all = self.workflow.all_steps();
        let (in_paths, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|step| path_of(&step.id).is_some());
        let (mut order, mut begun) = (Vec::new(), BTreeSet::new());
        let mut todo: Vec<String> = others.into_iter().chain(in_paths).rev().map(|step| step.id.clone()).collect();
        while let Some(id) = todo.pop() {
            if order.contains(&id) {
                continue;
            }
            for path in self.leads(&id).iter().filter_map(|to| path_of(to)) {
                let steps = inside(&path.steps);
                if begun.insert(steps[0].id.clone()) {
                    todo.extend(steps.iter().rev().map(|step| step.id.clone()));
                }
            }
            order.push(id);
        }
        order
    }

    /// The innermost `each` around a step.
    pub fn each_around(&self, id: &str) -> Option<&str> {
        let around = self.spots.get(id).map(|spot| &self.lists[spot.list].around)?;
        let blocks = around.iter().rev().map(|(block, _)| block.as_str());
        blocks.into_iter().find(|block| matches!(self.step(block).kind, StepKind::Each(_)))
    }

    /// The step a target stands for: itself, or the first of a path. None: an outcome or `start`.
    pub fn target(&self, to: &str) -> Option<String> {
        if let Some(path) = self.workflow.paths.get(to) {
            return path.steps.first().map(|step| step.id.clone());
        }
        self.spots.contains_key(to).then(|| to.to_owned())
    }

    /// Where a step or block can lead directly once it is done or skipped.
    fn leads(&self, id: &str) -> BTreeSet<String> {
        let step = self.step(id);
        let mut thens: Vec<&Then> = step.then.iter().collect();
        let mut all_choices_lead = false;
        if let Some(choices) = step.choices() {
            thens.extend(choices.values().flat_map(|choice| &choice.then));
            all_choices_lead = !choices.is_empty() && choices.values().all(|choice| is_sure(&choice.then));
        }
        if let StepKind::Choose(choose) = &step.kind {
            thens.extend(choose.cases.iter().flat_map(|case| &case.then));
        }
        for handler in &step.in_case {
            thens.extend(&handler.then);
        }
        let mut to: BTreeSet<String> = thens.iter().filter_map(|then| self.target(&then.to)).collect();
        let interrupted = step.in_case.iter().any(|handler| handler.interrupts() && handler.then.is_empty());
        if interrupted || step.when.is_some() || !(all_choices_lead || is_sure(&step.then)) {
            match (self.next(id), &self.list_of(id).owner) {
                (Some(next), _) => drop(to.insert(next.id.clone())),
                (None, Owner::Part((block, _))) => drop(to.insert(out_of(block))),
                (None, Owner::Handler { step, nth }) => {
                    let handler = &self.handlers(step.as_deref().unwrap_or(RUN))[*nth];
                    to.extend(handler.then.iter().filter_map(|then| self.target(&then.to)));
                }
                (None, Owner::Path | Owner::Undo(_)) => {}
            }
        }
        to
    }

    /// Where a thread can be next that is here: inside a block, past it, at the next step.
    fn after(&self, node: &str) -> BTreeSet<String> {
        if let Some(block) = node.strip_suffix('!') {
            return self.leads(block);
        }
        let step = self.step(node);
        let is_block = !parts(step).is_empty();
        let mut to = if is_block { BTreeSet::from([out_of(node)]) } else { self.leads(node) };
        let own = (0..parts(step).len()).filter_map(|part| self.part(&(node.to_owned(), part)));
        let handlers = (0..step.in_case.len()).map(|nth| self.handler(Some(node), nth));
        to.extend(own.chain(handlers).filter_map(|list| list.steps.first()).map(|step| step.id.clone()));
        to
    }

    /// The steps that a thread can come to that is here, and is not stopped before by a step like these.
    pub fn come_to(&self, from: &str, stops: impl Fn(&Step) -> bool) -> BTreeSet<String> {
        let (mut seen, mut todo) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(node) = todo.pop() {
            for next in self.after(&node) {
                let is_stop = !next.ends_with('!') && stops(self.step(&next));
                if seen.insert(next.clone()) && !is_stop {
                    todo.push(next);
                }
            }
        }
        seen
    }

    /// The outcomes that a thread can come to that is here, and is not stopped before by a step like these: those that are named,
    /// and the default one where a path ends.
    pub fn outcomes_after(&self, from: &str, stops: &impl Fn(&Step) -> bool) -> BTreeSet<String> {
        let passed = |node: &String| node == from || node.ends_with('!') || !stops(self.step(node));
        let mut nodes = self.come_to(from, stops);
        nodes.insert(from.to_owned());
        let default = self.workflow.default_outcome().map(|outcome| outcome.name.clone());
        let mut outcomes = BTreeSet::new();
        for id in nodes.iter().filter(|node| passed(node)).map(|node| node.trim_end_matches('!')) {
            let step = self.step(id);
            if let StepKind::End(end) = &step.kind {
                outcomes.insert(end.outcome.name.clone());
            }
            let choices = step.choices().into_iter().flat_map(|choices| choices.values()).flat_map(|one| &one.then);
            let handlers = step.in_case.iter().flat_map(|handler| &handler.then);
            let cases = match &step.kind {
                StepKind::Choose(choose) => choose.cases.as_slice(),
                _ => &[],
            };
            let cases = cases.iter().flat_map(|case| &case.then);
            let named = step.then.iter().chain(choices).chain(handlers).chain(cases).map(|then| &then.to);
            outcomes.extend(named.filter(|to| self.workflow.outcomes.contains_key(*to)).cloned());
            // What a handler of a step does ends beside it, or goes on after the step.
            let ends = match &self.list_of(id).owner {
                Owner::Path => true,
                Owner::Handler { step: None, nth } => self.handlers(RUN)[*nth].interrupts(),
                _ => false,
            };
            if ends && self.next(id).is_none() {
                outcomes.extend(default.clone());
            }
        }
        outcomes
    }

    /// Whether a thread that is here can come to the target, but not through it.
    pub fn reaches(&self, from: &str, target: &str) -> bool {
        self.reaches_beside(from, target, target)
    }

    fn reaches_beside(&self, from: &str, target: &str, beside: &str) -> bool {
        let (mut seen, mut todo) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(node) = todo.pop() {
            for next in self.after(&node) {
                if next == target {
                    return true;
                }
                if next != beside && seen.insert(next.clone()) {
                    todo.push(next);
                }
            }
        }
        false
    }

    /// The ways into a step: whatever leads to it directly, but for those that can only be reached through it.
    pub fn ways(&self, id: &str) -> BTreeSet<String> {
        let all = self.spots.keys().filter(|way| self.leads(way).contains(id) && !self.is_behind(way, id));
        let mut ways: BTreeSet<String> = all.cloned().collect();
        let list = self.list_of(id);
        if list.steps.first().is_some_and(|first| first.id == id) {
            match &list.owner {
                Owner::Part((block, _)) => drop(ways.insert(block.clone())),
                Owner::Path if list.steps.first().map(|s| &s.id) == self.workflow.steps.first().map(|s| &s.id) => {
                    ways.insert("start".to_owned());
                }
                Owner::Path | Owner::Handler { .. } | Owner::Undo(_) => {}
            }
        }
        ways
    }

    /// Whether a step can only be reached through another one.
    pub fn is_behind(&self, way: &str, id: &str) -> bool {
        if way == "start" {
            return false;
        }
        if way == id || self.workflow.steps.first().is_some_and(|first| first.id == id) {
            return true;
        }
        !self.sources().iter().any(|source| source == way || (source != id && self.reaches_beside(source, way, id)))
    }

    /// Where a run begins: at its first step, and at those of its own handlers.
    fn sources(&self) -> BTreeSet<String> {
        let handlers = &self.workflow.in_case;
        let by_handlers = (0..handlers.len()).filter_map(|nth| self.handler(None, nth).steps.first());
        let firsts = self.workflow.steps.first().into_iter().chain(by_handlers).map(|step| step.id.clone());
        let thens = handlers.iter().flat_map(|handler| &handler.then).filter_map(|then| self.target(&then.to));
        firsts.chain(thens).collect()
    }
}

/// The steps of a list with all that stands in them.
fn inside(steps: &[Arc<Step>]) -> Vec<&Arc<Step>> {
    let mut all = Vec::new();
    for step in steps {
        step.collect_into(&mut all);
    }
    all
}

/// Whether one of these is taken in any case.
fn is_sure(thens: &[Then]) -> bool {
    thens.iter().any(|then| then.when.is_none())
}

/// Whether it is a `choose` that takes the first case that holds.
pub(super) fn is_one_way(step: &Step) -> bool {
    matches!(&step.kind, StepKind::Choose(choose) if choose.take_all.is_none())
}

fn out_of(block: &str) -> String {
    format!("{block}!")
}

/// The lists inside a block, in the order of the text.
pub(super) fn parts(step: &Step) -> Vec<&[Arc<Step>]> {
    match &step.kind {
        StepKind::Choose(choose) => choose.cases.iter().map(|case| case.steps.as_slice()).collect(),
        StepKind::Stage(stage) => vec![stage.steps.as_slice()],
        StepKind::Each(each) => vec![each.steps.as_slice()],
        StepKind::Repeat(repeat) => vec![repeat.steps.as_slice()],
        _ => step.branches().iter().map(|branch| branch.steps.as_slice()).collect(),
    }
}
