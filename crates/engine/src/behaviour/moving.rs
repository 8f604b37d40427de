//! Moves threads until all wait: for a person, a time or an event, at a join, held by an exception, or at the run's end.
//!
//! The next thread to move stands last in the list, so branches run in the order of the text, each as far as it comes.
//! A command takes a bounded number of steps; what is left then goes on in a following command. A chain of automatic
//! steps that goes on for ever becomes an exception.

use baton_model::definition::StepKind;
use baton_model::graph::{Edge, Node, NodeId, NodeKind};
use baton_people::PersonId;

use crate::behaviour::exceptions::holds;
use crate::behaviour::leaving::BlockAt;
use crate::behaviour::values::is_absent;
use crate::decide::burst::{Burst, Decision, step_of};
use crate::event::{
    BranchOpened, BurstPaused, Event, Next, Onwards, Place, RaceWon, StepCompleted, StepSkipped, ThreadEnded,
    ThreadSplit, TimerCancelled, Withdrawal,
};
use crate::limits::{CHAIN_STEPS, COMMAND_STEPS};
use crate::name::{Name, ThreadNo, V1};
use crate::state::{ExceptionRecord, SubRun, Thread};

/// A step that is done.
pub(crate) struct Completed {
    pub step: Name,
    pub pass: u32,
    pub thread: ThreadNo,
    pub choice: Option<Name>,
    pub by: Option<PersonId>,
}

/// A chain of automatic steps is longer than it may be.
pub const TOO_MANY_STEPS: &str = "run.too_many_steps";

impl Burst<'_> {
    /// Moves all threads that are to be moved.
    pub fn run(&mut self) -> Decision {
        while self.state.is_running() {
            self.withdraw_removed()?;
            self.cancel_left()?;
            if self.steps_taken + self.cost >= COMMAND_STEPS && !self.moves.is_empty() {
                let next = self.moves.drain(..).rev().collect();
                let steps = self.state.automatic_steps + self.steps_taken;
                self.emit(Event::BurstPaused(BurstPaused { v: V1::default(), steps, next }));
                return Ok(());
            }
            if self.cost >= COMMAND_STEPS {
                // Much of what waits took more than it may: the rest of it is looked at in a following command.
                let steps = self.state.automatic_steps + self.steps_taken;
                self.emit(Event::BurstPaused(BurstPaused { v: V1::default(), steps, next: Vec::new() }));
                return Ok(());
            }
            let Some(Next { thread, to, via }) = self.moves.pop() else {
                if self.settle()? {
                    continue;
                }
                if self.is_at_end() {
                    // What a step cancels can be all there was, the step's own block too.
                    self.end_thread(0);
                }
                self.settle_clocks();
                self.settle_refused_timers();
                self.settle_refused_events();
                self.settle_beside();
                return Ok(());
            };
            self.steps_taken += 1;
            self.frame = self.state.frame_of(thread);
            self.moving((thread, &to), |burst| burst.arrive(thread, &to, via.as_ref()))?;
        }
        self.moves.clear();
        Ok(())
    }

    /// When all threads wait: what waits for the others, or for a value that has changed, is looked at again. Says whether
    /// something moved.
    fn settle(&mut self) -> Decision<bool> {
        Ok(self.settle_conditions()?
            || self.settle_waits()?
            || self.settle_joins()?
            || self.settle_roles()?
            || self.settle_held_back()?)
    }

    pub fn arrive(&mut self, thread: ThreadNo, at: &Place, via: Option<&Name>) -> Decision {
        if self.state.automatic_steps + self.steps_taken > CHAIN_STEPS {
            let step = step_of(at).unwrap_or_else(|| crate::START.into());
            self.raise(thread, at, &step, TOO_MANY_STEPS, [("max", CHAIN_STEPS.to_string())]);
            return Ok(());
        }
        if self.is_led_out(thread, at) {
            return self.end_outlasting(thread);
        }
        match at {
            Place::Start => self.reopen_start(thread),
            Place::Step(step) => self.come(thread, step, via),
            Place::Join(block) => self.come_to_end(thread, block, via),
            Place::Past { block, to, via } => self.go_past(thread, block, (to, via)),
            Place::Again(block) => self.look_again(thread, block),
            Place::Undone(_) => self.next_undo(thread),
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

    /// A block sees what is to be done next.
    fn look_again(&mut self, thread: ThreadNo, block: &Name) -> Decision {
        let at = self.state.block_at(thread, block).map(BlockAt::from);
        at.map_or(Ok(()), |at| self.part_over(&at))
    }

    /// Says that a step is done, and does what hangs on that: what it cancels, a race that it wins.
    pub fn completed(&mut self, done: &Completed) -> Decision {
        let Completed { step, pass, thread, choice, by } = done;
        self.drop_timers(step, *pass, *thread);
        let has_undo = self.step(step).is_some_and(|known| !known.undo.is_empty());
        // What was done by a run that ended before this was noted then.
        let is_listed = |sub: &SubRun| self.state.completions.iter().any(|done| done.sub == Some(sub.sub));
        let undoes_itself =
            |sub: &&SubRun| sub.is_of(step, *pass, *thread) && sub.undoable && !sub.detached && !is_listed(sub);
        let sub = self.state.subs.iter().find(undoes_itself).filter(|_| !has_undo).map(|sub| sub.sub);
        self.emit(Event::StepCompleted(StepCompleted {
            v: V1::default(),
            step: step.clone(),
            pass: *pass,
            thread: *thread,
            choice: choice.clone(),
            by: *by,
            undoable: has_undo || sub.is_some(),
            sub,
        }));
        if let Some(known) = self.step(step) {
            let chosen = choice.as_ref().and_then(|choice| known.choices()?.get(&**choice));
            for names in [Some(&known.cancels), chosen.map(|choice| &choice.cancels)].into_iter().flatten() {
                if !self.is_aside {
                    self.cancel(names, step, *by)?;
                } else if !names.is_empty() {
                    // It is in the middle of what is being withdrawn.
                    self.left_to_cancel.push((names, step.clone()));
                }
            }
        }
        self.first_is_over(*thread, step);
        Ok(())
    }

    /// Says that nothing is to happen any more at a time in this pass of a step.
    pub fn drop_timers(&mut self, step: &Name, pass: u32, thread: ThreadNo) {
        let left = self.state.timers.iter().filter(|timer| timer.is_of(step, pass, thread)).map(|timer| timer.timer);
        for timer in left.collect::<Vec<_>>() {
            self.emit(Event::TimerCancelled(TimerCancelled { v: V1::default(), timer }));
        }
    }

    /// Completes an automatic step and goes on after it.
    pub fn complete_automatic(&mut self, thread: ThreadNo, step: &Name, pass: u32) -> Decision {
        self.completed(&Completed { step: step.clone(), pass, thread, choice: None, by: None })?;
        self.go_on(thread, Onwards { step: Some(step.clone()), ..Onwards::default() })
    }

    /// Passes a step over.
    pub fn skip(&mut self, thread: ThreadNo, node: &Node, step: &Name, notes: Vec<String>) -> Decision {
        if let Some(pass) = self.state.job_of(thread).filter(|job| job.step == *step).map(|job| job.pass) {
            self.drop_timers(step, pass, thread);
        }
        self.emit(Event::StepSkipped(StepSkipped { v: V1::default(), step: step.clone(), thread, notes }));
        self.first_is_over(thread, step);
        match node.skip.as_ref().or(node.next.as_ref()) {
            Some(edge) => self.follow(thread, edge, &Leaving { step: step.clone(), choice: None, by: None }),
            None => Ok(()),
        }
    }

    /// Where the first step of a race's branch is over, that branch has won: the others are withdrawn.
    pub fn first_is_over(&mut self, thread: ThreadNo, step: &Name) {
        let frame = self.state.frame_of(thread);
        let Some((block, part)) = self.state.part(frame) else { return };
        let (at, branch) = (BlockAt::from(block), part.branch.clone());
        let Some(race) = self.step(&at.step).filter(|step| matches!(step.kind, StepKind::Race(_))) else { return };
        let index = race.branches().iter().position(|known| *known.id == *branch);
        let first = index.and_then(|index| self.node(&at.step)?.branches.get(index));
        let is_first = first.and_then(|first| self.def.graph.node(first.first.to)).and_then(|node| node.step());
        if is_first.is_some_and(|first| *first.id == **step) {
            self.win(&at, frame, &branch);
        }
    }

    /// A branch wins a race.
    pub fn win(&mut self, at: &BlockAt, frame: ThreadNo, branch: &Name) {
        let others: Vec<ThreadNo> = self
            .block(at)
            .map(|block| block.parts.iter().map(|part| part.frame).filter(|other| *other != frame).collect())
            .unwrap_or_default();
        let is_in = |thread: &Thread, frame| thread.frame() == frame && !thread.outlasts;
        let open = |frame: &ThreadNo| self.state.threads.iter().any(|thread| is_in(thread, *frame));
        if !others.iter().any(open) {
            return;
        }
        let (block, pass, branch) = (at.step.clone(), at.pass, branch.clone());
        let reason = Withdrawal::RaceWon { block: block.clone(), branch: branch.clone() };
        self.emit(Event::RaceWon(RaceWon { v: V1::default(), block, pass, branch }));
        let by = self.ctx.actor.as_person();
        for other in others {
            self.withdraw_frame(other, None, &reason, by);
        }
        self.drop_moves();
    }

    /// Sends a thread along an edge. Blocks that the edge leaves are left as a whole: what is open in them is withdrawn; stages
    /// that it enters are opened.
    pub fn follow(&mut self, thread: ThreadNo, edge: &Edge, why: &Leaving) -> Decision {
        if self.state.thread(thread).is_none() {
            return Ok(());
        }
        if self.leads_out(thread, edge) {
            return self.end_outlasting(thread);
        }
        match self.leave_all(thread, &edge.leaves, why) {
            Ok(outside) => self.go_to(outside, edge, why),
            // An outcome ends the run from anywhere.
            Err(inside) if self.is_outcome(edge) => self.go_to(inside, edge, why),
            // What a block has left behind opens nothing after it.
            Err(inside) => self.end_left_behind(inside),
        }
    }

    fn end_left_behind(&mut self, inside: ThreadNo) -> Decision {
        self.give_up_undo(inside, false);
        self.end_of_branch(inside)
    }

    /// Leaves these blocks, the innermost first. Gives the thread that goes on outside; where a block has gone on already, the
    /// one that is left inside of it.
    fn leave_all(&mut self, thread: ThreadNo, blocks: &[NodeId], why: &Leaving) -> Result<ThreadNo, ThreadNo> {
        let mut thread = thread;
        for block in blocks {
            let Some(step) = self.def.graph.node(*block).and_then(Node::step) else { continue };
            thread = self.leave(thread, &step.id.as_str().into(), why).ok_or(thread)?;
        }
        Ok(thread)
    }

    /// Sends a thread to where an edge leads, which is outside of what the edge leaves.
    fn go_to(&mut self, thread: ThreadNo, edge: &Edge, why: &Leaving) -> Decision {
        if let Some(node) = self.def.graph.node(edge.to)
            && let NodeKind::Split(..) = &node.kind
        {
            return self.split(thread, node, why);
        }
        self.leave_undo(thread, edge);
        let mut thread = thread;
        for block in &edge.enters {
            let Some(inside) = self.enter_past(thread, *block, (edge, &why.step))? else { return Ok(()) };
            thread = inside;
        }
        let place = self.place(edge);
        self.send_via(thread, place, Some(why.step.clone()));
        Ok(())
    }

    fn is_outcome(&self, edge: &Edge) -> bool {
        self.def.graph.node(edge.to).is_some_and(|node| matches!(node.kind, NodeKind::Outcome(_)))
    }

    /// A thread goes on to a step in a stage or a case that it waited for. Where a version has no such way, from its beginning.
    fn go_past(&mut self, thread: ThreadNo, block: &Name, (to, via): (&Name, &Name)) -> Decision {
        match crate::moves::way_on(self.def, &self.state, thread, to).filter(|edge| edge.leaves.is_empty()) {
            Some(edge) => self.go_to(thread, &edge, &Leaving { step: via.clone(), choice: None, by: None }),
            None => self.enter(thread, block),
        }
    }

    /// Opens a stage, or a case of a choice, past its beginning: where this way leads in it. Gives the thread inside; none where
    /// it cannot begin yet, since somebody else has its lock: the thread waits before it.
    fn enter_past(
        &mut self,
        thread: ThreadNo,
        around: NodeId,
        (edge, via): (&Edge, &Name),
    ) -> Decision<Option<ThreadNo>> {
        let (graph, to) = (&self.def.graph, edge.to);
        let Some(step) = graph.node(around).and_then(Node::step) else { return Ok(Some(thread)) };
        let block = Name::from(step.id.as_str());
        let target = graph.node(to).and_then(Node::step).map_or_else(|| block.clone(), |step| step.id.as_str().into());
        self.frame = self.state.frame_of(thread);
        let past = Place::Past { block: block.clone(), to: target, via: via.clone() };
        if !self.may_begin(thread, step, Some(&past))? {
            return Ok(None);
        }
        let inside = graph.node(to).map(|node| node.scope);
        let mut scopes = inside.into_iter().flat_map(|scope| graph.scopes_outwards(scope));
        let place = scopes.find_map(|scope| scope.branch.filter(|(of, _)| *of == around)).map(|(_, place)| place);
        let case = match &step.kind {
            StepKind::Choose(choose) => {
                place.and_then(|place| choose.cases.get(place)).map(|case| case.id.as_str().into())
            }
            _ => None,
        };
        let pass = self.open_block(thread, &block)?;
        let inside = self.new_thread();
        self.emit(Event::BranchOpened(BranchOpened {
            v: V1::default(),
            branch: case.unwrap_or_else(|| format!("{block}/1").into()),
            block,
            pass,
            parent: thread,
            thread: inside,
        }));
        self.frame = inside;
        Ok(Some(inside))
    }

    /// Goes several ways: one for each target that holds; none: to what comes next.
    fn split(&mut self, thread: ThreadNo, node: &Node, why: &Leaving) -> Decision {
        self.frame = self.state.frame_of(thread);
        let mut edges = Vec::new();
        for split in node.splits() {
            let holds = match &split.when {
                Some(when) => self.holds(&when.program)?.0,
                None => true,
            };
            if holds {
                edges.extend((0..split.times).map(|_| &split.edge));
            }
        }
        edges.extend(node.next.as_ref().filter(|_| edges.is_empty()));
        let count = edges.len();
        edges.retain(|edge| !self.leads_out(thread, edge));
        if edges.is_empty() && count > 0 {
            return self.end_outlasting(thread);
        }
        // What all of them leave is left once: threads made so do not withdraw each other.
        let common = edges.iter().map(|edge| edge.leaves.len()).min().unwrap_or_default();
        let leaves = edges.first().map_or(&[][..], |edge| &edge.leaves[..common]);
        let outside = match self.leave_all(thread, leaves, why) {
            Ok(outside) => outside,
            Err(inside) => return self.end_left_behind(inside),
        };
        let (mut ways, mut is_used) = (Vec::new(), false);
        for edge in edges {
            // Where another one stays in a block, this one goes out of it beside it.
            let Some(from) = self.outside_of(outside, &edge.leaves[common..]) else { continue };
            let goes = if from == outside && !is_used { outside } else { self.new_thread() };
            is_used |= goes == outside;
            if goes != outside {
                self.emit(Event::ThreadSplit(ThreadSplit { v: V1::default(), from, thread: goes }));
            }
            ways.push((goes, edge));
        }
        // The last that is sent moves first.
        for (goes, edge) in ways.into_iter().rev() {
            self.go_to(goes, edge, why)?;
        }
        Ok(())
    }

    /// The thread that waits at the outermost of these blocks around a thread; none where that has gone on already.
    fn outside_of(&self, thread: ThreadNo, blocks: &[NodeId]) -> Option<ThreadNo> {
        blocks.iter().try_fold(thread, |thread, block| {
            let step = self.def.graph.node(*block).and_then(Node::step)?;
            let mut around = self.state.frames_outwards(self.state.frame_of(thread));
            let Some((at, _)) = around.find(|(known, _)| *known.step == *step.id) else { return Some(thread) };
            (!at.went_on).then_some(at.thread)
        })
    }

    /// A thread has come to the end of its path; where it is the last, the run ends.
    pub fn end_thread(&mut self, thread: ThreadNo) {
        if self.state.ending.is_some() {
            if self.state.thread(thread).is_some() {
                self.emit(Event::ThreadEnded(ThreadEnded { v: V1::default(), thread }));
            }
            if self.state.threads.is_empty() {
                self.end_now();
            }
            return;
        }
        if !self.is_last(thread) {
            self.emit(Event::ThreadEnded(ThreadEnded { v: V1::default(), thread }));
            return;
        }
        let outcome = self.def.graph.default_outcome.and_then(|node| self.def.graph.node(node));
        match outcome.map(|node| &node.kind) {
            Some(baton_model::graph::NodeKind::Outcome(name)) => self.reach(thread, &name.as_str().into()),
            _ => self.raise(thread, &Place::End, &crate::START.into(), "run.no_outcome", []),
        }
    }

    /// Whether nothing goes on but a thread; what is done for what was cancelled outlasts the run's last path, and its end waits for
    /// it.
    pub fn is_last(&self, thread: ThreadNo) -> bool {
        let outlasts = self.outlasts(thread);
        self.state.threads.iter().all(|known| known.thread == thread || (known.outlasts && !outlasts))
    }

    /// Whether nothing goes on any more but what is done for what was cancelled, and nobody has to say how the run ends.
    fn is_at_end(&self) -> bool {
        let holds_run = |held: &&ExceptionRecord| held.thread == 0 && holds(&held.code);
        let goes_on = self.state.threads.iter().any(|known| !known.outlasts);
        let is_asked = self.state.open_exceptions().any(|held| holds_run(&held));
        self.state.threads.is_empty() || (!goes_on && self.state.ending.is_none() && !is_asked)
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
        self.finish_with(outcome, gives);
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
        self.stored(field).is_none_or(|value| is_absent(&value))
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
