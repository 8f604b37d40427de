//! What hangs on values beside what goes on: deadlines of open steps, keys of what listens, conditions of handlers. Where one of them
//! is over a limit nothing is held by it, but a wait that would hear the wrong event: the owner is told, once, and everything
//! else goes on.
//!
//! Thousands of them may hang on one value. So what is told already is looked at again only where something is given that it
//! reads, or where it is tried again; and where many were over a limit in a command, the others have a share of steps and memory in it. What
//! would have needed more than its share is told like the others: tried again it has all of them.
//!
//! Conditions of handlers are looked at whenever steps settle, also those that are told: the first ten over a limit in full, so one
//! behind them that needs more than a share stays told, also when it is tried again.

use std::collections::BTreeMap;

use baton_feel::{Limits, Program};
use baton_model::definition::Case;

use crate::behaviour::cells;
use crate::behaviour::handlers::OpenStep;
use crate::behaviour::over_limit::{OVER_LIMIT, is_over_limit, said};
use crate::decide::burst::{Burst, Decision, Stop};
use crate::event::{Event, ExceptionRaised};
use crate::limits::{BESIDE_BYTES, BESIDE_OVER, BESIDE_STEPS};
use crate::name::{ExceptionNo, Name, START, ThreadNo};
use crate::refusal::Refusal;
use crate::state::{ExceptionRecord, Holding};

/// The condition or the key of a handler is over a limit. This exception holds no thread: the step goes on without the handler.
pub const CONDITION_OVER_LIMIT: &str = "condition.over_limit";

/// The deadline of an open step is over a limit, since a value has changed. This exception holds no thread either: the step keeps
/// the deadline it had.
pub const DEADLINE_OVER_LIMIT: &str = "deadline.over_limit";

/// Whether an exception tells of such an expression beside what goes on.
pub(crate) fn is_beside(code: &str) -> bool {
    matches!(code, CONDITION_OVER_LIMIT | DEADLINE_OVER_LIMIT)
}

/// Says of such an exception that the condition held, and that what the handler does went over the limit.
const DID: &str = "did";

/// Which handler such an exception is about, from 0.
const NTH: &str = "nth";

/// Why what hangs on values is computed anew.
#[derive(Clone, Copy)]
pub(crate) enum Anew<'a> {
    /// These were given; none: only what nothing is told of is looked at.
    Given(&'a [Name]),
    /// The run is of another version.
    Moved,
}

/// What the owner is told at the moment.
pub(crate) struct Told(BTreeMap<Of, ExceptionNo>);

/// The thread and the pass, which handler (none: the deadline), the step.
type Of = (ThreadNo, u32, Option<u32>, Name);

impl Told {
    /// The exception about the deadline of an open step.
    pub fn of_deadline(&self, open: &OpenStep) -> Option<ExceptionNo> {
        self.of(|| (open.thread, open.pass, None, open.step.clone()))
    }

    /// The exception about a handler.
    pub fn of_handler(&self, of: &Holding) -> Option<ExceptionNo> {
        self.of(|| (of.thread, of.pass, Some(of.nth), step_of(of)))
    }

    /// Nearly always nothing is told: then nothing is looked for.
    fn of(&self, key: impl FnOnce() -> Of) -> Option<ExceptionNo> {
        if self.0.is_empty() { None } else { self.0.get(&key()).copied() }
    }
}

impl Burst<'_> {
    /// What the owner is told at the moment.
    pub fn told_beside(&self) -> Told {
        let told = self.state.open_exceptions().filter(|record| is_beside(&record.code));
        let of = |record: &ExceptionRecord| (record.thread, record.pass, nth_of(record), record.step.clone());
        Told(told.map(|record| (of(record), record.exception)).collect())
    }

    /// Computes something that goes on beside. Where much was over a limit in this command it has a share of what an expression may take.
    pub fn beside<T>(&mut self, compute: impl FnOnce(&Self) -> Decision<T>) -> Decision<T> {
        let whole = self.limits;
        if self.over >= BESIDE_OVER {
            self.limits = Limits { fuel_steps_max: BESIDE_STEPS, memory_bytes_max: BESIDE_BYTES, ..whole };
        }
        let found = compute(self);
        self.limits = whole;
        self.over += u32::from(is_over_limit(&found));
        found
    }

    /// Whether what is told of a program would be the same again: nothing that it reads in this frame has changed.
    pub fn is_as_told(&self, program: &Program, anew: Anew<'_>) -> bool {
        let Anew::Given(given) = anew else { return false };
        let is_given = |field: &str| given.iter().any(|given| given.split('#').next() == Some(field));
        let reads = |name: &str| {
            let row = || cells::row_of(self.def, &self.state, self.frame, name);
            is_given(name) || row().is_some_and(|(list, _)| is_given(list))
        };
        // Steps go on whatever is given: what asks for one is looked at with each value.
        let asks = !given.is_empty() && !program.calls().is_empty();
        !asks && !program.uses().iter().any(|used| reads(used.name()))
    }

    /// Whether the condition of a handler holds; none: it is over its limit, and the owner is told.
    pub fn condition(&mut self, told: &Told, of: &Holding, program: &Program) -> Decision<Option<bool>> {
        match self.beside(|burst| burst.holds(program)) {
            Err(Stop::Refused(refusal)) if refusal.code == OVER_LIMIT => {
                if told.of_handler(of).is_none() {
                    self.tell_condition(of, refusal, false);
                }
                Ok(None)
            }
            holds => {
                let holds = holds?.0;
                // What it would have done is not done later: that is told for as long as it holds.
                let is_done = |record: &ExceptionRecord| holds && record.params.contains_key(DID);
                let over = told.of_handler(of).filter(|told| !self.state.exception(*told).is_some_and(is_done));
                self.told_is_over(over);
                Ok(Some(holds))
            }
        }
    }

    /// What was told can be computed now.
    pub fn told_is_over(&mut self, told: Option<ExceptionNo>) {
        if let Some(told) = told {
            self.say_resolved(vec![told]);
        }
    }

    /// Tells the owner of an open step of which the deadline cannot be computed any more; once. It keeps the one it had.
    pub fn tell_deadline(&mut self, told: &Told, open: &OpenStep, refusal: Refusal) {
        if told.of_deadline(open).is_none() {
            let raised = self.exception(DEADLINE_OVER_LIMIT, (&open.step, open.pass, open.thread));
            self.emit(Event::ExceptionRaised(ExceptionRaised { params: said(refusal), ..raised }));
        }
    }

    /// Tells the owner of a handler that is passed over, who was not told yet.
    pub fn tell_condition(&mut self, of: &Holding, refusal: Refusal, did: bool) {
        let raised = self.exception(CONDITION_OVER_LIMIT, (&step_of(of), of.pass, of.thread));
        let mut params = said(refusal);
        params.insert(NTH.to_owned(), of.nth.to_string());
        if did {
            params.insert(DID.to_owned(), "true".to_owned());
        }
        self.emit(Event::ExceptionRaised(ExceptionRaised { params, ..raised }));
    }

    /// What is told beside is over with the step, or the version, that has it.
    pub fn settle_beside(&mut self) {
        let is_open = |record: &ExceptionRecord| {
            let is_of_run = &*record.step == START;
            let of_step = || self.step(&record.step).map(|step| &step.in_case);
            let handlers = if is_of_run { Some(&self.def.workflow.in_case) } else { of_step() };
            let handler = handlers.and_then(|handlers| handlers.get(nth_of(record)? as usize));
            let is_wanted = if &*record.code == DEADLINE_OVER_LIMIT {
                self.step(&record.step).is_some_and(|step| step.due.is_some())
            } else {
                handler.is_some_and(|handler| matches!(handler.when, Case::When(_) | Case::Event(_)))
            };
            is_wanted && (is_of_run || self.state.is_open_in(record.thread, &record.step, record.pass))
        };
        let over = self.state.open_exceptions().filter(|record| is_beside(&record.code));
        let over = over.filter(|record| !is_open(record)).map(|record| record.exception).collect();
        self.say_resolved(over);
    }
}

fn step_of(of: &Holding) -> Name {
    of.step.clone().unwrap_or_else(|| START.into())
}

fn nth_of(record: &ExceptionRecord) -> Option<u32> {
    record.params.get(NTH)?.parse().ok()
}
