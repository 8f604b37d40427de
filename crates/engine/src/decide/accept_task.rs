//! Accepts a task that was handed over: its points hold, its deadline runs from now.

use crate::behaviour::deadlines::Opened;
use crate::decide::burst::{Burst, Decision};
use crate::event::{DueMoved, Event, TaskAccepted, TimerCancelled, TimerKind};
use crate::name::{TaskNo, V1};
use crate::state::{TaskRecord, TaskState, Timer};

pub(super) fn carry_out(burst: &mut Burst<'_>, number: TaskNo, checked: &[u32]) -> Decision {
    let (task, by) = burst.own_task(number)?;
    if !task.to_accept {
        return Err(burst.about("task.nothing_to_accept", number).into());
    }
    burst.may_start(&task)?;
    let points = burst.step(&task.step).and_then(|step| step.accept.as_ref()).map(|accept| accept.checklist.clone());
    let checked = burst.ticked(number, &points.unwrap_or_default(), checked)?;
    if task.state == TaskState::Offered {
        burst.claim(number, by)?;
    }
    let (step, pass) = (task.step.clone(), task.pass);
    burst.emit(Event::TaskAccepted(TaskAccepted { v: V1::default(), task: number, step, pass, by, checked }));
    burst.take_over(&task, by);
    deadline(burst, &task)
}

/// The deadline until which it was to be accepted is over; its own begins.
fn deadline(burst: &mut Burst<'_>, task: &TaskRecord) -> Decision {
    let Some(step) = burst.step(&task.step) else { return Ok(()) };
    let of_due = |timer: &&Timer| {
        let is_for_due = matches!(timer.kind, TimerKind::Due | TimerKind::Remind | TimerKind::Escalate);
        is_for_due && timer.is_of(&task.step, task.pass, task.thread)
    };
    let old: Vec<_> = burst.state.timers.iter().filter(of_due).map(|timer| timer.timer).collect();
    for timer in old {
        burst.emit(Event::TimerCancelled(TimerCancelled { v: V1::default(), timer }));
    }
    let now = burst.ctx.now;
    let (due, notes) = match &step.due {
        Some(due) => burst.deadline(due, now)?,
        None => (None, Vec::new()),
    };
    if due != task.due {
        let thread = if burst.frame == 0 { 0 } else { task.thread };
        let moved = DueMoved { v: V1::default(), step: task.step.clone(), pass: task.pass, due, notes, thread };
        burst.emit(Event::DueMoved(moved));
    }
    let opened = Opened { pass: task.pass, thread: task.thread, task: Some(task.task), at: now, due };
    burst.set_due_timers(step, &opened);
    Ok(())
}
