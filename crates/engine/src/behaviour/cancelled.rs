//! `in_case: cancelled`: what is done before an open step is withdrawn, or a run is cancelled.
//!
//! What it `undoes` is undone and its steps are taken at once, as far as they go; what waits then, a job, a run, a time, outlasts
//! what is withdrawn, and a run that ends waits for it. Steps of people are passed over. It leads nowhere: what is withdrawn stays
//! so. What it `cancels` is withdrawn as soon as what is being withdrawn is.

use baton_model::definition::{Case, Handler};
use baton_model::graph::{Edge, NodeKind};

use crate::behaviour::handlers::OpenStep;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, HandlerFired, Next, Onwards, Place, ThreadEnded, Withdrawal};
use crate::name::{START, ThreadNo, V1};

impl<'a> Burst<'a> {
    /// Does what the handlers of a step that is withdrawn, or of a run that is cancelled, say. What `any-order` takes back is
    /// offered again: it is not cancelled.
    pub fn cancelled(&mut self, open: Option<&OpenStep>, frame: ThreadNo, reason: &Withdrawal) {
        let has_failed = open.is_some() && self.failed.as_ref() == open;
        let is_forced = self.state.ending.as_ref().is_some_and(|ending| ending.forced);
        if self.is_aside || is_forced || has_failed || matches!(reason, Withdrawal::NotNow { .. }) {
            return;
        }
        let def = self.def;
        let handlers: &'a [Handler] = match open {
            Some(open) => self.step(&open.step).map_or(&[], |step| &step.in_case),
            None => &def.workflow.in_case,
        };
        if !handlers.iter().any(|handler| matches!(handler.when, Case::Cancelled)) || !self.is_still_open(open) {
            return;
        }
        for (nth, handler) in handlers.iter().enumerate() {
            if !matches!(handler.when, Case::Cancelled) {
                continue;
            }
            let here = (self.frame, std::mem::take(&mut self.moves));
            self.is_aside = true;
            let strict = std::mem::replace(&mut self.strict, false);
            if let Err(stop) = self.take_aside(open, (nth, handler), frame) {
                self.stopped.get_or_insert(stop);
            }
            (self.is_aside, self.strict) = (false, strict);
            (self.frame, self.moves) = here;
        }
    }

    fn is_still_open(&self, open: Option<&OpenStep>) -> bool {
        open.is_none_or(|open| self.state.is_open_in(open.thread, &open.step, open.pass))
    }

    fn take_aside(
        &mut self,
        open: Option<&OpenStep>,
        (nth, handler): (usize, &'a Handler),
        frame: ThreadNo,
    ) -> Decision {
        let thread = self.new_thread();
        let step = open.map(|open| open.step.clone());
        self.emit(Event::HandlerFired(HandlerFired {
            v: V1::default(),
            step: step.clone(),
            pass: open.map_or(0, |open| open.pass),
            nth: nth as u32,
            label: handler.label(),
            interrupts: false,
            of: open.map_or(0, |open| open.thread),
            frame,
            thread,
            outlasts: true,
            undoes: false,
        }));
        if !handler.cancels.is_empty() {
            self.left_to_cancel.push((&handler.cancels, step.clone().unwrap_or_else(|| START.into())));
        }
        let by = self.ctx.actor.as_person();
        self.frame = frame;
        self.go_on(thread, Onwards { step, handler: Some(nth as u32), by, ..Onwards::default() })?;
        while let Some(Next { thread, to, via }) = self.moves.pop() {
            self.steps_taken += 1;
            self.frame = self.state.frame_of(thread);
            self.arrive(thread, &to, via.as_ref())?;
        }
        Ok(())
    }

    /// Withdraws what `cancelled` handlers cancel, when nothing is being withdrawn any more.
    pub fn cancel_left(&mut self) -> Decision {
        while let Some((names, step)) = self.left_to_cancel.pop() {
            self.cancel(names, &step, self.ctx.actor.as_person())?;
        }
        Ok(())
    }

    /// Whether a thread that outlasts what it belongs to would be led away from what it does.
    pub fn is_led_out(&self, thread: ThreadNo, to: &Place) -> bool {
        self.outlasts(thread) && self.is_outside(to)
    }

    /// Whether a place belongs neither to what is done for what was cancelled, nor to what undoes something.
    fn is_outside(&self, to: &Place) -> bool {
        match to {
            Place::Step(step) | Place::Join(step) | Place::Again(step) | Place::Past { block: step, .. } => {
                !self.def.index.is_aside(step)
            }
            Place::Start | Place::End | Place::Outcome(_) => true,
            Place::Undone(_) => false,
        }
    }

    /// The same of an edge, before it is followed.
    pub fn leads_out(&self, thread: ThreadNo, edge: &Edge) -> bool {
        self.outlasts(thread) && self.leads_outside(edge)
    }

    /// Where it splits, the ways that are taken say so.
    fn leads_outside(&self, edge: &Edge) -> bool {
        let is_split = self.def.graph.node(edge.to).is_some_and(|node| matches!(node.kind, NodeKind::Split(..)));
        !is_split && self.is_outside(&self.place(edge))
    }

    /// A way out of what undoes a step, in a run that goes on, is what its text says: the undoing is over with it, and what is left of
    /// it stays done.
    pub fn leave_undo(&mut self, thread: ThreadNo, edge: &Edge) {
        if self.leads_outside(edge) {
            self.give_up_undo(thread, false);
        }
    }

    /// Whether a thread goes on although what it belongs to is withdrawn.
    pub fn outlasts(&self, thread: ThreadNo) -> bool {
        self.state.thread(thread).is_some_and(|known| known.outlasts)
    }

    /// What outlasts the rest is done. Where it was led away from undoing something, the rest of that is undone first.
    pub fn end_outlasting(&mut self, thread: ThreadNo) -> Decision {
        if self.is_undoing(thread) {
            return self.next_undo(thread);
        }
        let mut outwards = self.outwards(self.state.frame_of(thread));
        if self.is_aside {
            // What is being withdrawn goes on with nothing; a block that the handler opened is over with what was in it.
            let is_own =
                |frame: &ThreadNo| self.state.part(*frame).is_some_and(|(block, _)| self.outlasts(block.thread));
            outwards.retain(is_own);
        }
        self.emit(Event::ThreadEnded(ThreadEnded { v: V1::default(), thread }));
        self.left_by_cancelling(outwards)
    }
}
