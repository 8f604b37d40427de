//! `clock: stop`: the clock of the run, and of each block, stands still while all that is open in it waits so.
//!
//! Asked when nothing moves any more. A clock that goes on again moves the target and the handlers for a time of the run, or the
//! deadline and the handlers of the block, by as long as it stood. A step's own deadline goes on, and so do the dates of a run
//! with which others begin. Who waits at a join is nobody's work; what is held, or cannot begin yet, is.

use jiff::Timestamp;

use crate::decide::burst::Burst;
use crate::event::{ClockStarted, ClockStopped, Event, TimerKind};
use crate::name::{Name, ThreadNo, TimerNo, V1};
use crate::state::{Phase, Thread, Timer};

/// The run, or a block of it.
type Clock = (Option<Name>, u32, ThreadNo);

impl Burst<'_> {
    /// Stops the clocks of which all waits, and lets the others go on.
    pub fn settle_clocks(&mut self) {
        if self.state.clocks.is_empty() && !self.def.index.stops_clock {
            return;
        }
        let blocks = self.state.blocks.iter().filter(|block| !block.went_on);
        let blocks = blocks.map(|block| (Some(block.step.clone()), block.pass, block.thread));
        // A run that had come to its outcome has met its target or not.
        let of_run = (!self.state.is_reopened()).then_some((None, 0, 0));
        let clocks: Vec<Clock> = of_run.into_iter().chain(blocks).collect();
        for (block, pass, thread) in clocks {
            let stands = self.state.clocks.iter().find(|clock| clock.block == block && clock.thread == thread);
            let since = stands.map(|clock| clock.since);
            match (since, self.all_waits(block.as_ref(), thread)) {
                (None, true) => {
                    let timers = if block.is_none() { self.timers_of_run() } else { Vec::new() };
                    self.emit(Event::ClockStopped(ClockStopped { v: V1::default(), block, pass, thread, timers }));
                }
                (Some(since), false) => self.start_clock((block, pass, thread), since),
                _ => {}
            }
        }
    }

    /// Lets those clocks go on that stand, of these blocks or of the run; where all still waits they are stopped again when nothing
    /// moves any more.
    pub fn start_clocks(&mut self, of: impl Fn(Option<&Name>) -> bool) {
        let standing = self.state.clocks.iter().filter(|clock| of(clock.block.as_ref())).cloned();
        for clock in standing.collect::<Vec<_>>() {
            self.start_clock((clock.block, clock.pass, clock.thread), clock.since);
        }
    }

    fn start_clock(&mut self, (block, pass, thread): Clock, since: Timestamp) {
        let stood_ms = (self.ctx.now.as_millisecond() - since.as_millisecond()).max(0);
        self.emit(Event::ClockStarted(ClockStarted { v: V1::default(), block, pass, thread, stood_ms }));
    }

    /// The timers of the run that its clock moves: its target, and its handlers for a time, unless their moment has come.
    fn timers_of_run(&self) -> Vec<TimerNo> {
        let is_moved = |timer: &&Timer| {
            timer.is_of_run() && matches!(timer.kind, TimerKind::Due | TimerKind::Handler) && timer.at > self.ctx.now
        };
        self.state.timers.iter().filter(is_moved).map(|timer| timer.timer).collect()
    }

    /// Whether all that is open in a block, or in the run, is `clock: stop`.
    fn all_waits(&self, block: Option<&Name>, at: ThreadNo) -> bool {
        let is_inside = |thread: &&Thread| {
            let mut around = self.state.frames_outwards(thread.frame());
            block.is_none_or(|block| around.any(|(known, _)| known.step == *block && known.thread == at))
        };
        let is_leaf = |thread: &&Thread| match &thread.phase {
            Phase::In(step) => self.state.block_at(thread.thread, step).is_none_or(|block| block.went_on),
            Phase::AtJoin { .. } => false,
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
