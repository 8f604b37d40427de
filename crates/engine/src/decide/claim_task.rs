//! Takes an offered task: the first to claim it has it, and has the role for the run.

use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, RoleFilled, TaskClaimed};
use crate::name::{TaskNo, V1};
use crate::state::TaskState;

pub(super) fn carry_out(burst: &mut Burst<'_>, task: TaskNo) -> Decision {
    let person = burst.actor()?;
    let record = burst.open_task(task)?;
    if record.assignee == Some(person) {
        return Ok(());
    }
    if record.state != TaskState::Offered {
        return Err(burst.about("task.not_offered", task).into());
    }
    if !record.is_for(person) {
        return Err(burst.about("task.not_yours", task).into());
    }
    burst.claim(task, person);
    burst.take_over(&record, person);
    Ok(())
}

impl Burst<'_> {
    /// Gives an offered task to who claims it.
    pub fn claim(&mut self, task: TaskNo, by: baton_people::PersonId) {
        self.emit(Event::TaskClaimed(TaskClaimed { v: V1::default(), task, by }));
        let why = self.state.task(task).map(|task| task.why.clone());
        if let Some((role, why)) = why.and_then(|why| Some((why.role.clone()?, why))) {
            self.emit(Event::RoleFilled(RoleFilled { v: V1::default(), role, person: by, why }));
        }
    }
}
