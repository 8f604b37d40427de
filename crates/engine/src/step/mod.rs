//! What a step does when a thread comes to it, one kind a file.

mod choose;
mod decide;
mod parallel;
pub(crate) mod people;
mod send;
mod set;

use baton_model::definition::StepKind;
use jiff::Timestamp;

use crate::Datum;
use crate::behaviour::values::is_absent;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, Place, StepOpened};
use crate::limits::TITLE_CHARS;
use crate::name::{Name, ThreadNo, V1};

impl Burst<'_> {
    /// A thread comes to a step: it is passed over, held, done at once, or opened.
    pub fn enter(&mut self, thread: ThreadNo, name: &Name) -> Decision {
        let Some(node) = self.node(name) else { return Ok(()) };
        let Some(step) = self.step(name) else { return Ok(()) };
        if let Some(when) = &step.when {
            let (holds, notes) = self.holds(&when.program)?;
            if !holds {
                self.skip(thread, node, name, notes);
                return Ok(());
            }
        }
        let missing = self.missing_needs(&step.needs);
        if !missing.is_empty() {
            self.raise_missing(thread, &Place::Step(name.clone()), name, "step.needs_missing", missing);
            return Ok(());
        }
        match &step.kind {
            StepKind::Task(_) | StepKind::Approve(_) => self.open_for_people(thread, step, None),
            StepKind::Decide(decide) => self.decide_by_rule(thread, step, decide),
            StepKind::Set(_) => self.set_values(thread, step),
            StepKind::Choose(choose) => self.choose(thread, name, choose),
            StepKind::Parallel(parallel) => self.open_branches(thread, name, parallel),
            StepKind::Send(send) => self.send_message(thread, name, send),
            StepKind::End(_) => {
                let pass = self.open_automatic(thread, name)?;
                self.complete_automatic(thread, name, pass);
                Ok(())
            }
            StepKind::Call(_)
            | StepKind::Work(_)
            | StepKind::Wait(_)
            | StepKind::Run(_)
            | StepKind::Stage(_)
            | StepKind::Each(_)
            | StepKind::Repeat(_)
            | StepKind::Race(_)
            | StepKind::AnyOrder(_) => {
                let kind = step.kind.word().to_owned();
                self.raise(thread, &Place::Step(name.clone()), name, "step.not_executable", [("kind", kind)]);
                Ok(())
            }
        }
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
        notes: Vec<String>,
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
        let pass = self.next_pass(name);
        Ok(StepOpened { v: V1::default(), step: name.clone(), pass, thread, due, notes, title, guide })
    }

    fn missing_needs(&self, needs: &[baton_model::definition::Named]) -> Vec<Name> {
        let missing = needs.iter().filter(|need| self.stored(&need.name).is_none_or(|value| is_absent(&value)));
        missing.map(|need| need.name.as_str().into()).collect()
    }
}
