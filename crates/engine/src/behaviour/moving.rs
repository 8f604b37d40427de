//! Moves threads until all wait: for a person, at a join, held by an exception, or at the run's end.
//!
//! The next thread to move stands last in the list, so branches run in the order of the text, each as far as it comes.
//! A command takes a bounded number of steps; what is left then goes on in a following command. A chain of automatic
//! steps that goes on for ever becomes an exception.

use crate::behaviour::values::is_absent;
use crate::decide::burst::{Burst, Decision, step_of};
use crate::event::{
    BranchDone, BurstPaused, Event, Joined, Next, Place, RunFinished, StepCompleted, StepSkipped, StepWithdrawn,
    ThreadEnded, Withdrawal,
};
use crate::limits::{CHAIN_STEPS, COMMAND_STEPS};
use crate::name::{Name, TaskNo, ThreadNo, V1};
use crate::state::{Phase, Thread};
use baton_model::graph::{Edge, Node};
use baton_people::PersonId;

impl Burst<'_> {
    /// Moves all threads that are to be moved.
    pub fn run(&mut self) -> Decision {
        while self.state.is_running() {
            if self.steps_taken >= COMMAND_STEPS && !self.moves.is_empty() {
                let next = self.moves.drain(..).rev().collect();
                let steps = self.state.automatic_steps + self.steps_taken;
                self.emit(Event::BurstPaused(BurstPaused { v: V1::default(), steps, next }));
                return Ok(());
            }
            let Some(Next { thread, to }) = self.moves.pop() else { return Ok(()) };
            self.steps_taken += 1;
            self.arrive(thread, &to)?;
        }
        self.moves.clear();
        Ok(())
    }

    fn arrive(&mut self, thread: ThreadNo, at: &Place) -> Decision {
        if self.state.automatic_steps + self.steps_taken > CHAIN_STEPS {
            let step = step_of(at).unwrap_or_else(|| crate::START.into());
            self.raise(thread, at, &step, "run.too_many_steps", [("max", CHAIN_STEPS.to_string())]);
            return Ok(());
        }
        match at {
            Place::Start => self.reopen_start(thread),
            Place::Step(step) => self.enter(thread, step),
            Place::Join(block) => {
                self.join(thread, block);
                Ok(())
            }
            Place::End => {
                self.end_thread(thread);
                Ok(())
            }
            Place::Outcome(outcome) => {
                self.reach(thread, outcome);
                Ok(())
            }
        }
    }

    /// Completes an automatic step and goes on after it.
    pub fn complete_automatic(&mut self, thread: ThreadNo, step: &Name, pass: u32) {
        self.emit(Event::StepCompleted(StepCompleted {
            v: V1::default(),
            step: step.clone(),
            pass,
            thread,
            choice: None,
            by: None,
        }));
        if let Some(edge) = self.node(step).and_then(|node| node.next.as_ref()) {
            self.follow(thread, edge, &Leaving { step: step.clone(), choice: None, by: None });
        }
    }

    /// Passes a step over.
    pub fn skip(&mut self, thread: ThreadNo, node: &Node, step: &Name, notes: Vec<String>) {
        self.emit(Event::StepSkipped(StepSkipped { v: V1::default(), step: step.clone(), thread, notes }));
        if let Some(edge) = node.skip.as_ref().or(node.next.as_ref()) {
            let place = self.place(edge);
            self.send(thread, place);
        }
    }

    /// Sends a thread along an edge. Blocks that the edge leaves are left as a whole: what is open in them is withdrawn.
    pub fn follow(&mut self, thread: ThreadNo, edge: &Edge, why: &Leaving) {
        let place = self.place(edge);
        let mut thread = thread;
        for block in &edge.leaves {
            let Some(step) = self.def.graph.node(*block).and_then(Node::step) else { continue };
            thread = self.leave(thread, &step.id.as_str().into(), why);
        }
        self.send(thread, place);
    }

    /// Leaves a block: withdraws what is open in it. Gives the thread that goes on, the one that opened the block.
    fn leave(&mut self, thread: ThreadNo, block: &Name, why: &Leaving) -> ThreadNo {
        let Some(parent) = self.state.thread(thread).and_then(|thread| thread.branch.as_ref()).map(|b| b.parent) else {
            return thread;
        };
        let reason = Withdrawal::LeftBlock { block: block.clone(), step: why.step.clone(), choice: why.choice.clone() };
        for other in self.branches_of(parent).into_iter().filter(|other| *other != thread) {
            self.withdraw_below(other, &reason, why.by);
            self.withdraw_at(other, &reason, why.by);
        }
        let pass = self.state.pass(block);
        self.withdraw(block.clone(), pass, thread, None, reason, why.by);
        let state = &self.state;
        self.moves.retain(|next| state.thread(next.thread).is_some());
        parent
    }

    fn branches_of(&self, parent: ThreadNo) -> Vec<ThreadNo> {
        let child = |thread: &&Thread| thread.branch.as_ref().is_some_and(|branch| branch.parent == parent);
        self.state.threads.iter().filter(child).map(|thread| thread.thread).collect()
    }

    /// Withdraws what is open in the branches that a thread has opened, the innermost first.
    fn withdraw_below(&mut self, parent: ThreadNo, reason: &Withdrawal, by: Option<PersonId>) {
        for child in self.branches_of(parent) {
            self.withdraw_below(child, reason, by);
            self.withdraw_at(child, reason, by);
        }
    }

    /// Withdraws what a thread is in.
    fn withdraw_at(&mut self, thread: ThreadNo, reason: &Withdrawal, by: Option<PersonId>) {
        let Some(phase) = self.state.thread(thread).map(|thread| thread.phase.clone()) else { return };
        let step = match phase {
            Phase::In(step) => step,
            Phase::Held(exception) => match self.state.exception(exception) {
                Some(exception) => exception.step.clone(),
                None => return,
            },
            // When the run ends all threads are gone with it; a block that is left takes out its own.
            Phase::Between | Phase::Paused(_) => {
                if matches!(reason, Withdrawal::LeftBlock { .. }) {
                    self.emit(Event::ThreadEnded(ThreadEnded { v: V1::default(), thread }));
                }
                return;
            }
        };
        let pass = self.state.pass(&step);
        let open = self.state.open_tasks().find(|task| task.step == step && task.pass == pass);
        let task = open.map(|task| task.task);
        self.withdraw(step, pass, thread, task, reason.clone(), by);
    }

    fn withdraw(
        &mut self,
        step: Name,
        pass: u32,
        thread: ThreadNo,
        task: Option<TaskNo>,
        reason: Withdrawal,
        by: Option<PersonId>,
    ) {
        self.emit(Event::StepWithdrawn(StepWithdrawn { v: V1::default(), step, pass, thread, task, reason, by }));
    }

    /// Withdraws everything that is open in the run.
    pub fn withdraw_all(&mut self, reason: &Withdrawal, by: Option<PersonId>) {
        let roots = self.state.threads.iter().filter(|thread| thread.branch.is_none());
        let roots: Vec<ThreadNo> = roots.map(|thread| thread.thread).collect();
        for thread in roots {
            self.withdraw_below(thread, reason, by);
            self.withdraw_at(thread, reason, by);
        }
    }

    /// A branch has come to its block's join.
    fn join(&mut self, thread: ThreadNo, block: &Name) {
        let Some(branch) = self.state.thread(thread).and_then(|thread| thread.branch.clone()) else { return };
        let (pass, parent) = (branch.pass, branch.parent);
        self.emit(Event::BranchDone(BranchDone {
            v: V1::default(),
            block: block.clone(),
            pass,
            branch: branch.branch,
            thread,
        }));
        let others = self.state.threads.iter().any(|thread| {
            thread.branch.as_ref().is_some_and(|branch| branch.parent == parent && branch.block == *block)
        });
        if !others {
            self.join_done(parent, block, pass);
        }
    }

    /// All branches of a block are done: it goes on.
    pub fn join_done(&mut self, thread: ThreadNo, block: &Name, pass: u32) {
        self.emit(Event::Joined(Joined { v: V1::default(), block: block.clone(), pass, thread }));
        self.emit(Event::StepCompleted(StepCompleted {
            v: V1::default(),
            step: block.clone(),
            pass,
            thread,
            choice: None,
            by: None,
        }));
        let join = self.node(block).and_then(|node| node.join).and_then(|join| self.def.graph.node(join));
        if let Some(edge) = join.and_then(|join| join.next.as_ref()) {
            self.follow(thread, edge, &Leaving { step: block.clone(), choice: None, by: None });
        }
    }

    fn end_thread(&mut self, thread: ThreadNo) {
        let last = self.state.threads.iter().all(|known| known.thread == thread);
        if !last {
            self.emit(Event::ThreadEnded(ThreadEnded { v: V1::default(), thread }));
            return;
        }
        let outcome = self.def.graph.default_outcome.and_then(|node| self.def.graph.node(node));
        match outcome.map(|node| &node.kind) {
            Some(baton_model::graph::NodeKind::Outcome(name)) => self.reach(thread, &name.as_str().into()),
            _ => self.raise(thread, &Place::End, &crate::START.into(), "run.no_outcome", []),
        }
    }

    /// A thread has come to an outcome. It waits there as an exception while a value it gives is missing.
    fn reach(&mut self, thread: ThreadNo, outcome: &Name) {
        let Some(known) = self.workflow().outcomes.get(&**outcome) else { return };
        let gives: Vec<Name> = known.gives.iter().map(|field| field.name.as_str().into()).collect();
        let missing: Vec<Name> = gives.iter().filter(|field| self.is_missing(field)).cloned().collect();
        if !missing.is_empty() {
            let at = Place::Outcome(outcome.clone());
            self.raise_missing(thread, &at, &self.last_step(thread), "outcome.values_missing", missing);
            return;
        }
        let reason = Withdrawal::RunFinished { outcome: outcome.clone() };
        self.withdraw_all(&reason, self.ctx.actor.as_person());
        self.emit(Event::RunFinished(RunFinished { v: V1::default(), outcome: outcome.clone(), gives }));
    }

    /// The step a thread came from, for what is told of an outcome that waits.
    fn last_step(&self, _: ThreadNo) -> Name {
        let done = |event: &Event| match event {
            Event::StepCompleted(completed) => Some(completed.step.clone()),
            Event::StepSkipped(skipped) => Some(skipped.step.clone()),
            _ => None,
        };
        let held = || {
            let exception = self.state.exceptions.last();
            exception.map(|exception| exception.step.clone())
        };
        self.events.iter().rev().find_map(done).or_else(held).unwrap_or_else(|| crate::START.into())
    }

    /// Whether a field has no value.
    pub fn is_missing(&self, field: &str) -> bool {
        self.state.values.get(field).is_none_or(|held| is_absent(&held.value))
    }
}

/// Why a block is left.
pub(crate) struct Leaving {
    /// The step that leads out of it.
    pub step: Name,
    /// The choice that was made there.
    pub choice: Option<Name>,
    /// By whom.
    pub by: Option<PersonId>,
}
