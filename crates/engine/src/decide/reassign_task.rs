//! Gives a task to somebody else. Whoever the role's `not:` names cannot be given it this way either.

use baton_people::{PersonId, Private};

use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, HandedOver, How, RoleFilled, TaskReassigned, Why};
use crate::name::{TaskNo, V1};

pub(super) fn carry_out(burst: &mut Burst<'_>, task: TaskNo, to: PersonId, comment: Option<&str>) -> Decision {
    let record = burst.open_task(task)?;
    let by = burst.ctx.actor.as_person();
    if !burst.person(to)?.is_some_and(|known| known.active) {
        return Err(burst.about("task.no_such_person", task).with("person", to).into());
    }
    if record.assignee == Some(to) {
        return Err(burst.about("task.same_person", task).into());
    }
    let role = record.why.role.clone();
    if let Some(by) = burst.excluded_by(role.as_ref(), to)? {
        return Err(burst.about("task.excluded", task).with("by", by).into());
    }
    let comment = Burst::comment(comment)?;
    let comment =
        comment.map(|text| by.map_or_else(|| Private::of_run(text.clone()), |by| Private::of_person(by, text.clone())));
    let from = record.assignee.or(by);
    burst.emit(Event::TaskReassigned(TaskReassigned {
        v: V1::default(),
        task,
        from: record.assignee,
        to,
        by,
        comment,
    }));
    if let Some(role) = role {
        let why = Why { role: Some(role.clone()), how: How::Given { by } };
        burst.emit(Event::RoleFilled(RoleFilled { v: V1::default(), role, person: to, why }));
    }
    burst.emit(Event::HandedOver(HandedOver {
        v: V1::default(),
        step: record.step,
        pass: record.pass,
        task,
        from,
        to: vec![to],
        what: Vec::new(),
    }));
    Ok(())
}
