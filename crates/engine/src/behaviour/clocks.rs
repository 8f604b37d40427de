//! `clock: stop`: the clock of the run, and of each block, stands still while all that is open in it waits so.
//!
//! Asked when nothing moves any more. A clock that goes on again moves the target of the run, or the deadline and the handlers
//! of the block, by as long as it stood. A step's own deadline goes on.

use crate::decide::burst::Burst;
use crate::event::{ClockStarted, ClockStopped, Event};
use crate::name::{Name, ThreadNo, V1};
use crate::state::{Phase, Thread};

/// The run, or a block of it.
type Clock = (Option<Name>, u32, ThreadNo);

impl Burst<'_> {
    /// Stops the clocks of which all waits, and lets the others go on.
    pub fn settle_clocks(&mut self) {
        let uses = |step: &std::sync::Arc<baton_model::definition::Step>| step.stops_clock;
        if self.state.clocks.is_empty() && !self.workflow().all_steps().into_iter().any(uses) {
            return;
        }
        let blocks = self.state.blocks.iter().filter(|block| !block.went_on);
        let blocks = blocks.map(|block| (Some(block.step.clone()), block.pass, block.thread));
        let clocks: Vec<Clock> = [(None, 0, 0)].into_iter().chain(blocks).collect();
        for (block, pass, thread) in clocks {
            let stands = self.state.clocks.iter().find(|clock| clock.block == block && clock.thread == thread);
            let since = stands.map(|clock| clock.since);
            match (since, self.all_waits(block.as_ref(), thread)) {
                (None, true) => {
                    self.emit(Event::ClockStopped(ClockStopped { v: V1::default(), block, pass, thread }));
                }
                (Some(since), false) => {
                    let stood_ms = (self.ctx.now.as_millisecond() - since.as_millisecond()).max(0);
                    self.emit(Event::ClockStarted(ClockStarted { v: V1::default(), block, pass, thread, stood_ms }));
                }
                _ => {}
            }
        }
    }

    /// Whether all that is open in a block, or in the run, is `clock: stop`.
    fn all_waits(&self, block: Option<&Name>, at: ThreadNo) -> bool {
        let is_inside = |thread: &&Thread| {
            let mut around = self.state.frames_outwards(thread.frame());
            block.is_none_or(|block| around.any(|(known, _)| known.step == *block && known.thread == at))
        };
        let is_leaf = |thread: &&Thread| match &thread.phase {
            Phase::In(step) => self.state.block_at(thread.thread, step).is_none_or(|block| block.went_on),
            _ => true,
        };
        let mut leaves = self.state.threads.iter().filter(is_inside).filter(is_leaf).peekable();
        leaves.peek().is_some() && leaves.all(|thread| self.stops(thread, block))
    }

    /// Whether a thread is in a step that stops clocks, or in a block inside this one that does.
    fn stops(&self, thread: &Thread, block: Option<&Name>) -> bool {
        let Phase::In(step) = &thread.phase else { return false };
        let stops = |step: &str| self.step(step).is_some_and(|step| step.stops_clock);
        let around = self.state.frames_outwards(thread.frame()).map(|(known, _)| &known.step);
        stops(step) || around.take_while(|known| Some(*known) != block).any(|known| stops(known))
    }
}
