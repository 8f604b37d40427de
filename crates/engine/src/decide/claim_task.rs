//! Takes an offered task: the first to claim it has it, and has the role for the run.

use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, RoleFilled, TaskClaimed};
use crate::name::{Name, TaskNo, V1};
use crate::state::TaskState;
use baton_model::definition::{People, Phrase};
use baton_people::PersonId;

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
    burst.may_start(&record)?;
    burst.claim(task, person)?;
    // What is to be accepted is not taken over by having it.
    if !record.to_accept {
        burst.take_over(&record, person);
    }
    Ok(())
}

impl Burst<'_> {
    /// Gives an offered task to who claims it. Whom the role's `not:` names may have changed since it was offered: who took
    /// another task meanwhile cannot have this one too.
    pub fn claim(&mut self, task: TaskNo, by: PersonId) -> Decision {
        let role = self.state.task(task).and_then(|task| task.why.role.clone());
        if let Some(excluded) = self.excluded_by(role.as_ref(), by)? {
            return Err(self.about("task.excluded", task).with("by", excluded).into());
        }
        self.emit(Event::TaskClaimed(TaskClaimed { v: V1::default(), task, by }));
        let why = self.state.task(task).map(|task| task.why.clone());
        if let Some((role, why)) = why.and_then(|why| Some((why.role.clone()?, why))) {
            self.emit(Event::RoleFilled(RoleFilled { v: V1::default(), role, person: by, why }));
        }
        Ok(())
    }

    /// What keeps a person from having a role: what its `not:` names, or a role they have whose `not:` names this one. So
    /// two pairs of eyes are two whichever is taken first.
    pub fn excluded_by(&self, role: Option<&Name>, person: PersonId) -> Decision<Option<String>> {
        let Some(role) = role.and_then(|role| self.workflow().roles.get(&**role)) else { return Ok(None) };
        let excluded = self.exclusions(&role.spec, 0)?;
        if let Some(excluded) = excluded.into_iter().find(|excluded| excluded.person == person) {
            return Ok(Some(excluded.by));
        }
        let names_this = |people: &People| matches!(&people.phrase, Phrase::Role(named) if *named == role.name);
        let opposite = self.workflow().roles.values().filter(|other| other.spec.not.iter().any(names_this));
        let theirs =
            |name: &str| self.state.roles.get(name) == Some(&person) || self.doers(name).any(|doer| doer == person);
        Ok(opposite.map(|other| other.name.clone()).find(|name| theirs(name)))
    }
}
