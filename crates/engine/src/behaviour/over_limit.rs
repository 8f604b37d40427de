//! Expressions that take more than they may. What a thread does by one is held as an exception of its step, which names the limit:
//! null would be taken for an answer.
//!
//! A command that meets one is decided anew, with care: before each move the run is kept as it was, so that the move is taken back
//! and its thread held instead. Where somebody waits for an answer, as with a form, the command is refused. Labels and titles leave
//! the place empty, and so does what `cancelled` does while something is withdrawn.

use std::collections::BTreeMap;

use baton_feel::Limits;

use crate::actor::{Actor, ActorKind};
use crate::behaviour::handlers::OpenStep;
use crate::command::Command;
use crate::decide::burst::{Burst, Decision, Stop, step_of};
use crate::decide::thread_of;
use crate::event::{Next, Place};
use crate::limits::TITLE_CHARS;
use crate::name::{START, ThreadNo};
use crate::refusal::Refusal;
use crate::state::{Holding, Phase, RunState};

/// An expression is over a limit.
pub const OVER_LIMIT: &str = "expression.over_limit";

/// The same for who sent something: without the expression.
const FORM_OVER_LIMIT: &str = "form.over_limit";

/// Where the expression stands: a field, a step, the workflow.
const WHERE: &str = "where";

/// Says of such an exception that the step has done its part, and that what came of it is kept.
pub(crate) const KEPT: &str = "kept";

/// As so many automatic steps one of them counts towards the pause of a command.
const STEPS: u32 = 20;

/// The refusal of what an expression would have decided within these limits: with the expression and its limit.
pub(crate) fn over_limit(code: &str, limits: Limits, expression: &str) -> Refusal {
    let Limits { fuel_steps_max, memory_bytes_max, depth_max } = limits;
    let max = match code {
        "feel.limit_memory" => format!("{} MB", memory_bytes_max >> 20),
        "feel.limit_depth" => format!("{depth_max} levels"),
        _ => format!("{fuel_steps_max} steps"),
    };
    let expression = crate::behaviour::texts::in_one_line(expression, TITLE_CHARS);
    Refusal::new(OVER_LIMIT).with("max", max).with("expression", expression)
}

/// What an exception says of a refusal: its code; of an expression over its limit the limit and the expression, as elsewhere.
pub(crate) fn told(refusal: &Refusal) -> String {
    if refusal.code == OVER_LIMIT { refusal.sentence() } else { refusal.code.to_owned() }
}

/// Says where such an expression stands, for who is not told the expression.
pub(crate) fn at<T>(done: Decision<T>, place: impl FnOnce() -> String) -> Decision<T> {
    match done {
        Err(Stop::Refused(refusal)) if refusal.code == OVER_LIMIT && !refusal.params.contains_key(WHERE) => {
            Err(refusal.with(WHERE, place()).into())
        }
        done => done,
    }
}

/// What whoever sent a command is told: the limit and where it is met. The expression is for who answers for the workflow.
pub(crate) fn for_sender(burst: &Burst<'_>, command: &Command, refusal: Refusal) -> Decision<Refusal> {
    let Actor { kind, .. } = burst.ctx.actor;
    let by_owner =
        matches!(command, Command::RetryException { .. } | Command::ResolveException { .. } | Command::MoveRun(_));
    if refusal.code != OVER_LIMIT || by_owner || matches!(kind, ActorKind::System | ActorKind::Timer) {
        return Ok(refusal);
    }
    if let Some(person) = burst.ctx.actor.as_person()
        && burst.is_owner(person)?
    {
        return Ok(refusal);
    }
    let of_task = |thread: ThreadNo| {
        let Phase::In(step) = &burst.state.thread(thread)?.phase else { return None };
        let record = burst.state.record(step, burst.state.frame_of(thread));
        record.and_then(|record| record.title.clone()).or_else(|| Some(burst.step(step)?.title.outline()))
    };
    let place = refusal.params.get(WHERE).cloned().or_else(|| of_task(thread_of(&burst.state, command)));
    let place = place.unwrap_or_else(|| burst.workflow().title.clone());
    let max = refusal.params.get("max").cloned().unwrap_or_default();
    Ok(Refusal::new(FORM_OVER_LIMIT).with("max", max).with(WHERE, place))
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
        let done = self.trying(act)?;
        Ok(done.map_err(|refusal| self.hold_over_limit(thread, at, refusal)).ok())
    }

    /// Goes on after an open step of which the part is done and what came of it kept; where an expression of that is over its limit the
    /// step is held, and tried again only what follows is.
    pub fn finishing(&mut self, open: &OpenStep) -> Decision {
        let OpenStep { step, pass, thread } = open;
        self.trying(|burst| burst.complete_automatic(*thread, step, *pass))?.or_else(|refusal| {
            let mut params = said(refusal);
            params.insert(KEPT.to_owned(), "true".to_owned());
            self.hold_opened(open, OVER_LIMIT, params, Vec::new());
            Ok(())
        })
    }

    /// Does what a handler does whose condition has come to hold. Where an expression of that is over its limit nothing of it has
    /// happened, and the owner is told: the step goes on without the handler.
    pub fn firing(&mut self, of: &Holding, fire: impl FnOnce(&mut Self) -> Decision<bool>) -> Decision<bool> {
        self.trying(fire)?.or_else(|refusal| {
            if self.told_beside().of_handler(of).is_none() {
                self.tell_condition(of, refusal, true);
            }
            Ok(false)
        })
    }

    /// Does what can be taken back. Where an expression of that is over its limit nothing of it has happened: its refusal.
    fn trying<T>(&mut self, act: impl FnOnce(&mut Self) -> Decision<T>) -> Decision<Result<T, Refusal>> {
        let before = self.before();
        match (act(self), before) {
            (Err(Stop::Refused(refusal)), Some(before)) if refusal.code == OVER_LIMIT => {
                self.put_back(before);
                Ok(Err(refusal))
            }
            (done, _) => done.map(Ok),
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
        self.ending = None;
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
}

/// What an exception says of such a refusal.
pub(crate) fn said(refusal: Refusal) -> BTreeMap<String, String> {
    refusal.params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
