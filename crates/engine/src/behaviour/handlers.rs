//! `in_case:` what a step, a block or the run does when something comes up while it is open.
//!
//! A handler has a thread of its own, in the frame of its step; of a stage, inside it. One that interrupts withdraws what is
//! open there first. `after` and `overdue` fire once a pass.

use baton_model::definition::{Case, Handler, StepKind};

use crate::behaviour::leaving::BlockAt;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, HandlerFired, Onwards, Withdrawal};
use crate::name::{Name, ThreadNo, V1};
use crate::state::{ExceptionRecord, Phase};

/// A step of which a handler is to fire.
pub(crate) struct OpenStep {
    pub step: Name,
    pub pass: u32,
    pub thread: ThreadNo,
}

impl Burst<'_> {
    /// The deadline of an open step has passed: its handlers for that fire, in the order of the text.
    pub fn overdue(&mut self, open: &OpenStep) -> Decision {
        let Some(step) = self.step(&open.step) else { return Ok(()) };
        for (nth, handler) in step.in_case.iter().enumerate() {
            if matches!(handler.when, Case::Overdue) && self.fire_handler(open, nth)? {
                break;
            }
        }
        Ok(())
    }

    /// Fires one handler, if its step is still open. Says whether it interrupted the step.
    pub fn fire_handler(&mut self, open: &OpenStep, nth: usize) -> Decision<bool> {
        let OpenStep { step, pass, thread } = open;
        let is_in = |phase: &Phase| match phase {
            Phase::In(at) => at == step,
            // What its job holds is still open.
            Phase::Held(exception) => {
                let holds = |held: &ExceptionRecord| held.step == *step && held.pass == *pass;
                self.state.exception(*exception).is_some_and(holds) && self.state.job_of(*thread).is_some()
            }
            _ => false,
        };
        if !self.state.thread(*thread).is_some_and(|known| is_in(&known.phase) && known.pass == *pass) {
            return Ok(false);
        }
        let (Some(known), Some(node)) = (self.step(step), self.node(step)) else { return Ok(false) };
        let (Some(handler), Some(_)) = (known.in_case.get(nth), node.handlers.get(nth)) else { return Ok(false) };
        let outer = self.state.frame_of(*thread);
        let inside = self.inside(known, *thread, outer);
        let new = self.new_thread();
        self.emit(Event::HandlerFired(HandlerFired {
            v: V1::default(),
            step: Some(step.clone()),
            pass: *pass,
            nth: nth as u32,
            label: handler.label(),
            interrupts: handler.interrupts(),
            of: *thread,
            frame: inside,
            thread: new,
        }));
        if handler.interrupts() {
            self.interrupt(open, handler, (outer, inside), new);
        }
        let by = self.ctx.actor.as_person();
        self.cancel(&handler.cancels, step, by)?;
        self.frame = inside;
        let fired = Some(nth as u32);
        self.go_on(new, Onwards { step: Some(step.clone()), handler: fired, by, ..Onwards::default() })?;
        Ok(handler.interrupts())
    }

    /// The frame in which the steps of a handler are: that of its step; of a stage its inside.
    fn inside(&self, step: &baton_model::definition::Step, thread: ThreadNo, outer: ThreadNo) -> ThreadNo {
        if !matches!(step.kind, StepKind::Stage(_)) {
            return outer;
        }
        let part = self.state.block_at(thread, &step.id).and_then(|block| block.parts.first());
        part.map_or(outer, |part| part.frame)
    }

    /// Withdraws what is open in a step: of a stage what is in it, of any other the step itself.
    fn interrupt(&mut self, open: &OpenStep, handler: &Handler, (outer, inside): (ThreadNo, ThreadNo), new: ThreadNo) {
        let reason = Withdrawal::Interrupted { handler: handler.label() };
        let by = self.ctx.actor.as_person();
        if inside == outer {
            if let Some(at) = self.state.block_at(open.thread, &open.step).map(BlockAt::from) {
                self.withdraw_inside(&at, None, &reason, by);
            }
            self.withdraw_at(open.thread, &reason, by);
        } else {
            self.withdraw_frame(inside, Some(new), &reason, by);
        }
        self.drop_moves();
    }
}
