//! Expressions that take more than they may. What a thread does by one is held as an exception of its step, which names the limit:
//! null would be taken for an answer.
//!
//! A command that meets one is decided anew, with care: before each move the run is kept as it was, so that the move is taken back
//! and its thread held instead. Where somebody waits for an answer, as with a form, the command is refused. Labels and titles leave
//! the place empty, and so does what `cancelled` does while something is withdrawn.

use std::collections::BTreeMap;

use baton_feel::Limits;
use baton_model::definition::Case;

use crate::behaviour::handlers::OpenStep;
use crate::decide::burst::{Burst, Decision, Stop, step_of};
use crate::event::{Event, ExceptionRaised, Next, Place};
use crate::limits::TITLE_CHARS;
use crate::name::{START, ThreadNo};
use crate::refusal::Refusal;
use crate::state::{ExceptionRecord, Holding, Phase, RunState};

/// An expression is over a limit.
pub const OVER_LIMIT: &str = "expression.over_limit";

/// The condition of a handler is over a limit. This exception holds no thread: the step goes on without the handler.
pub const CONDITION_OVER_LIMIT: &str = "condition.over_limit";

/// Says of such an exception that the condition held, and that what the handler does went over the limit.
const DID: &str = "did";

/// As so many automatic steps one of them counts towards the pause of a command.
const STEPS: u32 = 20;

/// The refusal of what an expression would have decided: with the expression and its limit.
pub(crate) fn over_limit(code: &str, expression: &str) -> Refusal {
    let Limits { fuel_steps_max, memory_bytes_max, depth_max } = Limits::default();
    let max = match code {
        "feel.limit_memory" => format!("{} MB", memory_bytes_max >> 20),
        "feel.limit_depth" => format!("{depth_max} levels"),
        _ => format!("{fuel_steps_max} steps"),
    };
    let expression = crate::behaviour::texts::in_one_line(expression, TITLE_CHARS);
    Refusal::new(OVER_LIMIT).with("max", max).with("expression", expression)
}

/// Whether a decision stopped because of such an expression.
pub(crate) fn is_over_limit<T>(done: &Decision<T>) -> bool {
    matches!(done, Err(Stop::Refused(refusal)) if refusal.code == OVER_LIMIT)
}

/// A run as it was before a move.
struct Before {
    state: RunState,
    events: usize,
    moves: Vec<Next>,
    kept_taken: usize,
    had_stopped: bool,
}

impl Burst<'_> {
    /// Moves a thread; where an expression of that is over its limit nothing of it has happened, and the thread is held. None then.
    pub fn moving<T>(
        &mut self,
        (thread, at): (ThreadNo, &Place),
        act: impl FnOnce(&mut Self) -> Decision<T>,
    ) -> Decision<Option<T>> {
        let before = self.before();
        match (act(self), before) {
            (Err(Stop::Refused(refusal)), Some(before)) if refusal.code == OVER_LIMIT => {
                self.put_back(before);
                self.hold_over_limit(thread, at, refusal);
                Ok(None)
            }
            (done, _) => done.map(Some),
        }
    }

    /// Does what a handler does whose condition has come to hold. Where an expression of that is over its limit nothing of it has
    /// happened, and the owner is told: the step goes on without the handler.
    pub fn firing(&mut self, of: &Holding, fire: impl FnOnce(&mut Self) -> Decision<bool>) -> Decision<bool> {
        let before = self.before();
        match (fire(self), before) {
            (Err(Stop::Refused(refusal)), Some(before)) if refusal.code == OVER_LIMIT => {
                self.put_back(before);
                self.tell_condition(of, refusal, true);
                Ok(false)
            }
            (done, _) => done,
        }
    }

    fn before(&self) -> Option<Before> {
        self.careful.then(|| Before {
            state: self.state.clone(),
            events: self.events.len(),
            moves: self.moves.clone(),
            kept_taken: self.kept_taken.len(),
            had_stopped: self.stopped.is_some(),
        })
    }

    fn put_back(&mut self, before: Before) {
        self.state = before.state;
        self.events.truncate(before.events);
        self.moves = before.moves;
        self.kept_taken.truncate(before.kept_taken);
        (self.counts, self.body, self.failed, self.granted) = (None, None, None, None);
        if !before.had_stopped {
            self.stopped = None;
        }
        self.cost += STEPS;
    }

    fn hold_over_limit(&mut self, thread: ThreadNo, at: &Place, refusal: Refusal) {
        self.frame = self.state.frame_of(thread);
        let step = step_of(at).unwrap_or_else(|| START.into());
        let known = self.state.thread(thread).map(|known| (known.phase.clone(), known.pass));
        match known {
            Some((Phase::In(open), pass)) if *at == Place::Step(open.clone()) => {
                self.hold_opened(&OpenStep { step, pass, thread }, OVER_LIMIT, said(refusal), Vec::new());
            }
            known => {
                if let Some((Phase::Before { step, .. }, _)) = known {
                    let pass = self.next_pass(&step);
                    self.drop_timers(&step, pass, thread);
                }
                self.raise_said(thread, (at, &step), OVER_LIMIT, said(refusal));
            }
        }
    }

    /// Holds an open step of which the end cannot be taken because of such an expression.
    pub fn hold_open_over_limit(&mut self, open: &OpenStep, refusal: &Refusal) {
        self.hold_opened(open, OVER_LIMIT, said(refusal.clone()), Vec::new());
    }

    /// Whether the condition of a handler holds; none: it is over its limit, and the owner is told.
    pub fn condition(&mut self, of: &Holding, program: &baton_feel::Program) -> Decision<Option<bool>> {
        match self.holds(program) {
            Err(Stop::Refused(refusal)) if refusal.code == OVER_LIMIT => {
                self.tell_condition(of, refusal, false);
                Ok(None)
            }
            holds => {
                let holds = holds?.0;
                // What it would have done is not done later: that is told for as long as it holds.
                let is_over = |record: &&ExceptionRecord| !holds || !record.params.contains_key(DID);
                let told = self.state.open_exceptions().filter(|record| is_about(record, of)).filter(is_over);
                let over = told.map(|record| record.exception).collect();
                self.say_resolved(over);
                Ok(Some(holds))
            }
        }
    }

    /// Tells the owner of a handler that is passed over; once.
    fn tell_condition(&mut self, of: &Holding, refusal: Refusal, did: bool) {
        if self.state.open_exceptions().any(|record| is_about(record, of)) {
            return;
        }
        let step = of.step.clone().unwrap_or_else(|| START.into());
        let raised = self.exception(CONDITION_OVER_LIMIT, (&step, of.pass, of.thread));
        let mut params = said(refusal);
        params.insert("nth".to_owned(), of.nth.to_string());
        if did {
            params.insert(DID.to_owned(), "true".to_owned());
        }
        self.emit(Event::ExceptionRaised(ExceptionRaised { params, ..raised }));
    }

    /// An exception about a condition is over with the step, or the version, that has it.
    pub fn settle_conditions_over_limit(&mut self) {
        let is_open = |record: &ExceptionRecord| {
            let is_of_run = &*record.step == START;
            let of_step = || self.step(&record.step).map(|step| &step.in_case);
            let handlers = if is_of_run { Some(&self.def.workflow.in_case) } else { of_step() };
            let nth = record.params.get("nth").and_then(|nth| nth.parse::<usize>().ok());
            let handler = handlers.and_then(|handlers| handlers.get(nth?));
            handler.is_some_and(|handler| matches!(handler.when, Case::When(_)))
                && (is_of_run || self.state.is_open_in(record.thread, &record.step, record.pass))
        };
        let over = self.state.open_exceptions().filter(|record| &*record.code == CONDITION_OVER_LIMIT);
        let over = over.filter(|record| !is_open(record)).map(|record| record.exception).collect();
        self.say_resolved(over);
    }
}

/// Whether an exception is about the condition of this handler.
fn is_about(record: &ExceptionRecord, of: &Holding) -> bool {
    let step = of.step.as_ref().map_or(START, |step| &**step);
    &*record.code == CONDITION_OVER_LIMIT
        && (&*record.step, record.pass, record.thread) == (step, of.pass, of.thread)
        && record.params.get("nth").is_some_and(|nth| *nth == of.nth.to_string())
}

fn said(refusal: Refusal) -> BTreeMap<String, String> {
    refusal.params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
