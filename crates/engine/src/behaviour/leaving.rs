//! Takes back what is open: where a block is left, goes on without the rest, is cancelled or interrupted, or the run ends.
//!
//! What is innermost goes first. What is gone is told with the reason and with whose act made it so.

use baton_people::PersonId;

use crate::behaviour::handlers::OpenStep;
use crate::behaviour::moving::Leaving;
use crate::decide::burst::Burst;
use crate::event::{Event, Place, RestWithdrawn, StepWithdrawn, TaskClosed, ThreadEnded, Withdrawal};
use crate::name::{Name, TaskNo, ThreadNo, V1};
use crate::state::{Block, ExceptionRecord, PartState, Phase, Thread};
use baton_model::definition::Named;

/// A block of a run, as what is done with it names it.
#[derive(Clone, Debug)]
pub(crate) struct BlockAt {
    pub thread: ThreadNo,
    pub step: Name,
    pub pass: u32,
    pub outer: ThreadNo,
}

impl From<&Block> for BlockAt {
    fn from(block: &Block) -> Self {
        Self { thread: block.thread, step: block.step.clone(), pass: block.pass, outer: block.outer }
    }
}

impl Burst<'_> {
    /// The block as it stands.
    pub fn block(&self, at: &BlockAt) -> Option<&Block> {
        let is = |block: &&Block| block.thread == at.thread && block.step == at.step && block.pass == at.pass;
        self.state.blocks.iter().find(is)
    }

    /// Leaves a block: withdraws what else is open in it. Gives the thread that goes on, the one that opened the block; none
    /// where that has gone on already.
    pub fn leave(&mut self, thread: ThreadNo, block: &Name, why: &Leaving) -> Option<ThreadNo> {
        let frame = self.state.frame_of(thread);
        let around = self.state.frames_outwards(frame).find(|(known, _)| known.step == *block);
        // Where it is not in the block, that was none when the thread came there: choices of one way were over at once.
        let Some((at, went_on)) = around.map(|(known, _)| (BlockAt::from(known), known.went_on)) else {
            return Some(thread);
        };
        if went_on {
            return None;
        }
        let reason = Withdrawal::LeftBlock { block: block.clone(), step: why.step.clone(), choice: why.choice.clone() };
        self.withdraw_inside(&at, Some(thread), &reason, why.by);
        self.give_up_undo(thread, false);
        self.withdraw((block.clone(), at.pass), thread, &reason, why.by);
        self.drop_moves();
        Some(at.thread)
    }

    /// Withdraws what is open in a block, but for one thread.
    pub fn withdraw_inside(&mut self, at: &BlockAt, but: Option<ThreadNo>, reason: &Withdrawal, by: Option<PersonId>) {
        let frames: Vec<ThreadNo> = self
            .block(at)
            .map(|block| block.parts.iter().map(|part| part.frame).filter(|frame| *frame != 0).collect())
            .unwrap_or_default();
        for frame in frames {
            self.withdraw_frame(frame, but, reason, by);
        }
    }

    /// Withdraws what is open in a frame, but for one thread.
    pub fn withdraw_frame(
        &mut self,
        frame: ThreadNo,
        but: Option<ThreadNo>,
        reason: &Withdrawal,
        by: Option<PersonId>,
    ) {
        // What is done for what was cancelled goes on; in a block of its own it is withdrawn with that.
        let of_outlasting = self.state.part(frame).is_some_and(|(block, _)| self.outlasts(block.thread));
        let stays = |thread: &&Thread| thread.outlasts && !of_outlasting;
        let threads = self.state.threads.iter().filter(|thread| thread.frame() == frame && !stays(thread));
        let threads: Vec<ThreadNo> = threads.map(|thread| thread.thread).collect();
        for thread in threads {
            self.withdraw_below(thread, but, reason, by);
            if Some(thread) != but {
                self.withdraw_at(thread, reason, by);
            }
        }
        // What a block has left behind goes on without the thread that opened it.
        let left: Vec<BlockAt> =
            self.state.blocks.iter().filter(|block| block.outer == frame && block.went_on).map(BlockAt::from).collect();
        for at in left {
            self.withdraw_rest(&at, but, reason, by);
        }
    }

    /// Withdraws what a block that has gone on has left behind, what it had not begun too.
    fn withdraw_rest(&mut self, at: &BlockAt, but: Option<ThreadNo>, reason: &Withdrawal, by: Option<PersonId>) {
        let has_unbegun = |block: &Block| block.count(PartState::Waiting) > 0;
        if self.block(at).is_some_and(has_unbegun) {
            let (block, pass, thread) = (at.step.clone(), at.pass, at.thread);
            self.emit(Event::RestWithdrawn(RestWithdrawn { v: V1::default(), block, pass, thread }));
        }
        self.withdraw_inside(at, but, reason, by);
    }

    /// Withdraws what is open in the blocks at which a thread waits.
    pub fn withdraw_below(
        &mut self,
        thread: ThreadNo,
        but: Option<ThreadNo>,
        reason: &Withdrawal,
        by: Option<PersonId>,
    ) {
        let below = |block: &&Block| block.thread == thread && !block.went_on;
        let blocks: Vec<BlockAt> = self.state.blocks.iter().filter(below).map(BlockAt::from).collect();
        for at in blocks {
            self.withdraw_inside(&at, but, reason, by);
        }
    }

    /// Withdraws what a thread is in, and the thread with it.
    pub fn withdraw_at(&mut self, thread: ThreadNo, reason: &Withdrawal, by: Option<PersonId>) {
        self.give_up_undo(thread, true);
        let Some(known) = self.state.thread(thread) else { return };
        let pass = known.pass;
        let (step, pass) = match known.phase.clone() {
            Phase::In(step) => (step, pass),
            Phase::Held(exception) => match self.state.exception(exception) {
                // The end of a block is no step of its own: the block is withdrawn, if it is, by the thread that opened it.
                Some(ExceptionRecord { at: Place::Join(_), .. }) => {
                    self.emit(Event::ThreadEnded(ThreadEnded { v: V1::default(), thread }));
                    return;
                }
                // What its job or its rounds hold is open; what could not open has no pass.
                Some(exception) if self.state.is_open_in(thread, &exception.step, exception.pass) => {
                    (exception.step.clone(), exception.pass)
                }
                Some(exception) => (exception.step.clone(), exception.pass.saturating_sub(1)),
                None => return,
            },
            // When the run ends all threads are gone with it; a block that is left takes out its own.
            Phase::Between
            | Phase::Paused { .. }
            | Phase::AtJoin { .. }
            | Phase::Before { .. }
            | Phase::UndoingRun { .. } => {
                use Withdrawal as W;
                if !matches!(reason, W::RunFinished { .. } | W::RunCancelled | W::UndoGivenUp) {
                    self.emit(Event::ThreadEnded(ThreadEnded { v: V1::default(), thread }));
                }
                return;
            }
        };
        self.withdraw((step, pass), thread, reason, by);
    }

    fn withdraw(&mut self, (step, pass): (Name, u32), thread: ThreadNo, reason: &Withdrawal, by: Option<PersonId>) {
        let mut open = self.state.open_tasks().filter(|task| task.thread == thread && task.step == step);
        let task = open.next().map(|task| task.task);
        let others: Vec<TaskNo> = open.map(|task| task.task).collect();
        let pass = task.and_then(|task| self.state.task(task)).map_or(pass, |task| task.pass);
        let branch = self.state.thread(thread).and_then(|known| known.branch.as_ref());
        let left = branch.filter(|branch| branch.block == step).map(|branch| branch.parent);
        let open = OpenStep { step: step.clone(), pass, thread: left.unwrap_or(thread) };
        self.cancelled(Some(&open), self.state.frame_of(open.thread), reason);
        for task in others {
            self.emit(Event::TaskClosed(TaskClosed { v: V1::default(), task, step: step.clone(), pass, by }));
        }
        let reason = reason.clone();
        self.emit(Event::StepWithdrawn(StepWithdrawn { v: V1::default(), step, pass, thread, task, reason, by }));
    }

    /// Withdraws everything that is open in the run.
    pub fn withdraw_all(&mut self, reason: &Withdrawal, by: Option<PersonId>) {
        self.withdraw_frame(0, None, reason, by);
    }

    /// Withdraws the steps and blocks that a step, a choice or a handler cancels. Their threads are gone. What undoes something in a
    /// run that ends goes on: that was asked for.
    pub fn cancel(&mut self, names: &[Named], by_step: &Name, by: Option<PersonId>) -> crate::decide::burst::Decision {
        let reason = Withdrawal::CancelledBy { step: by_step.clone() };
        for named in names {
            let is_in = |phase: &Phase| match phase {
                Phase::In(step) | Phase::AtJoin { step, .. } | Phase::Before { step, .. } => **step == *named.name,
                Phase::Held(exception) => {
                    let at_step = |held: &&ExceptionRecord| !matches!(held.at, Place::Join(_));
                    self.state.exception(*exception).filter(at_step).is_some_and(|held| *held.step == *named.name)
                }
                Phase::Between | Phase::Paused { .. } | Phase::UndoingRun { .. } => false,
            };
            let threads = self.state.threads.iter().filter(|thread| is_in(&thread.phase));
            let threads = threads.filter(|thread| !self.is_kept(thread.thread, by_step));
            let threads: Vec<(ThreadNo, ThreadNo)> = threads.map(|thread| (thread.thread, thread.frame())).collect();
            for (thread, frame) in threads {
                let outwards = self.outwards(frame);
                self.withdraw_below(thread, None, &reason, by);
                self.withdraw_at(thread, &reason, by);
                self.left_by_cancelling(outwards)?;
            }
            // What a block has left behind is still the block's.
            let gone_on = self.state.blocks.iter().filter(|block| block.went_on && *block.step == *named.name);
            let gone_on = gone_on.filter(|block| !self.is_kept(block.thread, by_step));
            for at in gone_on.map(BlockAt::from).collect::<Vec<_>>() {
                let outwards = self.outwards(at.outer);
                self.withdraw_rest(&at, None, &reason, by);
                self.left_by_cancelling(outwards)?;
            }
        }
        Ok(())
    }

    pub fn outwards(&self, frame: ThreadNo) -> Vec<ThreadNo> {
        self.state.frames_outwards(frame).map(|(_, part)| part.frame).collect()
    }

    /// A block that had gone on is forgotten with its last part; what it stood in may be over with that.
    pub fn left_by_cancelling(&mut self, outwards: Vec<ThreadNo>) -> crate::decide::burst::Decision {
        self.drop_moves();
        match outwards.into_iter().find(|frame| self.state.part(*frame).is_some()) {
            Some(known) => self.frame_left(known),
            None => Ok(()),
        }
    }

    /// Threads that are gone do not move.
    pub fn drop_moves(&mut self) {
        let state = &self.state;
        self.moves.retain(|next| state.thread(next.thread).is_some());
    }
}
