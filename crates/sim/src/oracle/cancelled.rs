//! `in_case: cancelled`: what is done before something open is withdrawn.
//!
//! Its steps are taken at once, as far as they go without people; they lead nowhere.

use std::sync::Arc;

use baton_model::definition::Case;
use baton_model::definition::step::{Step, StepKind};

use super::handlers::is_gone_on;
use super::text::RUN;
use super::{Oracle, Thread};

impl Oracle {
    /// Somebody cancels the run.
    pub fn cancel_run(&mut self) {
        let run = self.threads.iter().find(|one| one.step == RUN).map(|one| one.id);
        self.cancelled_all();
        if let Some(run) = run {
            self.cancelled(run);
        }
        self.is_over = true;
        self.threads.clear();
        self.arrivals.clear();
        self.todo.clear();
    }

    /// Before all that is open is withdrawn.
    pub(super) fn cancelled_all(&mut self) {
        let open: Vec<u32> = self.threads.iter().filter(|one| one.step != RUN).map(|one| one.id).collect();
        for thread in open {
            self.cancelled(thread);
        }
    }

    /// Before this one is withdrawn.
    pub(super) fn cancelled(&mut self, thread: u32) {
        let Some(one) = self.thread(thread).filter(|one| !is_gone_on(&one.phase)).cloned() else { return };
        let is_for_it = |nth: usize| matches!(self.text.handlers(&one.step)[nth].when, Case::Cancelled);
        let handlers: Vec<usize> = one.armed.iter().filter(|armed| !armed.is_spent).map(|armed| armed.nth).collect();
        for nth in handlers.into_iter().filter(|nth| is_for_it(*nth)).collect::<Vec<_>>() {
            let steps = self.text.handlers(&one.step)[nth].steps.clone();
            self.take_at_once(&one, &steps);
        }
    }

    fn take_at_once(&mut self, thread: &Thread, steps: &[Arc<Step>]) {
        let frame = self.scope(thread);
        for step in steps {
            if !self.holds_if(step.when.as_ref(), frame) {
                continue;
            }
            match step.kind {
                StepKind::Set(_) => self.give(&step.gives, frame),
                StepKind::Send(_) => {}
                _ => return,
            }
        }
    }
}
