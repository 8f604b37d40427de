//! A timer's moment has come: a deadline has passed, somebody is reminded, somebody is brought in.

use crate::decide::burst::{Burst, Decision};
use crate::event::{Escalated, EscalationHow, Event, How, Reminded, TimerFired, TimerKind, Why};
use crate::name::{TimerNo, V1};
use crate::refusal::Refusal;
use crate::state::Timer;
use baton_model::definition::step::EscalateHow;

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
    let to = burst.people(std::slice::from_ref(&escalate.to))?;
    if to.is_empty() {
        return Ok(());
    }
    let how = match escalate.how {
        EscalateHow::Add => EscalationHow::Add,
        EscalateHow::Move => EscalationHow::Move,
        EscalateHow::Tell => EscalationHow::Tell,
    };
    let why = Why { role: None, how: How::Is(escalate.to.phrase.to_string()) };
    burst.emit(Event::Escalated(Escalated {
        v: V1::default(),
        step: timer.step.clone(),
        pass: timer.pass,
        task,
        to,
        how,
        why,
    }));
    Ok(())
}
