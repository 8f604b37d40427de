//! Whether a step can begin: its locks are free, its `only_while` is true, or it stands as it was done.
//!
//! A step that cannot begin waits before its opening, first come, first served. What people do is offered all the same, and
//! cannot be started while `only_while` is not true. The locks of a step are taken in the order of their names. One that all
//! runs of the workflow share is asked for; the step goes on when it is granted.

use baton_model::definition::Step;
use baton_model::definition::step::Lock;

use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, LockOf, Place, StepHeldBack, StepStood, TimerKind, TimerSet};
use crate::facts::Want;
use crate::limits::LOCK_WAIT_DAYS;
use crate::name::{Name, ThreadNo, V1};
use crate::state::{LockHeld, Phase, StepState, TaskRecord};

/// A lock that all runs of the workflow share, which a thread has been given.
pub(crate) struct Granted {
    pub thread: ThreadNo,
    pub lock: Name,
    pub nth: u32,
}

/// A lock that is not free, with the step that holds it.
type Missed<'l> = (&'l Lock, Option<Name>);

impl Burst<'_> {
    /// Where a step was done already for the very same values, it is passed over. Says whether it was.
    pub fn stands(&mut self, thread: ThreadNo, step: &Step) -> Decision<bool> {
        let name = Name::from(step.id.as_str());
        let record = self.state.record(&name, self.frame).filter(|_| step.stands_if_unchanged);
        let Some(record) = record.filter(|record| record.state == StepState::Done).cloned() else { return Ok(false) };
        let edge = self.node(&name).and_then(|node| match node.join.and_then(|join| self.def.graph.node(join)) {
            Some(join) => join.next.as_ref(),
            None => node.after(record.choice.as_deref()),
        });
        // What sent the work back does not stand: it would be sent back for ever.
        let Some(edge) = edge.filter(|edge| !edge.back && self.place(edge) != Place::Start) else { return Ok(false) };
        if !self.names().stands(&name, &record) {
            return Ok(false);
        }
        self.emit(Event::StepStood(StepStood { v: V1::default(), step: name.clone(), pass: record.pass, thread }));
        self.first_is_over(thread, &name);
        let why = crate::behaviour::moving::Leaving { step: name, choice: record.choice, by: None };
        self.follow(thread, edge, &why)?;
        Ok(true)
    }

    /// Takes the locks of a step that begins, perhaps past its beginning; holds it back where it cannot begin. Says whether it can.
    pub fn may_begin(&mut self, thread: ThreadNo, step: &Step, past: Option<&Place>) -> Decision<bool> {
        let name = Name::from(step.id.as_str());
        let granted = self.granted.take();
        if !step.is_by_people() && !self.is_enabled(step)? {
            self.hold_back(thread, &name, (None, past));
            return Ok(false);
        }
        for lock in &step.locks {
            if self.has(thread, &name, lock) {
                continue;
            }
            let taken = Name::from(lock.name.name.as_str());
            let is_granted = |granted: &&Granted| granted.thread == thread && granted.lock == taken;
            let nth = granted.as_ref().filter(is_granted).map(|granted| granted.nth);
            if lock.of_workflow && nth.is_none() {
                self.hold_back(thread, &name, (Some((lock, None)), past));
                return Ok(false);
            }
            if !lock.of_workflow
                && let Some(holder) = self.holder_of(thread, &taken)
            {
                self.hold_back(thread, &name, (Some((lock, Some(holder))), past));
                return Ok(false);
            }
            let (step, nth) = (name.clone(), nth.filter(|_| lock.of_workflow));
            self.emit(Event::LockTaken(LockOf { v: V1::default(), lock: taken, step, thread, nth }));
        }
        Ok(true)
    }

    /// Whether a step's `only_while` is true; a step without one can always be worked on.
    pub fn is_enabled(&self, step: &Step) -> Decision<bool> {
        step.only_while.as_ref().map_or(Ok(true), |only| Ok(self.holds(&only.program)?.0))
    }

    /// Refuses to start a task whose step's `only_while` is not true. What was started may be finished.
    pub fn may_start(&self, task: &TaskRecord) -> Decision {
        let Some(step) = self.step(&task.step).filter(|_| task.taken_over.is_none()) else { return Ok(()) };
        if self.is_enabled(step)? {
            return Ok(());
        }
        let while_ = step.only_while.as_ref().map(|only| only.text.clone()).unwrap_or_default();
        Err(self.about("task.not_now", task.task).with("condition", while_).into())
    }

    /// Whether it holds a lock already: it tries again, or is inside what holds it.
    fn has(&self, thread: ThreadNo, step: &Name, lock: &Lock) -> bool {
        let frame = self.state.frame_of(thread);
        let is_around = |held: &LockHeld| {
            self.state.frames_outwards(frame).any(|(block, _)| block.step == held.step && block.thread == held.thread)
        };
        let is_it = |held: &&LockHeld| *held.lock == *lock.name.name && held.nth.is_some() == lock.of_workflow;
        let mut of_lock = self.state.locks.iter().filter(is_it);
        of_lock.any(|held| {
            (held.thread == thread && held.step == *step) || is_around(held) || self.undoes_with(thread, held)
        })
    }

    /// Whether what a thread does undoes what was done under a lock, which is held until that is over.
    fn undoes_with(&self, thread: ThreadNo, held: &LockHeld) -> bool {
        let frame = self.state.frame_of(thread);
        let is_by = |of: ThreadNo| {
            of == thread || self.state.frames_outwards(frame).any(|(block, _)| block.thread == of && !block.went_on)
        };
        self.state.undoing.iter().any(|undo| undo.thread == held.thread && undo.now.is_some() && is_by(undo.thread))
    }

    /// The step that holds a lock of the run, or that waits for it before this one.
    fn holder_of(&self, thread: ThreadNo, lock: &Name) -> Option<Name> {
        if let Some(held) = self.state.locks.iter().find(|held| held.lock == *lock && held.nth.is_none()) {
            return Some(held.step.clone());
        }
        let waits = |phase: &Phase| match phase {
            Phase::Before { lock: Some(waited), step, nth, asked: None, .. } if waited == lock => {
                Some((*nth, step.clone()))
            }
            _ => None,
        };
        let own = self.state.thread(thread).and_then(|thread| waits(&thread.phase)).map(|(nth, _)| nth);
        let others = self.state.threads.iter().filter_map(|other| waits(&other.phase));
        let before = others.filter(|(nth, _)| own.is_none_or(|own| *nth < own));
        before.min_by_key(|(nth, _)| *nth).map(|(_, step)| step)
    }

    fn hold_back(&mut self, thread: ThreadNo, step: &Name, (lock, past): (Option<Missed<'_>>, Option<&Place>)) {
        let of_workflow = lock.as_ref().is_some_and(|(lock, _)| lock.of_workflow);
        let (lock, holder) = lock.map(|(lock, holder)| (Name::from(lock.name.name.as_str()), holder)).unzip();
        let (is_lock, holder, name) = (lock.is_some(), holder.flatten(), step.clone());
        self.emit(Event::StepHeldBack(StepHeldBack {
            v: V1::default(),
            step: name,
            thread,
            lock,
            holder,
            of_workflow,
            past: past.cloned(),
        }));
        if is_lock {
            self.wait_no_longer(thread, step);
        }
    }

    /// Sets how long a lock is waited for.
    fn wait_no_longer(&mut self, thread: ThreadNo, step: &Name) {
        let most = jiff::SignedDuration::from_hours(24 * LOCK_WAIT_DAYS);
        let Ok(at) = self.ctx.now.checked_add(most) else { return };
        let (timer, pass, step) = (self.state.timers_made + 1, self.next_pass(step), step.clone());
        let (kind, nth, task) = (TimerKind::Wait, 0, None);
        self.emit(Event::TimerSet(TimerSet { v: V1::default(), timer, kind, nth, at, step, pass, task, thread }));
    }

    /// A lock was waited for too long: its holder is named to who answers for the workflow. Says whether it was that.
    pub fn waited_too_long(&mut self, thread: ThreadNo) -> Decision<bool> {
        let phase = self.state.thread(thread).map(|thread| thread.phase.clone());
        let Some(Phase::Before { step, lock: Some(lock), asked, past, .. }) = phase else { return Ok(false) };
        let holder = match asked {
            None => {
                let holder = self.holder_of(thread, &lock).unwrap_or_else(|| step.clone());
                self.step(&holder).map_or_else(|| holder.to_string(), |step| step.title.outline())
            }
            Some(_) => match self.facts.holders.get(&*lock) {
                None => return Err(Want::Holder(lock.to_string()).into()),
                Some(Some(run)) => run.clone(),
                // It was given back just now: whose turn it is gets it.
                Some(None) => {
                    self.wait_no_longer(thread, &step);
                    return Ok(true);
                }
            },
        };
        let params = [("lock", lock.to_string()), ("holder", holder), ("days", LOCK_WAIT_DAYS.to_string())];
        self.raise(thread, &past.unwrap_or_else(|| Place::Step(step.clone())), &step, "lock.held_too_long", params);
        Ok(true)
    }

    /// A thread goes on that waited before a step: into it, or to where it was on its way in it.
    pub fn begin_held_back(&mut self, thread: ThreadNo, step: &Name) -> Decision {
        let pass = self.next_pass(step);
        self.drop_timers(step, pass, thread);
        match self.state.thread(thread).map(|known| known.phase.clone()) {
            Some(Phase::Before { past: Some(past), .. }) => self.arrive(thread, &past, None),
            _ => self.enter(thread, step),
        }
    }

    /// Lets the first step begin that was held back and can begin now. Says whether there was one.
    pub fn settle_held_back(&mut self) -> Decision<bool> {
        let waiting = self.state.threads.iter().filter_map(|thread| match &thread.phase {
            Phase::Before { step, nth, asked, lock, past } => {
                Some((*nth, thread.thread, step.clone(), lock.clone().filter(|_| asked.is_some()), past.clone()))
            }
            _ => None,
        });
        let mut waiting: Vec<_> = waiting.collect();
        waiting.sort_unstable_by_key(|(nth, ..)| *nth);
        for (_, thread, name, asked, past) in waiting {
            let Some(step) = self.step(&name) else { continue };
            self.frame = self.state.frame_of(thread);
            let is_asked =
                |lock: &&Lock| lock.of_workflow && asked.as_ref().is_some_and(|asked| **asked == *lock.name.name);
            // What it has asked for is granted from outside.
            if step.locks.iter().find(is_asked).is_some_and(|lock| !self.has(thread, &name, lock)) {
                continue;
            }
            let is_free = match step.locks.iter().find(|lock| !self.has(thread, &name, lock)) {
                Some(lock) if !lock.of_workflow => self.holder_of(thread, &lock.name.name.as_str().into()).is_none(),
                _ => true,
            };
            let at = past.unwrap_or_else(|| Place::Step(name.clone()));
            let begun = self.moving((thread, &at), |burst| {
                let begins = is_free && (step.is_by_people() || burst.is_enabled(step)?);
                if begins {
                    burst.begin_held_back(thread, &name)?;
                }
                Ok(begins)
            });
            if begun?.unwrap_or(true) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
