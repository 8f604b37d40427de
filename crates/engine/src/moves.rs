//! Whether a run can be moved to another version of its workflow, and what stands in the way.
//!
//! What the run did is held against the new version: where it is, the blocks around that, what it waits for, the values it
//! has. Steps are the same by their ids. A place that is not in the new version, or another there, stands in the way until
//! somebody says where the run goes on instead, or leaves it on its version. Reads no clock and no facts.

use std::collections::BTreeSet;
use std::sync::Arc;

use baton_model::Compiled;
use baton_model::definition::step::WaitFor;
use baton_model::definition::{Step, StepKind};
use baton_model::graph::{Edge, ScopeId, arrivals};

use crate::event::Place;
use crate::name::{Name, START, ThreadNo};
use crate::refusal::Refusal;
use crate::state::{Block, Phase, RunState, Thread};

/// Something that stands in the way of moving a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Obstacle {
    /// The thread that it is about, which can be sent elsewhere; 0: the run.
    pub thread: ThreadNo,
    /// What it is, with its sentence.
    pub refusal: Refusal,
}

/// What stands in the way of moving a run to another version, where these threads go on elsewhere. None: it can move.
pub fn obstacles(was: &Compiled, now: &Compiled, state: &RunState, version: u32, sent: &[ThreadNo]) -> Vec<Obstacle> {
    let gone = gone_with(state, sent);
    let mut found = Move { was, now, state, version, found: Vec::new() };
    found.at_rest();
    found.start();
    found.values();
    for block in state.blocks.iter().filter(|block| !gone.contains(&block.thread) || block.went_on) {
        found.block(block);
    }
    for thread in state.threads.iter().filter(|thread| !gone.contains(&thread.thread)) {
        found.thread(thread);
    }
    found.found
}

/// The steps of a version at which a run can be sent to go on: not those of handlers and of what undoes a step, which belong
/// to what is around them.
pub fn targets(def: &Compiled) -> Vec<&Arc<Step>> {
    let mut found = Vec::new();
    let paths = def.workflow.paths.values().map(|path| path.steps.as_slice());
    std::iter::once(def.workflow.steps.as_slice()).chain(paths).for_each(|steps| collect(steps, &mut found));
    found
}

fn collect<'a>(steps: &'a [Arc<Step>], found: &mut Vec<&'a Arc<Step>>) {
    for step in steps {
        found.push(step);
        match &step.kind {
            StepKind::Choose(choose) => choose.cases.iter().for_each(|case| collect(&case.steps, found)),
            StepKind::Stage(stage) => collect(&stage.steps, found),
            StepKind::Each(each) => collect(&each.steps, found),
            StepKind::Repeat(repeat) => collect(&repeat.steps, found),
            _ => step.branches().iter().for_each(|branch| collect(&branch.steps, found)),
        }
    }
}

/// The way from where a thread is to a step of a version: out of blocks, and into stages alone. None: there is none.
pub fn way(def: &Compiled, state: &RunState, thread: ThreadNo, to: &str) -> Option<Edge> {
    way_on(def, state, thread, to).filter(|_| targets(def).into_iter().any(|step| step.id == to))
}

/// The same, also to the steps of handlers: from where a thread is that was on its way there.
pub(crate) fn way_on(def: &Compiled, state: &RunState, thread: ThreadNo, to: &str) -> Option<Edge> {
    let from = scope_of(def, state, state.frame_of(thread))?;
    def.graph.way_between(from, def.graph.step(to)?.id)
}

/// The scope in a version that a frame of a run is in; none: its blocks are others there.
fn scope_of(def: &Compiled, state: &RunState, frame: ThreadNo) -> Option<ScopeId> {
    let Some((block, part)) = state.part(frame) else { return Some(ScopeId::ROOT) };
    let node = def.graph.step(&block.step)?;
    if node.scope != scope_of(def, state, block.outer)? {
        return None;
    }
    let step = node.step()?;
    let names = branches(step);
    let place = if names.is_empty() { Some(0) } else { names.iter().position(|name| **name == *part.branch) };
    node.branches.get(place?).map(|branch| branch.scope)
}

/// The threads that are withdrawn when these are, themselves too.
fn gone_with(state: &RunState, sent: &[ThreadNo]) -> BTreeSet<ThreadNo> {
    let below = |thread: &&Thread| {
        let mut around = state.frames_outwards(thread.frame());
        sent.contains(&thread.thread) || around.any(|(block, _)| !block.went_on && sent.contains(&block.thread))
    };
    state.threads.iter().filter(below).map(|thread| thread.thread).collect()
}

/// What tells the branches of a block apart; nothing of a block that has one inside.
fn branches(step: &Step) -> Vec<&str> {
    match &step.kind {
        StepKind::Choose(choose) => choose.cases.iter().map(|case| case.id.as_str()).collect(),
        _ => step.branches().iter().map(|branch| branch.id.as_str()).collect(),
    }
}

struct Move<'a> {
    was: &'a Compiled,
    now: &'a Compiled,
    state: &'a RunState,
    version: u32,
    found: Vec<Obstacle>,
}

impl Move<'_> {
    fn say(&mut self, thread: ThreadNo, code: &'static str, step: &str, more: &[(&'static str, &str)]) {
        let known = self.was.workflow.step(step);
        let title = known.map_or_else(|| step.to_owned(), |step| step.title.outline());
        let refusal = Refusal::new(code).with("step", title).with("id", step).with("version", self.version);
        let refusal = more.iter().fold(refusal, |refusal, (name, value)| refusal.with(name, value));
        let found = Obstacle { thread, refusal };
        if !self.found.contains(&found) {
            self.found.push(found);
        }
    }

    /// A run that is about to do something by itself is not moved meanwhile.
    fn at_rest(&mut self) {
        let paused = self.state.threads.iter().find(|thread| matches!(thread.phase, Phase::Paused { .. }));
        let undoing = self.state.undoing.first().map(|undo| undo.thread);
        let outlasting = self.state.threads.iter().find(|thread| thread.outlasts).map(|thread| thread.thread);
        if let Some(thread) = paused.map(|thread| thread.thread).or(undoing).or(outlasting) {
            self.say(thread, "move.under_way", START, &[]);
        }
    }

    fn start(&mut self) {
        if start_of(self.was, self.now, self.state.start).is_none() {
            let title = self.was.workflow.start.get(self.state.start).map(|start| start.title.outline());
            self.say(0, "move.start_gone", START, &[("start", &title.unwrap_or_default())]);
        }
    }

    /// A value of another type would be read as something that it is not.
    fn values(&mut self) {
        for (key, held) in &self.state.values {
            let name = key.split('#').next().unwrap_or(key);
            let field = |def: &Compiled| {
                let field = def.workflow.fields.get(name).or_else(|| def.workflow.inner_field(name));
                field.map(|field| field.ty.word())
            };
            if let (Some(was), Some(now)) = (field(self.was), field(self.now))
                && was != now
                && !held.value.is_null()
            {
                self.say(0, "move.field_differs", name, &[("field", name), ("was", was), ("now", now)]);
            }
        }
    }

    fn block(&mut self, block: &Block) {
        let thread = block.thread;
        if !self.place(thread, &block.step, block.outer) {
            return;
        }
        let (Some(was), Some(now)) = (self.was.workflow.step(&block.step), self.now.workflow.step(&block.step)) else {
            return;
        };
        let known = |step: &Step| branches(step).iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
        if known(was) != known(now) {
            self.say(thread, "move.branches_differ", &block.step, &[]);
        }
        let item = |step: &Step| match &step.kind {
            StepKind::Each(each) => Some((each.name.clone(), each.list.clone())),
            _ => None,
        };
        let all = |step: &Step| matches!(&step.kind, StepKind::Choose(choose) if choose.take_all.is_some());
        if item(was) != item(now) || all(was) != all(now) {
            self.say(thread, "move.step_differs", &block.step, &[]);
        }
    }

    fn thread(&mut self, thread: &Thread) {
        let (number, frame) = (thread.thread, thread.frame());
        match &thread.phase {
            Phase::In(step) if **step == *START => {}
            Phase::In(step) | Phase::Before { step, .. } => {
                if self.place(number, step, frame) {
                    self.waits(number, step);
                }
            }
            Phase::AtJoin { step, .. } => {
                if self.place(number, step, frame) && ways_to(self.was, step) != ways_to(self.now, step) {
                    self.say(number, "move.ways_differ", step, &[]);
                }
            }
            Phase::Held(exception) => self.held(number, frame, *exception),
            // What undoes is not moved.
            Phase::Between | Phase::Paused { .. } | Phase::UndoingRun { .. } => {}
        }
    }

    fn held(&mut self, thread: ThreadNo, frame: ThreadNo, exception: u32) {
        let Some(record) = self.state.exception(exception) else { return };
        match &record.at {
            Place::Step(step) => {
                if self.place(thread, step, frame) {
                    self.waits(thread, step);
                }
            }
            Place::Past { block, .. } => drop(self.place(thread, block, frame)),
            Place::Outcome(outcome) if !self.now.workflow.outcomes.contains_key(&**outcome) => {
                self.say(thread, "move.step_gone", outcome, &[]);
            }
            // The frame it is in was looked at with its block.
            Place::Join(_) | Place::Again(_) | Place::Undone(_) | Place::Outcome(_) | Place::Start | Place::End => {}
        }
    }

    /// Whether a step is there, of the same kind and in the same blocks.
    fn place(&mut self, thread: ThreadNo, step: &Name, frame: ThreadNo) -> bool {
        let Some(node) = self.now.graph.step(step) else {
            self.say(thread, "move.step_gone", step, &[]);
            return false;
        };
        let word = |def: &Compiled| def.workflow.step(step).map(|step| step.kind.word());
        if word(self.was) != word(self.now) {
            self.say(thread, "move.step_differs", step, &[]);
            return false;
        }
        if scope_of(self.now, self.state, frame) != Some(node.scope) {
            self.say(thread, "move.step_elsewhere", step, &[]);
            return false;
        }
        true
    }

    /// What an open step waits for must be the same.
    fn waits(&mut self, thread: ThreadNo, step: &Name) {
        let (Some(was), Some(now)) = (self.was.workflow.step(step), self.now.workflow.step(step)) else { return };
        let is_same = match (&was.kind, &now.kind) {
            (StepKind::Wait(was), StepKind::Wait(now)) => awaited(&was.what) == awaited(&now.what),
            (StepKind::Run(was), StepKind::Run(now)) => was.workflow.name == now.workflow.name,
            (StepKind::Approve(was), StepKind::Approve(now)) => was.is_by_several() == now.is_by_several(),
            _ => true,
        };
        if !is_same {
            self.say(thread, "move.step_differs", step, &[]);
        }
    }
}

/// What a wait is for, in words. A condition is asked anew in any case; a moment that was computed stays.
fn awaited(what: &WaitFor) -> (&'static str, &str) {
    match what {
        WaitFor::Time(deadline) => ("for", &deadline.text),
        WaitFor::Moment(deadline) => ("until", &deadline.text),
        WaitFor::Condition(_) => ("condition", ""),
        WaitFor::Event(event) => ("event", &event.name.name),
    }
}

/// The ways that meet at a step.
fn ways_to(def: &Compiled, step: &Name) -> Option<BTreeSet<String>> {
    let node = def.graph.step(step)?;
    let ways = arrivals(&def.graph, node.id).ways.into_iter();
    Some(
        ways.filter_map(|way| Some(def.graph.node(way)?.step().map_or(START, |step| step.id.as_str()).to_owned()))
            .collect(),
    )
}

/// The entry of another version's `start:` that is the one a run began by.
pub(crate) fn start_of(was: &Compiled, now: &Compiled, start: usize) -> Option<usize> {
    let Some(old) = was.workflow.start.get(start) else { return Some(start) };
    let same = |new: &&baton_model::definition::Start| new.kind_word() == old.kind_word();
    let starts = || now.workflow.start.iter().enumerate().filter(|(_, new)| same(new));
    let mut alike = starts();
    let titled = starts().find(|(_, new)| new.id() == old.id());
    // Where there is one of its kind, another title is a new name for it.
    let only = alike.next().filter(|_| alike.next().is_none());
    titled.or(only).map(|(place, _)| place)
}
