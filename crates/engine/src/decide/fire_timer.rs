//! A timer's moment has come: a deadline has passed, somebody is reminded, somebody is brought in.

use crate::decide::burst::{Burst, Decision};
use crate::event::{Escalated, EscalationHow, Event, How, Reminded, TaskReassigned, TimerFired, TimerKind, Why};
use crate::name::{TimerNo, V1};
use crate::refusal::Refusal;
use crate::state::{TaskRecord, Timer};
use baton_model::definition::step::EscalateHow;
use baton_people::PersonId;

pub(super) fn carry_out(burst: &mut Burst<'_>, number: TimerNo) -> Decision {
    let Some(timer) = burst.state.timer(number).cloned() else {
        return Err(Refusal::new("timer.not_set").with("timer", number).into());
    };
    if timer.at > burst.ctx.now {
        return Err(Refusal::new("timer.too_early").with("timer", number).with("at", timer.at).into());
    }
    burst.emit(Event::TimerFired(TimerFired {
        v: V1::default(),
        timer: number,
        kind: timer.kind,
        step: timer.step.clone(),
        pass: timer.pass,
        at: timer.at,
    }));
    match timer.kind {
        TimerKind::Due => Ok(()),
        TimerKind::Remind => {
            remind(burst, &timer);
            Ok(())
        }
        TimerKind::Escalate => escalate(burst, &timer),
    }
}

fn remind(burst: &mut Burst<'_>, timer: &Timer) {
    let offset = burst.step(&timer.step).and_then(|step| step.remind.get(timer.nth as usize));
    let offset = offset.map(|offset| offset.text.clone()).unwrap_or_default();
    let Some(task) = timer.task.and_then(|task| burst.state.task(task)) else { return };
    let (task, to) = (task.task, task.people());
    let step = timer.step.clone();
    burst.emit(Event::Reminded(Reminded { v: V1::default(), step, pass: timer.pass, task, to, offset }));
}

fn escalate(burst: &mut Burst<'_>, timer: &Timer) -> Decision {
    let Some(escalate) = burst.step(&timer.step).and_then(|step| step.escalate.as_ref()) else { return Ok(()) };
    let Some(task) = timer.task else { return Ok(()) };
    let Some(record) = burst.state.task(task).filter(|task| task.state.is_open()).cloned() else { return Ok(()) };
    let mut to = Vec::new();
    for person in burst.people(std::slice::from_ref(&escalate.to))? {
        if burst.person(person)?.is_some_and(|known| known.active) {
            to.push(person);
        }
    }
    let why = Why { role: None, how: How::Is(escalate.to.phrase.to_string()) };
    let how = how(burst, &record, escalate.how, &to)?;
    let moved = to.first().copied().filter(|person| how == EscalationHow::Move && record.assignee != Some(*person));
    let (step, pass) = (timer.step.clone(), timer.pass);
    burst.emit(Event::Escalated(Escalated { v: V1::default(), step, pass, task, to, how, why }));
    if let Some(to) = moved {
        let from = record.assignee;
        burst.emit(Event::TaskReassigned(TaskReassigned { v: V1::default(), task, from, to, by: None, comment: None }));
    }
    Ok(())
}

/// What it means for who has the step. Four eyes hold here too: whom the role's `not:` names is only told.
fn how(burst: &Burst<'_>, task: &TaskRecord, how: EscalateHow, to: &[PersonId]) -> Decision<EscalationHow> {
    let role = task.why.role.as_ref().and_then(|role| burst.workflow().roles.get(&**role));
    if let Some(role) = role {
        let excluded = burst.exclusions(role, 0)?;
        if excluded.iter().any(|excluded| to.contains(&excluded.person)) {
            return Ok(EscalationHow::Tell);
        }
    }
    Ok(match how {
        EscalateHow::Add => EscalationHow::Add,
        EscalateHow::Move => EscalationHow::Move,
        EscalateHow::Tell => EscalationHow::Tell,
    })
}
