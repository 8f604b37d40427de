//! Which handler catches an error: its step's, then each block's outwards, then the run's. A handler for its code goes before one for any.
//! Where there is none, the workflow's owner has to look at it. An error that is caught has ended its step: what that has for
//! `cancelled` is not done.
//!
//! An error in the steps of a handler goes outwards, not to the same handler.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_model::definition::{Case, Handler, Step};

use crate::behaviour::handlers::OpenStep;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, ExceptionRaised};
use crate::name::Name;
use crate::state::JobRecord;

/// A job went wrong, and nothing was there to catch it. Its step is still open: what is tried again is the same job.
pub const STEP_FAILED: &str = "step.failed";

impl Burst<'_> {
    /// The job of a step went wrong for good.
    pub fn step_failed(&mut self, job: &JobRecord, error: &Name) -> Decision {
        let caught = match self.caught_by(job, error) {
            Some((open, nth)) => Some((Some(open), nth)),
            // A run that is about to end has no handlers any more.
            None if self.state.ending.is_some() => None,
            None => handler_of(&self.def.workflow.in_case, error, Some(&job.step)).map(|nth| (None, nth)),
        };
        let Some((open, nth)) = caught else {
            self.hold_failed(job, error);
            return Ok(());
        };
        self.failed = Some(OpenStep { step: job.step.clone(), pass: job.pass, thread: job.thread });
        let fired = match open {
            Some(open) => self.fire_handler(&open, nth),
            None => self.fire_of_run(nth),
        };
        self.failed = None;
        fired.map(drop)
    }

    /// The handler that catches the error of a job, with what it stands on.
    fn caught_by(&self, job: &JobRecord, error: &Name) -> Option<(OpenStep, usize)> {
        let own = self.step(&job.step)?;
        if let Some(nth) = handler_of(&own.in_case, error, None) {
            return Some((OpenStep { step: job.step.clone(), pass: job.pass, thread: job.thread }, nth));
        }
        let frame = self.state.frame_of(job.thread);
        self.state.frames_outwards(frame).find_map(|(block, _)| {
            let handlers = &self.step(&block.step)?.in_case;
            let nth = handler_of(handlers, error, Some(&job.step)).filter(|_| !block.went_on)?;
            Some((OpenStep { step: block.step.clone(), pass: block.pass, thread: block.thread }, nth))
        })
    }

    fn hold_failed(&mut self, job: &JobRecord, error: &Name) {
        let params =
            BTreeMap::from([("error".to_owned(), error.to_string()), ("attempts".to_owned(), job.attempt.to_string())]);
        let gives = self.step(&job.step).map(|step| step.gives.iter().map(|given| given.field.as_str().into()));
        let missing = gives.map(Iterator::collect).unwrap_or_default();
        let raised = self.exception(STEP_FAILED, (&job.step, job.pass, job.thread));
        self.emit(Event::ExceptionRaised(ExceptionRaised { params, missing, ..raised }));
    }
}

/// The handler for an error: one with its code, else one for any. None that this step belongs to.
fn handler_of(handlers: &[Handler], error: &str, from: Option<&Name>) -> Option<usize> {
    let catches = |handler: &Handler, code: &str| {
        let is_for = matches!(&handler.when, Case::Error(known) if known.name == code);
        is_for && !from.is_some_and(|step| holds(&handler.steps, step))
    };
    let of = |code: &str| handlers.iter().position(|handler| catches(handler, code));
    of(error).or_else(|| of("any"))
}

/// Whether a step is among these, at any depth.
fn holds(steps: &[Arc<Step>], name: &str) -> bool {
    steps.iter().any(|step| *step.id == *name || step.inner().into_iter().any(|inner| holds(inner, name)))
}
