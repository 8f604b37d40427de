//! A timer's moment has come: a deadline has passed, somebody is reminded, somebody is brought in.

use crate::behaviour::handlers::OpenStep;
use crate::behaviour::roles::Filled;
use crate::command::Again;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Escalated, EscalationHow, Event, How, Place, Reminded, TimerFired, TimerKind, Why};
use crate::name::{TimerNo, V1};
use crate::refusal::Refusal;
use crate::state::{JobState, TaskRecord, Timer};
use crate::step::job::Failure;
use baton_model::definition::Phrase;
use baton_model::definition::step::{Escalate, EscalateHow};
use baton_people::PersonId;

pub(super) fn carry_out(burst: &mut Burst<'_>, number: TimerNo) -> Decision {
    let Some(timer) = burst.state.timer(number).cloned() else {
        return Err(Refusal::new("timer.not_set").with("timer", number).into());
    };
    if timer.at > burst.ctx.now {
        return Err(Refusal::new("timer.too_early").with("timer", number).with("at", timer.at).into());
    }
    burst.frame = burst.state.frame_of(timer.thread);
    let record = burst.state.record(&timer.step, burst.frame).filter(|record| record.pass == timer.pass);
    let was_overdue = timer.kind == TimerKind::Due && record.is_some_and(|record| record.was_overdue);
    burst.emit(Event::TimerFired(TimerFired {
        v: V1::default(),
        timer: number,
        kind: timer.kind,
        step: timer.step.clone(),
        pass: timer.pass,
        at: timer.at,
        nth: if timer.kind == TimerKind::Start { timer.nth } else { 0 },
    }));
    // Once a pass: a deadline that has moved since may pass again.
    if was_overdue { Ok(()) } else { moment_has_come(burst, &timer) }
}

/// What comes of a timer whose moment has come.
pub(super) fn moment_has_come(burst: &mut Burst<'_>, timer: &Timer) -> Decision {
    let open = OpenStep { step: timer.step.clone(), pass: timer.pass, thread: timer.thread };
    if timer.is_of_run() {
        return match timer.kind {
            TimerKind::Due => burst.overdue_run(),
            // The other run begins by an order.
            TimerKind::Start => Ok(()),
            _ => burst.fire_of_run(timer.nth as usize).map(drop),
        };
    }
    match timer.kind {
        TimerKind::Due => burst.overdue(&open),
        TimerKind::Wait if burst.waited_too_long(timer.thread)? => Ok(()),
        TimerKind::Wait => {
            let at = Place::Step(timer.step.clone());
            let done = burst
                .moving((timer.thread, &at), |burst| burst.complete_automatic(timer.thread, &timer.step, timer.pass));
            done.map(drop)
        }
        TimerKind::Handler => burst.fire_handler(&open, timer.nth as usize).map(drop),
        TimerKind::Retry => {
            let job = burst.state.job(timer.nth).filter(|job| job.state == JobState::Failed).cloned();
            if let Some(job) = job {
                burst.requeue(&job, job.attempt + 1);
            }
            Ok(())
        }
        TimerKind::Timeout => {
            let job = burst.state.job(timer.nth).filter(|job| job.state == JobState::Taken).cloned();
            let failure = Failure { fence: None, error: "timeout".into(), message: None, again: Again::ByPolicy };
            job.map_or(Ok(()), |job| burst.job_failed(&job, failure))
        }
        TimerKind::Remind => {
            remind(burst, timer);
            Ok(())
        }
        TimerKind::Escalate => escalate(burst, timer),
        TimerKind::Start => Ok(()),
    }
}

fn remind(burst: &mut Burst<'_>, timer: &Timer) {
    let offset = burst.step(&timer.step).and_then(|step| step.remind.get(timer.nth as usize));
    let offset = offset.map(|offset| offset.text.clone()).unwrap_or_default();
    for task in tasks_of(burst, timer) {
        let (task, to, step, offset) = (task.task, task.people(), timer.step.clone(), offset.clone());
        burst.emit(Event::Reminded(Reminded { v: V1::default(), step, pass: timer.pass, task, to, offset }));
    }
}

fn escalate(burst: &mut Burst<'_>, timer: &Timer) -> Decision {
    let Some(escalate) = burst.step(&timer.step).and_then(|step| step.escalate.as_ref()) else { return Ok(()) };
    for record in tasks_of(burst, timer).into_iter().filter(|task| task.state.is_open()) {
        let asked = asked(burst, escalate)?;
        let (how, to) = brought_in(burst, &record, escalate.how, asked)?;
        let why = Why { role: None, how: How::Is(escalate.to.phrase.to_string()) };
        let moved = to.first().copied().filter(|_| how == EscalationHow::Move);
        let (step, pass, task) = (timer.step.clone(), timer.pass, record.task);
        burst.emit(Event::Escalated(Escalated { v: V1::default(), step, pass, task, to, how, why }));
        if let Some(to) = moved {
            burst.hand_to(&record, to, None, None);
        }
    }
    Ok(())
}

/// The task that a timer is about; of a step that several answer all that are still open.
fn tasks_of(burst: &Burst<'_>, timer: &Timer) -> Vec<TaskRecord> {
    if let Some(task) = timer.task {
        return burst.state.task(task).cloned().into_iter().collect();
    }
    let is_of = |task: &&TaskRecord| timer.is_of(&task.step, task.pass, task.thread);
    burst.state.open_tasks().filter(is_of).cloned().collect()
}

/// Whom an escalation asks for: a role that moves a task is filled as any other, so that it goes where its `pick` says.
fn asked(burst: &Burst<'_>, escalate: &Escalate) -> Decision<Vec<PersonId>> {
    if let (Phrase::Role(role), EscalateHow::Move) = (&escalate.to.phrase, escalate.how) {
        return Ok(match burst.fill_role(role)? {
            Filled::Person(person, _) => vec![person],
            Filled::Offer(people, _) | Filled::Everyone(people, _) => people,
            Filled::Nobody(_) => Vec::new(),
        });
    }
    burst.people(std::slice::from_ref(&escalate.to))
}

/// What it means for who has the step. Four eyes hold here too: whom a `not:` keeps from the step's role is left out; where
/// that leaves nobody, they are only told.
fn brought_in(
    burst: &Burst<'_>,
    task: &TaskRecord,
    how: EscalateHow,
    asked: Vec<PersonId>,
) -> Decision<(EscalationHow, Vec<PersonId>)> {
    if how == EscalateHow::Tell {
        return Ok((EscalationHow::Tell, asked));
    }
    let mut may = Vec::new();
    let votes = |person: &PersonId| burst.state.ballot(task).is_some_and(|ballot| ballot.asked.contains(person));
    for person in asked.iter().copied().filter(|person| task.assignee != Some(*person) && !votes(person)) {
        if burst.excluded_by(task.why.role.as_ref(), person)?.is_none() {
            may.push(person);
        }
    }
    Ok(match (how, may.is_empty()) {
        (_, true) => (EscalationHow::Tell, asked),
        (EscalateHow::Move, false) => {
            may.truncate(1);
            (EscalationHow::Move, may)
        }
        _ => (EscalationHow::Add, may),
    })
}
