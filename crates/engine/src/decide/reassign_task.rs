//! Gives a task to somebody else. Whoever the role's `not:` names cannot be given it this way either.

use baton_people::{PersonId, Private};

use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, HandedOver, How, RoleFilled, TaskReassigned, Why};
use crate::name::{TaskNo, V1};
use crate::state::TaskRecord;

pub(super) fn carry_out(burst: &mut Burst<'_>, task: TaskNo, to: PersonId, comment: Option<&str>) -> Decision {
    let record = burst.open_task(task)?;
    let by = burst.ctx.actor.as_person();
    if !burst.person(to)?.is_some_and(|known| known.active) {
        return Err(burst.about("task.no_such_person", task).with("person", to).into());
    }
    if record.assignee == Some(to) {
        return Err(burst.about("task.same_person", task).into());
    }
    if burst.state.ballot(&record).is_some_and(|ballot| ballot.asked.contains(&to)) {
        return Err(burst.about("task.asked_already", task).into());
    }
    if let Some(by) = burst.excluded_by(record.why.role.as_ref(), to)? {
        return Err(burst.about("task.excluded", task).with("by", by).into());
    }
    let comment = Burst::comment(comment)?;
    let comment =
        comment.map(|text| by.map_or_else(|| Private::of_run(text.clone()), |by| Private::of_person(by, text.clone())));
    burst.hand_to(&record, to, by, comment);
    Ok(())
}

impl Burst<'_> {
    /// Gives a task to somebody: they have its role from now on, and it is handed over to them.
    pub fn hand_to(&mut self, task: &TaskRecord, to: PersonId, by: Option<PersonId>, comment: Option<Private>) {
        self.emit(Event::TaskReassigned(TaskReassigned {
            v: V1::default(),
            task: task.task,
            from: task.assignee,
            to,
            by,
            comment,
        }));
        let is_vote = self.state.ballot(task).is_some();
        if let Some(role) = task.why.role.clone().filter(|_| !is_vote) {
            let why = Why { role: Some(role.clone()), how: How::Given { by } };
            self.emit(Event::RoleFilled(RoleFilled { v: V1::default(), role, person: to, why }));
        }
        self.emit(Event::HandedOver(HandedOver {
            v: V1::default(),
            step: task.step.clone(),
            pass: task.pass,
            task: task.task,
            from: task.assignee.or(by),
            to: vec![to],
            what: Vec::new(),
        }));
    }
}
