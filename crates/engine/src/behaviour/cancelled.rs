//! `in_case: cancelled`: what is done before an open step is withdrawn, or a run is cancelled.
//!
//! Its steps are taken at once, as far as they go without people; those of people are passed over, and what would wait is
//! withdrawn with the rest. It leads nowhere: what is withdrawn stays so.

use baton_model::definition::{Case, Handler, Step};

use crate::behaviour::handlers::OpenStep;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, HandlerFired, Next, Place, ThreadEnded, Withdrawal};
use crate::name::{Name, START, ThreadNo, V1};
use crate::state::Phase;

impl Burst<'_> {
    /// Does what the handlers of a step that is withdrawn, or of a run that is cancelled, say. What `any-order` takes back is
    /// offered again: it is not cancelled.
    pub fn cancelled(&mut self, open: Option<&OpenStep>, frame: ThreadNo, reason: &Withdrawal) {
        let has_failed = open.is_some() && self.failed.as_ref() == open;
        if self.is_aside || has_failed || matches!(reason, Withdrawal::NotNow { .. }) {
            return;
        }
        let def = self.def;
        let handlers: &[Handler] = match open {
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
            if let Err(stop) = self.take_aside(open, (nth, handler), frame, reason) {
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
        (nth, handler): (usize, &Handler),
        frame: ThreadNo,
        reason: &Withdrawal,
    ) -> Decision {
        let thread = self.new_thread();
        self.emit(Event::HandlerFired(HandlerFired {
            v: V1::default(),
            step: open.map(|open| open.step.clone()),
            pass: open.map_or(0, |open| open.pass),
            nth: nth as u32,
            label: handler.label(),
            interrupts: false,
            of: open.map_or(0, |open| open.thread),
            frame,
            thread,
        }));
        let mut own = Vec::new();
        handler.steps.iter().for_each(|step| step.collect_into(&mut own));
        let is_own = |name: &Name| own.iter().any(|step| *step.id == **name);
        if let Some(first) = handler.steps.first().map(|step: &std::sync::Arc<Step>| step.id.as_str()) {
            let via = open.map_or_else(|| START.into(), |open| open.step.clone());
            self.send_via(thread, Place::Step(first.into()), Some(via));
        }
        while let Some(Next { thread, to, via }) = self.moves.pop() {
            let is_inside = match &to {
                Place::Step(step) | Place::Join(step) | Place::Again(step) | Place::Past { block: step, .. } => {
                    is_own(step)
                }
                Place::Start | Place::End | Place::Outcome(_) | Place::Undone(_) => false,
            };
            if is_inside {
                self.steps_taken += 1;
                self.frame = self.state.frame_of(thread);
                self.arrive(thread, &to, via.as_ref())?;
            }
        }
        self.end_aside(thread, frame, reason);
        Ok(())
    }

    /// What is left of the threads of such a handler: those that began with its first, in its frame.
    fn end_aside(&mut self, first: ThreadNo, frame: ThreadNo, reason: &Withdrawal) {
        let of_handler = self.state.threads.iter().filter(|known| known.thread >= first && known.frame() == frame);
        for thread in of_handler.map(|known| known.thread).collect::<Vec<_>>() {
            self.withdraw_below(thread, None, reason, None);
            match self.state.thread(thread).map(|known| &known.phase) {
                Some(Phase::In(_) | Phase::Held(_)) => self.withdraw_at(thread, reason, None),
                Some(_) => self.emit(Event::ThreadEnded(ThreadEnded { v: V1::default(), thread })),
                None => {}
            }
        }
    }
}
