//! What every command about a task looks at first: is there such a task, is it open, is it theirs.

use baton_people::PersonId;

use crate::command::FirstResult;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, TakenOver};
use crate::limits::COMMENT_CHARS;
use crate::name::{TaskNo, V1};
use crate::refusal::{FieldFault, Refusal};
use crate::state::{TaskRecord, TaskState};

impl Burst<'_> {
    /// The person who sends the command.
    pub fn actor(&self) -> Decision<PersonId> {
        self.ctx.actor.as_person().ok_or_else(|| Refusal::new("run.person_needed").into())
    }

    /// A task that is there and open.
    pub fn open_task(&self, number: TaskNo) -> Decision<TaskRecord> {
        let Some(task) = self.state.task(number) else {
            return Err(self.about("task.not_found", number).into());
        };
        if task.state == TaskState::Done {
            let mut refusal = self.about("task.already_done", number);
            refusal.first_result = Some(Box::new(FirstResult {
                choice: task.choice.clone(),
                by: task.done_by,
                at: task.ended.unwrap_or(task.opened),
                entry: task.ended_entry,
            }));
            return Err(refusal.into());
        }
        if !task.state.is_open() {
            return Err(self.about("task.not_open", number).into());
        }
        Ok(task.clone())
    }

    /// An open task that the sender has or could claim.
    pub fn own_task(&self, number: TaskNo) -> Decision<(TaskRecord, PersonId)> {
        let person = self.actor()?;
        let task = self.open_task(number)?;
        if task.is_for(person) { Ok((task, person)) } else { Err(self.about("task.not_yours", number).into()) }
    }

    /// A refusal about a task.
    pub fn about(&self, code: &'static str, task: TaskNo) -> Refusal {
        Refusal::new(code).with("task", format!("{}.{task}", self.state.key))
    }

    /// Says that a handed-over task was taken over, the first time.
    pub fn take_over(&mut self, task: &TaskRecord, by: PersonId) {
        if task.taken_over.is_some() {
            return;
        }
        let lay_ms = self.ctx.now.as_millisecond() - task.handed.as_millisecond();
        self.emit(Event::TakenOver(TakenOver {
            v: V1::default(),
            step: task.step.clone(),
            pass: task.pass,
            task: task.task,
            by,
            from: task.from,
            lay_ms: lay_ms.max(0),
        }));
        self.begun(task.thread);
    }

    /// The points that hold; refused where one is not ticked off.
    pub fn ticked(&self, task: TaskNo, points: &[String], sent: &[u32]) -> Decision<Vec<String>> {
        let is_open = |nth: &usize| !sent.iter().any(|ticked| *ticked as usize == *nth);
        let open: Vec<&str> = (0..points.len()).filter(is_open).map(|nth| points[nth].as_str()).collect();
        if open.is_empty() {
            return Ok(points.to_vec());
        }
        let mut refusal = self.about("task.points_open", task).with("points", open.join(", "));
        let params = refusal.params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        refusal.faults.push(FieldFault { path: "/checked".to_owned(), code: "task.points_open".to_owned(), params });
        Err(refusal.into())
    }

    /// A comment that is not too long; an empty one is none.
    pub fn comment(text: Option<&str>) -> Decision<Option<String>> {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
        if text.chars().count() > COMMENT_CHARS {
            return Err(Refusal::new("run.text_too_long").with("max", COMMENT_CHARS).into());
        }
        Ok(Some(text.to_owned()))
    }

    /// Whether the run still goes on.
    pub fn still_running(&self) -> Decision {
        if self.state.is_running() {
            return Ok(());
        }
        let state = if self.state.outcome.is_some() { "finished" } else { "cancelled" };
        Err(Refusal::new("run.over").with("run", &self.state.key).with("state", state).into())
    }
}
