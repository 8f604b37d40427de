//! When a step is due, and the timers that hang on it: the deadline itself, reminders, the escalation.
//!
//! A duration counts from the opening; business time by the calendar. A date means the close of that day. What cannot be
//! computed is no deadline, with a note. A reminder whose moment has passed before it is set is left out; a deadline or
//! an escalation that has passed fires at once.

use baton_feel::words::Duration;
use baton_feel::{BusinessCalendar, BusinessDuration, Value};
use baton_model::definition::step::Step;
use baton_model::definition::{Anchor, Case, Deadline, DeadlineRule, Offset};
use baton_people::Calendar;
use jiff::Timestamp;

use crate::behaviour::beside::{Anew, Told};
use crate::behaviour::handlers::OpenStep;
use crate::behaviour::over_limit::OVER_LIMIT;
use crate::behaviour::values::notes;
use crate::decide::burst::{Burst, Decision, Stop};
use crate::event::{DueMoved, Event, TimerCancelled, TimerKind, TimerSet};
use crate::name::{Name, TaskNo, ThreadNo, V1};
use crate::state::{Phase, Timer};

impl Burst<'_> {
    /// The moment of a deadline, and why there might be none.
    pub fn deadline(&self, deadline: &Deadline, from: Timestamp) -> Decision<(Option<Timestamp>, Vec<String>)> {
        self.moment(deadline, from, Day::Close)
    }

    /// The moment of a deadline or of the end of a wait; what a date means is said by the edge of the day.
    pub fn moment(&self, deadline: &Deadline, from: Timestamp, day: Day) -> Decision<(Option<Timestamp>, Vec<String>)> {
        let (moment, notes) = match &deadline.rule {
            DeadlineRule::After(duration) => (self.later(from, duration, false), Vec::new()),
            DeadlineRule::Field(field) => (self.field_moment(field, None, day), Vec::new()),
            DeadlineRule::FieldMinus(field, by) => (self.field_moment(field, Some((by, true)), day), Vec::new()),
            DeadlineRule::FieldPlus(field, by) => (self.field_moment(field, Some((by, false)), day), Vec::new()),
            DeadlineRule::Feel(expr) => {
                let outcome = self.names().eval(&expr.program)?;
                (self.moment_of(&outcome.value, from, day), notes(&outcome.notes))
            }
        };
        let moment = moment.and_then(whole);
        let missing = moment.is_none() && notes.is_empty();
        let notes = if missing { vec![format!("no deadline: `{}` gives no moment", deadline.text)] } else { notes };
        Ok((moment, notes))
    }

    /// The moment that a field means, or so long before (true) or after it.
    pub fn field_moment(&self, field: &str, by: Option<(&Duration, bool)>, day: Day) -> Option<Timestamp> {
        let names = self.names();
        let value = baton_feel::Lookup::get(&names, field).unwrap_or(Value::Null);
        let (Some((by, back)), Some(date)) = (by, value.as_date()) else {
            let moment = self.moment_of(&value, self.ctx.now, day);
            return moment.and_then(|moment| by.map_or(Some(moment), |(by, back)| self.later(moment, by, back)));
        };
        // Days before a date are counted in days, and mean the close of the day that comes out.
        let date = match by {
            Duration::Business(days) if days.minutes == 0 => {
                let days = if back { -days.days } else { days.days };
                date.to_jiff().and_then(|date| self.facts.calendar.add_business_days_to_date(date, days))
            }
            by => return self.edge(date.to_jiff(), day).and_then(|moment| self.later(moment, by, back)),
        };
        self.edge(date, day)
    }

    fn edge(&self, date: Option<jiff::civil::Date>, day: Day) -> Option<Timestamp> {
        match day {
            Day::Close => self.facts.calendar.close_of(date?),
            Day::Beginning => {
                let beginning = date?.to_zoned(self.facts.calendar.zone().clone()).ok()?;
                Some(beginning.timestamp())
            }
        }
    }

    /// The moment a value of an expression means as a deadline.
    pub fn moment_of(&self, value: &Value, from: Timestamp, day: Day) -> Option<Timestamp> {
        match value {
            Value::Date(date) => self.edge(date.to_jiff(), day),
            Value::DateTime(at) => at.to_timestamp(self.facts.calendar.zone()),
            Value::DaysDuration(by) => self.later(from, &Duration::Days(*by), false),
            Value::YearsDuration(by) => self.later(from, &Duration::Years(*by), false),
            Value::BusinessDuration(by) => self.later(from, &Duration::Business(*by), false),
            _ => None,
        }
    }

    /// The moment a duration after another, or before it.
    pub fn later(&self, from: Timestamp, by: &Duration, back: bool) -> Option<Timestamp> {
        later(&self.facts.calendar, from, by, back)
    }

    fn offset(&self, offset: &Offset, opened: Timestamp, due: Option<Timestamp>) -> Option<Timestamp> {
        let (from, back) = match offset.anchor {
            Anchor::BeforeDue => (due?, true),
            Anchor::AtDue | Anchor::Overdue => (due?, false),
            Anchor::AfterOpening => (opened, false),
        };
        offset.duration.as_ref().map_or(Some(from), |by| self.later(from, by, back)).and_then(whole)
    }

    /// Sets the timers of a step that has just opened, or whose deadline has moved.
    pub fn set_timers(&mut self, step: &Step, opened: &Opened) -> Decision {
        self.set_due_timers(step, opened);
        let mut wanted = Vec::new();
        for (nth, handler) in step.in_case.iter().enumerate() {
            if let Case::After(after) = &handler.when {
                let at = self.deadline(after, opened.at)?.0;
                wanted.extend(at.map(|at| (TimerKind::Handler, nth as u32, at)));
            }
        }
        self.set_all(step, opened, wanted);
        Ok(())
    }

    /// Sets the timers that hang on the deadline, and on how long the step lies.
    pub fn set_due_timers(&mut self, step: &Step, opened: &Opened) {
        let wanted = self.due_timers(step, opened);
        self.set_all(step, opened, wanted);
    }

    /// The timers that hang on the deadline, and on how long the step lies.
    pub fn due_timers(&self, step: &Step, opened: &Opened) -> Vec<(TimerKind, u32, Timestamp)> {
        let Opened { at: from, due, .. } = *opened;
        let mut wanted = Vec::new();
        wanted.extend(due.map(|at| (TimerKind::Due, 0, at)));
        for (nth, offset) in step.remind.iter().enumerate() {
            let at = self.offset(offset, from, due).filter(|at| *at > self.ctx.now);
            wanted.extend(at.map(|at| (TimerKind::Remind, nth as u32, at)));
        }
        let escalation = step.escalate.as_ref().and_then(|escalate| self.offset(&escalate.at, from, due));
        wanted.extend(escalation.map(|at| (TimerKind::Escalate, 0, at)));
        wanted
    }

    /// Sets timers of an open step.
    pub fn set_all(&mut self, step: &Step, opened: &Opened, wanted: Vec<(TimerKind, u32, Timestamp)>) {
        let Opened { pass, thread, task, .. } = *opened;
        let thread = if task.is_some() { 0 } else { thread };
        for (kind, nth, at) in wanted {
            let (timer, step) = (self.state.timers_made + 1, Name::from(step.id.as_str()));
            self.emit(Event::TimerSet(TimerSet { v: V1::default(), timer, kind, nth, at, step, pass, task, thread }));
        }
    }

    /// Computes anew the deadlines of open steps that hang on values, after values have changed.
    pub fn move_deadlines(&mut self, anew: Anew<'_>) -> Decision {
        self.set_dates();
        let (here, told) = (self.frame, self.told_beside());
        for (thread, frame, name, pass) in self.open_steps() {
            let Some(step) = self.step(&name) else { continue };
            let Some(deadline) = step.due.as_ref().filter(|due| !matches!(due.rule, DeadlineRule::After(_))) else {
                continue;
            };
            let stands =
                self.state.clocks.iter().any(|clock| clock.block.as_ref() == Some(&name) && clock.thread == thread);
            let record = self.state.record(&name, frame).filter(|record| record.pass == pass && !stands).cloned();
            let Some(record) = record else { continue };
            let last = record.task.and_then(|task| self.state.task(task)).filter(|_| step.accept.is_some());
            // What is still to be accepted has no deadline of its own yet; what was accepted has it from then.
            if last.is_some_and(|task| task.to_accept) {
                continue;
            }
            let accepted = last.and_then(|task| task.taken_over);
            let opened = accepted.or(record.opened).unwrap_or(self.ctx.now);
            self.frame = frame;
            let open = OpenStep { step: name.clone(), pass, thread };
            if self.is_told(&told, &open, (deadline, anew)) {
                continue;
            }
            let Some((due, notes)) = self.deadline_of(&told, &open, (deadline, opened))? else { continue };
            if due == record.due {
                continue;
            }
            let inside = if frame == 0 { 0 } else { thread };
            let moved = DueMoved { v: V1::default(), step: name.clone(), pass, due, notes, thread: inside };
            self.emit(Event::DueMoved(moved));
            let of_due = |timer: &&Timer| timer.is_of(&name, pass, thread) && is_of_deadline(timer.kind);
            let old: Vec<_> = self.state.timers.iter().filter(of_due).map(|timer| timer.timer).collect();
            for timer in old {
                self.emit(Event::TimerCancelled(TimerCancelled { v: V1::default(), timer }));
            }
            self.set_due_timers(step, &Opened { pass, thread, task: record.task, at: opened, due });
        }
        self.frame = here;
        Ok(())
    }

    /// Whether what is told of a deadline would be told again.
    fn is_told(&self, told: &Told, open: &OpenStep, (deadline, anew): (&Deadline, Anew<'_>)) -> bool {
        let DeadlineRule::Feel(expr) = &deadline.rule else { return false };
        told.of_deadline(open).is_some() && self.is_as_told(&expr.program, anew)
    }

    /// The deadline of a step that is open already, and why there might be none. None: it is over a limit, and the owner is told.
    pub fn deadline_of(
        &mut self,
        told: &Told,
        open: &OpenStep,
        (deadline, opened): (&Deadline, Timestamp),
    ) -> Decision<Option<(Option<Timestamp>, Vec<String>)>> {
        match self.beside(|burst| burst.deadline(deadline, opened)) {
            Err(Stop::Refused(refusal)) if refusal.code == OVER_LIMIT => {
                self.tell_deadline(told, open, refusal);
                Ok(None)
            }
            found => {
                let found = found?;
                self.told_is_over(told.of_deadline(open));
                Ok(Some(found))
            }
        }
    }

    /// The open steps, each with its thread, frame and pass, in the order of the text of the run.
    fn open_steps(&self) -> Vec<(ThreadNo, ThreadNo, Name, u32)> {
        let open = self.state.threads.iter().filter_map(|thread| match &thread.phase {
            Phase::In(step) => Some((thread.thread, thread.frame(), step.clone(), thread.pass)),
            _ => None,
        });
        open.collect()
    }
}

/// The moment a duration after another, or before it.
pub(crate) fn later(calendar: &Calendar, from: Timestamp, by: &Duration, back: bool) -> Option<Timestamp> {
    match by {
        Duration::Business(by) => {
            let negated =
                || Some(BusinessDuration { days: by.days.checked_neg()?, minutes: by.minutes.checked_neg()? });
            let by = if back { negated()? } else { *by };
            calendar.add(from, by)
        }
        Duration::Days(by) => {
            let nanoseconds = if back { by.nanos().checked_neg()? } else { by.nanos() };
            let moment = from.as_nanosecond().checked_add(nanoseconds)?;
            Timestamp::from_nanosecond(moment).ok()
        }
        Duration::Years(by) => {
            let months = if back { by.months.checked_neg()? } else { by.months };
            let span = jiff::Span::new().try_months(months).ok()?;
            Some(from.to_zoned(calendar.zone().clone()).checked_add(span).ok()?.timestamp())
        }
    }
}

/// Whether a timer hangs on the deadline of a step; others, such as its handlers for a time, have a moment of their own.
fn is_of_deadline(kind: TimerKind) -> bool {
    matches!(kind, TimerKind::Due | TimerKind::Remind | TimerKind::Escalate)
}

/// What a date means as a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Day {
    /// Its beginning: what waits for a day goes on when it comes.
    Beginning,
    /// The close of business: what is due on a day may be done on it.
    Close,
}

/// A step that is open: which pass of it, since when, until when.
pub(crate) struct Opened {
    pub pass: u32,
    pub thread: ThreadNo,
    pub task: Option<TaskNo>,
    pub at: Timestamp,
    pub due: Option<Timestamp>,
}

/// The first whole microsecond that is not before a moment. What is kept has microseconds: a deadline or a timer with a finer
/// part would stand in its list as due before its own moment has come.
pub(crate) fn whole(at: Timestamp) -> Option<Timestamp> {
    let micros = at.as_nanosecond().div_euclid(1_000) + i128::from(at.as_nanosecond().rem_euclid(1_000) != 0);
    Timestamp::from_microsecond(i64::try_from(micros).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn parts_below_a_microsecond_are_rounded_up() {
        for (given, kept) in [
            ("2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z"),
            ("2026-03-02T09:00:00.000001Z", "2026-03-02T09:00:00.000001Z"),
            ("2026-03-02T09:00:00.000000001Z", "2026-03-02T09:00:00.000001Z"),
            ("1969-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00Z"),
        ] {
            let given = given.parse().expect("a moment");
            assert_eq!(whole(given), kept.parse().ok(), "{given}");
        }
    }
}
