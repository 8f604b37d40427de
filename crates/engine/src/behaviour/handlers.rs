//! `in_case:` what a step, a block or the run does when something comes up while it is open.
//!
//! A handler has a thread of its own, in the frame of its step; of a stage, inside it. One that interrupts withdraws what is
//! open there first. `after` and `overdue` fire once a pass, `event` with each event, `when` each time its condition becomes
//! true. Those of the run are armed from its start; their steps are in the run itself.

use baton_model::definition::{Case, Handler, StepKind};

use crate::behaviour::beside::Told;
use crate::behaviour::leaving::BlockAt;
use crate::decide::burst::{Burst, Decision};
use crate::event::{ConditionTurned, Event, HandlerFired, Onwards, Place, TimerKind, TimerSet, Withdrawal};
use crate::name::{Name, START, ThreadNo, V1};
use crate::state::{ExceptionRecord, Holding, Phase};

/// Where handlers stand that are looked at: an open step, or the run.
#[derive(Clone)]
struct OpenAt {
    step: Option<Name>,
    pass: u32,
    thread: ThreadNo,
}

/// A step of which a handler is to fire.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        if !self.state.is_open_in(*thread, step, *pass) {
            return Ok(false);
        }
        let (Some(known), Some(node)) = (self.step(step), self.node(step)) else { return Ok(false) };
        let (Some(handler), Some(_)) = (known.in_case.get(nth), node.handlers.get(nth)) else { return Ok(false) };
        let outer = self.state.frame_of(*thread);
        let inside = self.inside(known, *thread, outer);
        let new = self.new_thread();
        // In a stage it ends what is in there; what came to the stage goes on after it.
        let undoes = handler.interrupts() && inside == outer && self.is_undoing(*thread);
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
            outlasts: false,
            undoes,
        }));
        if handler.interrupts() {
            self.interrupt(open, handler, (outer, inside), new);
        }
        let by = self.ctx.actor.as_person();
        self.cancel(&handler.cancels, step, by)?;
        self.frame = inside;
        self.take_given(handler, step, *pass)?;
        let fired = Some(nth as u32);
        self.go_on(new, Onwards { step: Some(step.clone()), handler: fired, by, ..Onwards::default() })?;
        Ok(handler.interrupts())
    }

    /// Fires one handler of the run. Says whether it interrupted what was open.
    pub fn fire_of_run(&mut self, nth: usize) -> Decision<bool> {
        let def = self.def;
        // A run that ends hears nothing any more.
        let handler = def.workflow.in_case.get(nth).filter(|_| self.state.ending.is_none());
        let Some(handler) = handler else { return Ok(false) };
        let (thread, step, by) = (self.new_thread(), Name::from(START), self.ctx.actor.as_person());
        self.emit(Event::HandlerFired(HandlerFired {
            v: V1::default(),
            step: None,
            pass: 0,
            nth: nth as u32,
            label: handler.label(),
            interrupts: handler.interrupts(),
            of: 0,
            frame: 0,
            thread,
            outlasts: false,
            undoes: false,
        }));
        if handler.interrupts() {
            let reason = Withdrawal::Interrupted { handler: handler.label() };
            self.withdraw_frame(0, Some(thread), &reason, by);
            self.drop_moves();
        }
        self.cancel(&handler.cancels, &step, by)?;
        self.frame = 0;
        self.take_given(handler, &step, 0)?;
        self.go_on(thread, Onwards { handler: Some(nth as u32), by, ..Onwards::default() })?;
        Ok(handler.interrupts())
    }

    /// The target of the run has passed.
    pub fn overdue_run(&mut self) -> Decision {
        let handlers = &self.def.workflow.in_case;
        for nth in (0..handlers.len()).filter(|nth| matches!(handlers[*nth].when, Case::Overdue)) {
            if self.fire_of_run(nth)? {
                break;
            }
        }
        Ok(())
    }

    /// The handlers of the run are armed: what they wait for, and when they are for a time.
    pub fn arm_run(&mut self) -> Decision {
        self.arm(None, 0, 0)?;
        let mut wanted = Vec::new();
        for (nth, handler) in self.def.workflow.in_case.iter().enumerate() {
            match &handler.when {
                Case::After(after) => {
                    let at = self.deadline(after, self.ctx.now)?.0;
                    wanted.extend(at.map(|at| (TimerKind::Handler, nth as u32, at)));
                }
                Case::Overdue if !wanted.iter().any(|(kind, ..)| *kind == TimerKind::Due) => {
                    wanted.extend(self.state.target.map(|at| (TimerKind::Due, 0, at)));
                }
                _ => {}
            }
        }
        for (kind, nth, at) in wanted {
            let (timer, step) = (self.state.timers_made + 1, START.into());
            let (pass, task, thread) = (0, None, 0);
            self.emit(Event::TimerSet(TimerSet { v: V1::default(), timer, kind, nth, at, step, pass, task, thread }));
        }
        Ok(())
    }

    /// What a handler takes from its event. What does not fit its field is nothing.
    fn take_given(&mut self, handler: &Handler, step: &Name, pass: u32) -> Decision {
        if handler.gives.is_empty() {
            return Ok(());
        }
        let mut values = self.computed(&handler.gives)?;
        for (field, value) in &mut values {
            if !self.fits(field, value)? {
                *value = serde_json::Value::Null;
            }
        }
        self.give(Some(step.clone()), pass, values)
    }

    /// When all threads wait: fires the first handler of which the condition has become true. Says whether there was one.
    pub fn settle_conditions(&mut self) -> Decision<bool> {
        let of_run = std::iter::once(OpenAt { step: None, pass: 0, thread: 0 });
        let has_condition = |step: &Name| {
            self.step(step).is_some_and(|step| step.in_case.iter().any(|h| matches!(h.when, Case::When(_))))
        };
        let of_steps = self.state.threads.iter().filter_map(|thread| match &thread.phase {
            Phase::In(step) => Some((step, thread)),
            // A job that went wrong hears nothing until it is tried again; a block that waits for a decision does.
            Phase::Held(exception) => match self.state.exception(*exception)? {
                ExceptionRecord { at: Place::Again(_), step, .. } => Some((step, thread)),
                _ => None,
            },
            _ => None,
        });
        let of_steps = of_steps
            .filter(|(step, thread)| has_condition(step) && self.state.is_open_in(thread.thread, step, thread.pass))
            .map(|(step, thread)| OpenAt { step: Some(step.clone()), pass: thread.pass, thread: thread.thread });
        let told = self.told_beside();
        for at in of_run.chain(of_steps).collect::<Vec<_>>() {
            if self.turned_at(&told, &at)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Looks at the conditions of one step's handlers. After one that interrupts no other of the step fires at once.
    fn turned_at(&mut self, told: &Told, at: &OpenAt) -> Decision<bool> {
        let def = self.def;
        let handlers: &[Handler] = match &at.step {
            Some(step) => self.step(step).map_or(&[], |step| &step.in_case),
            None => &def.workflow.in_case,
        };
        let mut fires = Vec::new();
        for (nth, handler) in handlers.iter().enumerate() {
            let Case::When(when) = &handler.when else { continue };
            let OpenAt { step, pass, thread } = at.clone();
            let nth = nth as u32;
            let holding = Holding { step: step.clone(), pass, thread, nth };
            self.frame = self.state.frame_of(thread);
            let Some(holds) = self.condition(told, &holding, &when.program)? else { continue };
            if holds == self.state.holding.contains(&holding) {
                continue;
            }
            self.emit(Event::ConditionTurned(ConditionTurned { v: V1::default(), step, pass, thread, nth, holds }));
            if holds {
                fires.push(nth as usize);
            }
        }
        let any = !fires.is_empty();
        for nth in fires {
            let OpenAt { step, pass, thread } = at.clone();
            let holding = Holding { step: step.clone(), pass, thread, nth: nth as u32 };
            let interrupted = self.firing(&holding, |burst| match step {
                Some(step) => burst.fire_handler(&OpenStep { step, pass, thread }, nth),
                None => burst.fire_of_run(nth),
            });
            if interrupted? {
                break;
            }
        }
        Ok(any)
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
