//! Fills a task's role anew, because who has it, or the last of those it was offered to, is gone for good.
//!
//! A claimed task goes back to the others it was offered to; one that the role gives to somebody goes to them as it is, with
//! its deadline; else its step opens again, which offers it, or raises the exception that nobody is left.

use baton_model::definition::Step;
use baton_people::PersonId;

use crate::behaviour::roles::Filled;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, TaskKind, TaskReleased, TaskTakenBack};
use crate::name::{TaskNo, V1};
use crate::state::{TaskRecord, TaskState};

pub(super) fn carry_out(burst: &mut Burst<'_>, task: TaskNo, gone: PersonId) -> Decision {
    let record = burst.open_task(task)?;
    if burst.person(gone)?.is_some_and(|known| known.active) {
        return Ok(());
    }
    if let Some(ballot) = burst.state.ballot(&record).cloned() {
        let is_theirs = record.assignee == Some(gone);
        return if is_theirs { burst.voter_left(&ballot, Some(&record), gone) } else { Ok(()) };
    }
    let others = burst.others_asked(&record)?;
    match record.state {
        TaskState::Offered if others || !record.offered.contains(&gone) => return Ok(()),
        TaskState::Offered => {}
        _ if record.assignee != Some(gone) => return Ok(()),
        TaskState::Claimed if others => {
            burst.emit(Event::TaskReleased(TaskReleased { v: V1::default(), task, by: gone }));
            return Ok(());
        }
        _ => {}
    }
    let step = burst.step(&record.step).filter(|_| record.kind != TaskKind::Form);
    if let Some(to) = step.map(|step| burst.next_person(step)).transpose()?.flatten() {
        burst.hand_to(&record, to, None, None);
        return Ok(());
    }
    burst.emit(Event::TaskTakenBack(TaskTakenBack {
        v: V1::default(),
        task,
        step: record.step.clone(),
        pass: record.pass,
        thread: record.thread,
        person: gone,
    }));
    match step {
        Some(step) => burst.open_for_people(record.thread, step, None),
        None => burst.reopen_start(record.thread),
    }
}

impl Burst<'_> {
    /// Whether somebody else to whom it was offered can still do it.
    fn others_asked(&self, task: &TaskRecord) -> Decision<bool> {
        for person in &task.offered {
            if self.can_work(*person)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The one person to whom the step's role leads now, if it leads to one.
    fn next_person(&self, step: &Step) -> Decision<Option<PersonId>> {
        let role = step.who.as_ref().map(|who| who.name.clone()).unwrap_or_default();
        Ok(match self.fill_role(&role)? {
            Filled::Person(person, _) => Some(person),
            Filled::Offer(..) | Filled::Everyone(..) | Filled::Nobody(_) => None,
        })
    }
}
