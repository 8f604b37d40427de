//! What becomes of open steps when their run moves to another version: deadlines, reminders and handlers are the new ones,
//! counted from when the step opened. What has fired already does not fire again. A clock that
//! stands goes on for that moment where its handlers or its deadline are others, so that nothing of the old version is left in it.

use baton_model::Compiled;
use baton_model::definition::{Case, Deadline, Handler, Step};
use baton_people::Private;
use jiff::Timestamp;

use crate::behaviour::beside::{Anew, Told};
use crate::behaviour::deadlines::Opened;
use crate::behaviour::handlers::OpenStep;
use crate::decide::burst::{Burst, Decision};
use crate::event::{ConditionTurned, DueMoved, Event, Place, Rearmed, RunMoved, TimerCancelled, TimerKind, TimerSet};
use crate::moves::start_of;
use crate::name::{Name, START, ThreadNo, V1};
use crate::state::{Holding, Phase, Timer};

/// An open step, or the run.
#[derive(Clone)]
struct At {
    step: Option<Name>,
    pass: u32,
    thread: ThreadNo,
    /// Since when.
    opened: Timestamp,
    /// Whether it listens; a step that is held back does not, though its clocks go on.
    listens: bool,
}

impl At {
    fn is_of(&self, timer: &Timer) -> bool {
        match &self.step {
            Some(step) => timer.is_of(step, self.pass, self.thread),
            None => timer.is_of_run(),
        }
    }
}

impl<'a> Burst<'a> {
    /// Makes the run one of another version.
    pub fn move_to(
        &mut self,
        was: &'a Compiled,
        now: &'a Compiled,
        (version, reason): (u32, Option<Private>),
    ) -> Decision {
        let differs = |block: Option<&Name>| {
            let step = |def: &'a Compiled| block.and_then(|block| def.workflow.step(block));
            let of = |def: &'a Compiled| (labels(handlers(def, block)), step(def).map(|step| times(step, false)));
            of(was) != of(now)
        };
        self.start_clocks(differs);
        let places = self.places();
        let differs = |at: &&At| labels(handlers(was, at.step.as_ref())) != labels(handlers(now, at.step.as_ref()));
        let others: Vec<At> = places.iter().filter(differs).cloned().collect();
        let held: Vec<Holding> = self.state.holding.clone();
        let rearmed = others.iter().map(|at| Rearmed { step: at.step.clone(), pass: at.pass, thread: at.thread });
        self.def = now;
        self.emit(Event::RunMoved(RunMoved {
            v: V1::default(),
            was: self.state.version,
            version,
            start: start_of(was, now, self.state.start).unwrap_or(self.state.start),
            rearmed: rearmed.collect(),
            reason,
            by: self.ctx.actor.as_person(),
        }));
        let told = self.told_beside();
        for at in &places {
            self.frame = self.state.frame_of(at.thread);
            if let Some(step) = &at.step
                && let (Some(was), Some(now)) = (was.workflow.step(step), now.workflow.step(step))
            {
                self.retime(&told, at, (was, now))?;
            }
        }
        for at in &others {
            self.frame = self.state.frame_of(at.thread);
            self.rearm(at, handlers(was, at.step.as_ref()), &held)?;
        }
        self.frame = 0;
        self.move_dates(was);
        self.move_keys(Anew::Moved)?;
        let label = |def: &'a Compiled| def.workflow.label.as_ref().map_or(&def.workflow.title, |label| &label.text);
        if label(was) == label(now) { Ok(()) } else { self.relabel() }
    }

    /// The run and its open steps. A block whose clock stands still keeps what hangs on that.
    fn places(&self) -> Vec<At> {
        let run = At { step: None, pass: 0, thread: 0, opened: self.state.started, listens: true };
        let stands = |step: &Name, thread: ThreadNo| {
            let mut clocks = self.state.clocks.iter();
            clocks.any(|clock| clock.block.as_ref() == Some(step) && clock.thread == thread)
        };
        let steps = self.state.threads.iter().filter_map(|thread| {
            let (step, listens) = match &thread.phase {
                Phase::In(step) => (step, true),
                Phase::Held(exception) => {
                    let held = self.state.exception(*exception)?;
                    let is_open = self.state.is_open_in(thread.thread, &held.step, thread.pass);
                    is_open.then_some((&held.step, matches!(held.at, Place::Again(_))))?
                }
                _ => return None,
            };
            if stands(step, thread.thread) {
                return None;
            }
            let record = self.state.record(step, thread.frame()).filter(|record| record.pass == thread.pass)?;
            let opened = record.opened.unwrap_or(self.ctx.now);
            Some(At { step: Some(step.clone()), pass: thread.pass, thread: thread.thread, opened, listens })
        });
        std::iter::once(run).chain(steps).collect()
    }

    /// The deadline of an open step, and what hangs on it, are those of the new version.
    fn retime(&mut self, told: &Told, at: &At, (was, now): (&Step, &Step)) -> Decision {
        let name = Name::from(now.id.as_str());
        let Some(record) = self.state.record(&name, self.frame).cloned() else { return Ok(()) };
        let last = record.task.and_then(|task| self.state.task(task));
        let accepting = last.is_some_and(|task| task.to_accept);
        if times(was, accepting) == times(now, accepting) {
            return Ok(());
        }
        let accepted = last.filter(|_| now.accept.is_some()).and_then(|task| task.taken_over);
        let opened = accepted.or(record.opened).unwrap_or(at.opened);
        let open = OpenStep { step: name.clone(), pass: at.pass, thread: at.thread };
        let (due, notes) = match until(now, accepting) {
            // Over a limit in the new version too, or only there: it keeps the one it had.
            Some(deadline) => {
                let found = self.deadline_of(told, &open, (deadline, opened))?;
                found.unwrap_or_else(|| (record.due, Vec::new()))
            }
            None => (None, Vec::new()),
        };
        let has = |kind: TimerKind| self.state.timers.iter().any(|timer| timer.kind == kind && at.is_of(timer));
        let (had_due, had_escalation) = (has(TimerKind::Due), has(TimerKind::Escalate));
        let same_due = due == record.due;
        if !same_due {
            let thread = if self.frame == 0 { 0 } else { at.thread };
            let (step, pass) = (name.clone(), at.pass);
            self.emit(Event::DueMoved(DueMoved { v: V1::default(), step, pass, due, notes, thread }));
        }
        self.cancel_timers(at, |kind| matches!(kind, TimerKind::Due | TimerKind::Remind | TimerKind::Escalate));
        let escalation = |step: &Step| step.escalate.as_ref().map(|escalate| escalate.at.text.clone());
        let fired = |kind: TimerKind| match kind {
            TimerKind::Due => same_due && !had_due,
            TimerKind::Escalate => same_due && !had_escalation && escalation(was) == escalation(now),
            _ => false,
        };
        let opened = Opened { pass: at.pass, thread: at.thread, task: record.task, at: opened, due };
        let wanted = self.due_timers(now, &opened).into_iter().filter(|(kind, ..)| !fired(*kind)).collect();
        self.set_all(now, &opened, wanted);
        Ok(())
    }

    /// The handlers of an open step, or of the run, are those of the new version.
    fn rearm(&mut self, at: &At, was: &[Handler], held: &[Holding]) -> Decision {
        let def = self.def;
        let step = at.step.as_ref().and_then(|step| self.step(step));
        let now = handlers(def, at.step.as_ref());
        let set: Vec<Timer> = self.state.timers.iter().filter(|timer| at.is_of(timer)).cloned().collect();
        self.cancel_timers(at, |kind| kind == TimerKind::Handler);
        if at.listens {
            self.arm(step, at.pass, at.thread)?;
        }
        for (nth, handler) in now.iter().enumerate() {
            let before = was.iter().position(|old| old.label() == handler.label());
            match &handler.when {
                Case::After(after) => {
                    let timer = before.map(|old| {
                        set.iter().find(|timer| timer.kind == TimerKind::Handler && timer.nth as usize == old)
                    });
                    let moment = match timer {
                        Some(timer) => timer.map(|timer| timer.at),
                        None => self.deadline(after, at.opened)?.0,
                    };
                    if let Some(moment) = moment {
                        self.set_for(at, (TimerKind::Handler, nth as u32, moment));
                    }
                }
                Case::Overdue if at.step.is_none() && before.is_none() => {
                    let is_set = self.state.timers.iter().any(|timer| timer.kind == TimerKind::Due && at.is_of(timer));
                    if let Some(moment) = self.state.target.filter(|_| !is_set) {
                        self.set_for(at, (TimerKind::Due, 0, moment));
                    }
                }
                Case::When(_) => self.keeps_holding(at, (nth, before), held),
                _ => {}
            }
        }
        if at.step.is_none() && !now.iter().any(|handler| matches!(handler.when, Case::Overdue)) {
            self.cancel_timers(at, |kind| kind == TimerKind::Due);
        }
        Ok(())
    }

    /// A condition that held before the move has not become true by it.
    fn keeps_holding(&mut self, at: &At, (nth, before): (usize, Option<usize>), held: &[Holding]) {
        let At { step, pass, thread, .. } = at.clone();
        let of = |holding: &Holding| (&holding.step, holding.pass, holding.thread) == (&step, pass, thread);
        if before.is_some_and(|old| held.iter().any(|holding| of(holding) && holding.nth as usize == old)) {
            let nth = nth as u32;
            self.emit(Event::ConditionTurned(ConditionTurned {
                v: V1::default(),
                step,
                pass,
                thread,
                nth,
                holds: true,
            }));
        }
    }

    fn cancel_timers(&mut self, at: &At, which: impl Fn(TimerKind) -> bool) {
        let gone = self.state.timers.iter().filter(|timer| which(timer.kind) && at.is_of(timer));
        for timer in gone.map(|timer| timer.timer).collect::<Vec<_>>() {
            self.emit(Event::TimerCancelled(TimerCancelled { v: V1::default(), timer }));
        }
    }

    fn set_for(&mut self, at: &At, (kind, nth, moment): (TimerKind, u32, Timestamp)) {
        let (step, pass) = (at.step.clone().unwrap_or_else(|| START.into()), at.pass);
        let record = at.step.as_ref().and_then(|step| self.state.record(step, self.frame));
        let task = record.and_then(|record| record.task);
        let thread = if task.is_some() { 0 } else { at.thread };
        let timer = self.state.timers_made + 1;
        self.emit(Event::TimerSet(TimerSet {
            v: V1::default(),
            timer,
            kind,
            nth,
            at: moment,
            step,
            pass,
            task,
            thread,
        }));
    }
}

/// The handlers of a step, or of the run.
fn handlers<'a>(def: &'a Compiled, step: Option<&Name>) -> &'a [Handler] {
    match step {
        Some(step) => def.workflow.step(step).map_or(&[], |step| &step.in_case),
        None => &def.workflow.in_case,
    }
}

fn labels(handlers: &[Handler]) -> Vec<String> {
    handlers.iter().map(Handler::label).collect()
}

/// Until when an open step is due: until it is accepted, or done.
fn until(step: &Step, accepting: bool) -> Option<&Deadline> {
    if accepting { step.accept.as_ref().and_then(|accept| accept.due.as_ref()) } else { step.due.as_ref() }
}

/// What a step says about time.
fn times(step: &Step, accepting: bool) -> (Option<&str>, Vec<&str>, Option<&str>) {
    let due = until(step, accepting).map(|due| due.text.as_str());
    let remind = step.remind.iter().map(|offset| offset.text.as_str()).collect();
    (due, remind, step.escalate.as_ref().map(|escalate| escalate.at.text.as_str()))
}
