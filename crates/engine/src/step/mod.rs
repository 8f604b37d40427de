//! What a step does when a thread comes to it, one kind a file.

mod any_order;
mod choose;
mod decide;
mod each;
pub(crate) mod job;
mod parallel;
pub(crate) mod people;
mod repeat;
mod run;
mod send;
mod set;
mod stage;
pub(crate) mod try_time;
mod wait;

use baton_model::definition::step::Joining;
use baton_model::definition::{Deadline, Step, StepKind};
use jiff::Timestamp;

use crate::Datum;
use crate::behaviour::deadlines::Opened;
use crate::behaviour::values::is_absent;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, JobKind, Place, StepOpened};
use crate::limits::TITLE_CHARS;
use crate::name::{Name, ThreadNo, V1};

impl Burst<'_> {
    /// A thread comes to a step: it is passed over, held, done at once, or opened.
    pub fn enter(&mut self, thread: ThreadNo, name: &Name) -> Decision {
        let Some(node) = self.node(name) else { return Ok(()) };
        let Some(step) = self.step(name) else { return Ok(()) };
        if step.is_by_people() && self.outlasts(thread) && self.def.index.is_of_cancelled(name) {
            return self.skip(thread, node, name, Vec::new());
        }
        if let Some(when) = &step.when {
            let (holds, notes) = self.holds(&when.program)?;
            if !holds {
                return self.skip(thread, node, name, notes);
            }
        }
        if self.stands(thread, step)? {
            return Ok(());
        }
        let missing = self.missing_needs(step);
        if !missing.is_empty() {
            self.raise_missing(thread, &Place::Step(name.clone()), name, "step.needs_missing", missing);
            return Ok(());
        }
        if !self.may_begin(thread, step, None)? {
            return Ok(());
        }
        match &step.kind {
            StepKind::Task(_) | StepKind::Approve(_) => self.open_for_people(thread, step, None),
            StepKind::Decide(decide) => self.decide_by_rule(thread, step, decide),
            StepKind::Set(_) => self.set_values(thread, step),
            StepKind::Choose(choose) => match &choose.take_all {
                Some(joining) => self.open_cases(thread, name, choose, joining),
                None if step.is_block() => self.open_case(thread, name, choose),
                None => self.choose(thread, name, choose),
            },
            StepKind::Parallel(parallel) => self.open_branches(thread, name, &parallel.branches, &parallel.joining),
            StepKind::Race(race) => self.open_branches(thread, name, &race.branches, &Joining::default()),
            StepKind::AnyOrder(any) => self.open_any_order(thread, name, any),
            StepKind::Stage(_) => self.open_stage(thread, name),
            StepKind::Repeat(repeat) => self.open_repeat(thread, name, repeat),
            StepKind::Each(each) => self.open_each(thread, name, each),
            StepKind::Wait(wait) => self.wait(thread, step, wait),
            StepKind::Send(send) => self.send_message(thread, name, send),
            StepKind::End(_) => {
                let pass = self.open_automatic(thread, name)?;
                self.complete_automatic(thread, name, pass)
            }
            StepKind::Work(work) => self.open_job(thread, step, JobKind::Work, Some(work.topic.name.as_str().into())),
            StepKind::Call(_) => self.open_job(thread, step, JobKind::Call, None),
            StepKind::Run(run) => self.run_workflow(thread, step, run),
        }
    }

    /// Opens a block, with its deadline. Gives its pass.
    pub fn open_block(&mut self, thread: ThreadNo, block: &Name) -> Decision<u32> {
        match self.step(block) {
            Some(step) => self.open_waiting(thread, step),
            None => Ok(0),
        }
    }

    /// Opens a step that stays open without a task, with its deadline and handlers. Gives its pass.
    pub fn open_waiting(&mut self, thread: ThreadNo, step: &Step) -> Decision<u32> {
        let opened = self.open_step(thread, step)?;
        self.set_timers(step, &opened)?;
        self.arm(Some(step), opened.pass, thread)?;
        Ok(opened.pass)
    }

    /// Says that a step opens, until when; its timers are still to be set.
    pub fn open_step(&mut self, thread: ThreadNo, step: &Step) -> Decision<Opened> {
        self.open_until(thread, step, step.due.as_ref())
    }

    /// The same with another deadline.
    pub fn open_until(&mut self, thread: ThreadNo, step: &Step, until: Option<&Deadline>) -> Decision<Opened> {
        let name = Name::from(step.id.as_str());
        let (due, notes) = match until {
            Some(due) => self.deadline(due, self.ctx.now)?,
            None => (None, Vec::new()),
        };
        let pass = self.next_pass(&name);
        let opened = self.opening(thread, &name, due, notes)?;
        self.emit(Event::StepOpened(opened));
        Ok(Opened { pass, thread, task: None, at: self.ctx.now, due })
    }

    /// Opens a step that nobody does by hand. Gives its pass.
    pub fn open_automatic(&mut self, thread: ThreadNo, step: &Name) -> Decision<u32> {
        let pass = self.next_pass(step);
        let opened = self.opening(thread, step, None, Vec::new())?;
        self.emit(Event::StepOpened(opened));
        Ok(pass)
    }

    /// What is said of a step that opens: its next pass, with the title and guide as they read now.
    pub fn opening(
        &self,
        thread: ThreadNo,
        name: &Name,
        due: Option<Timestamp>,
        mut notes: Vec<String>,
    ) -> Decision<StepOpened> {
        let step = self.step(name);
        let title = match step.map(|step| &step.title).filter(|title| !title.is_plain()) {
            Some(title) => Some(self.one_line(title, TITLE_CHARS)?),
            None => None,
        };
        let guide = match step.and_then(|step| step.guide.as_ref()).filter(|guide| !guide.is_plain()) {
            Some(guide) => Some(Datum::of(self.rendered(guide)?.into(), self.is_private(guide))),
            None => None,
        };
        let (priority, why) = self.priority(thread, step)?;
        notes.extend(why);
        let pass = self.next_pass(name);
        Ok(StepOpened { v: V1::default(), step: name.clone(), pass, thread, due, notes, title, guide, priority })
    }

    fn missing_needs(&self, step: &Step) -> Vec<Name> {
        let missing = step.needed().filter(|need| self.stored(&need.name).is_none_or(|value| is_absent(&value)));
        missing.map(|need| need.name.as_str().into()).collect()
    }
}
