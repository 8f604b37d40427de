//! `wait`: for a time, until a moment, until a condition holds, for an event.
//!
//! A moment that has passed is over at once; one that cannot be computed is an exception. A condition is asked when the step
//! opens and whenever values of the run have changed; null is not true.

use baton_model::definition::step::{Wait, WaitFor};
use baton_model::definition::{Deadline, Step, StepKind};

use crate::behaviour::deadlines::Day;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, Place, TimerKind, TimerSet};
use crate::name::{Name, ThreadNo, V1};
use crate::state::Phase;

impl Burst<'_> {
    /// Opens a wait.
    pub fn wait(&mut self, thread: ThreadNo, step: &Step, wait: &Wait) -> Decision {
        let name = Name::from(step.id.as_str());
        match &wait.what {
            WaitFor::Time(deadline) | WaitFor::Moment(deadline) => self.wait_for_moment(thread, &name, deadline),
            WaitFor::Condition(condition) => {
                let holds = self.holds(&condition.program)?.0;
                let pass = self.open_waiting(thread, step)?;
                if holds { self.complete_automatic(thread, &name, pass) } else { Ok(()) }
            }
            WaitFor::Event(awaited) => self.wait_for_event(thread, step, awaited),
        }
    }

    fn wait_for_moment(&mut self, thread: ThreadNo, name: &Name, deadline: &Deadline) -> Decision {
        let (moment, notes) = self.moment(deadline, self.ctx.now, Day::Beginning)?;
        let Some(at) = moment else {
            let why = notes.into_iter().next().unwrap_or_default();
            self.raise(thread, &Place::Step(name.clone()), name, "wait.no_moment", [("why", why)]);
            return Ok(());
        };
        let Some(step) = self.step(name) else { return Ok(()) };
        let pass = self.open_waiting(thread, step)?;
        if at <= self.ctx.now {
            return self.complete_automatic(thread, name, pass);
        }
        let (timer, step) = (self.state.timers_made + 1, name.clone());
        self.emit(Event::TimerSet(TimerSet {
            v: V1::default(),
            timer,
            kind: TimerKind::Wait,
            nth: 0,
            at,
            step,
            pass,
            task: None,
            thread,
        }));
        Ok(())
    }

    /// Completes the first wait whose condition holds now. Says whether there was one.
    pub fn settle_waits(&mut self) -> Decision<bool> {
        let waiting = self.state.threads.iter().filter_map(|thread| match &thread.phase {
            Phase::In(step) => Some((thread.thread, thread.frame(), step.clone(), thread.pass)),
            _ => None,
        });
        for (thread, frame, name, pass) in waiting.collect::<Vec<_>>() {
            let Some(StepKind::Wait(Wait { what: WaitFor::Condition(condition) })) = self.step(&name).map(|s| &s.kind)
            else {
                continue;
            };
            self.frame = frame;
            let over = self.moving((thread, &Place::Step(name.clone())), |burst| {
                let holds = burst.holds(&condition.program)?.0;
                if holds {
                    burst.complete_automatic(thread, &name, pass)?;
                }
                Ok(holds)
            });
            // What is held now has moved as well.
            if over?.unwrap_or(true) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
