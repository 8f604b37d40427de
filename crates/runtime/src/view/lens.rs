//! What a view looks through: the run's own version, the directory, the reader's time. It names things for people.

use std::collections::BTreeMap;

use baton_engine::event::TaskKind;
use baton_engine::state::TaskRecord;
use baton_engine::{RunState, START, Texts};
use baton_model::Compiled;
use baton_model::definition::{Field, StartKind, StepKind};
use baton_people::{Directory, PersonId, WhyNot};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::types::PersonRef;
use crate::words;

/// Of a run that waits for no lock of its workflow, and is no process.
pub static NO_NAMES: BTreeMap<String, String> = BTreeMap::new();

/// What all views of one run look through.
pub struct Lens<'a> {
    /// Who people are.
    pub directory: &'a Directory,
    /// The version of the definition that the run has.
    pub compiled: &'a Compiled,
    /// Where the run stands.
    pub state: &'a RunState,
    /// What time it is.
    pub now: Timestamp,
    /// In whose zone times are told.
    pub zone: &'a TimeZone,
    /// Which runs hold the locks of the workflow that this one waits for.
    pub holders: &'a BTreeMap<String, String>,
    /// Of a process what the workflows are called that its steps ask for, by step; empty: it is none.
    pub parts: &'a BTreeMap<String, String>,
    /// What labels and titles come to of which parts are computed.
    pub texts: &'a Texts,
}

/// A person as every screen names them. One who was erased, or never was, is called so.
pub fn person_ref(directory: &Directory, person: PersonId) -> PersonRef {
    match directory.person(person) {
        Some(known) if !known.erased => {
            PersonRef { id: format!("@{}", known.handle), name: known.name.clone(), active: known.active }
        }
        Some(known) => {
            PersonRef { id: format!("@{}", known.handle), name: words::say("words.erased", &[]), active: false }
        }
        None => PersonRef { id: format!("@{person}"), name: words::say("words.erased", &[]), active: false },
    }
}

/// A moment as the API writes it.
pub fn moment(at: Timestamp) -> String {
    at.to_string()
}

impl Lens<'_> {
    /// A person as every screen names them.
    pub fn person(&self, person: PersonId) -> PersonRef {
        person_ref(self.directory, person)
    }

    /// A person's name.
    pub fn name(&self, person: PersonId) -> String {
        match self.directory.person(person) {
            Some(known) if !known.erased => known.name.clone(),
            _ => words::say("words.erased", &[]),
        }
    }

    /// Several people's names as a list.
    pub fn names(&self, people: &[PersonId]) -> String {
        words::list(&people.iter().map(|person| self.name(*person)).collect::<Vec<_>>())
    }

    /// A step's title; the start form's is that of the form.
    pub fn step_title(&self, step: &str) -> String {
        if step == START {
            let start = self.compiled.workflow.start.get(self.state.start);
            return start.map_or_else(
                || step.to_owned(),
                |start| match start.kind {
                    StartKind::Run => words::say("form.asked_for", &[]),
                    _ => self.texts.of(&start.title),
                },
            );
        }
        if let Some(workflow) = self.parts.get(step) {
            return workflow.clone();
        }
        let computed = self.state.shown(step).and_then(|record| record.title.clone());
        let written = || self.compiled.workflow.step(step).map(|found| found.title.outline());
        computed.or_else(written).unwrap_or_else(|| step.to_owned())
    }

    /// The definition of a field; of one of a block by the name under which the run keeps it, `NAME#FRAME`.
    pub fn field(&self, field: &str) -> Option<&Field> {
        let workflow = &self.compiled.workflow;
        match field.split_once('#') {
            Some((name, _)) => workflow.inner_field(name),
            None => workflow.fields.get(field),
        }
    }

    /// A field's label.
    pub fn field_label(&self, field: &str) -> String {
        self.field(field).map_or_else(|| field.to_owned(), |found| self.texts.of(&found.label))
    }

    /// A choice's label.
    pub fn choice_label(&self, step: &str, choice: &str) -> String {
        let found = self.compiled.workflow.step(step).and_then(|step| step.choices()?.get(choice));
        found.map_or_else(|| choice.to_owned(), |found| self.texts.of(&found.label))
    }

    /// What a choice that was made was called: as it was then, where that was kept.
    pub fn chosen(&self, step: &str, choice: &str, then: Option<&String>) -> String {
        then.cloned().unwrap_or_else(|| self.choice_label(step, choice))
    }

    /// An outcome's title.
    pub fn outcome_title(&self, outcome: &str) -> String {
        let found = self.compiled.workflow.outcomes.get(outcome);
        found.map_or_else(|| outcome.to_owned(), |found| self.texts.of(&found.title))
    }

    /// A field's value as it is told: people and files by their names, all else as it is.
    pub fn told(&self, field: &str, value: &Value) -> Value {
        let known = self.field(field);
        known.map_or_else(|| value.clone(), |known| self.told_as(known, value))
    }

    /// The same of a field or a column that is known.
    pub fn told_as(&self, known: &Field, value: &Value) -> Value {
        use baton_model::definition::FieldType::{File, Files, List, Person};
        if known.secret {
            return Value::Null;
        }
        match (known.ty, value) {
            (Person, Value::Number(number)) => number.as_i64().map_or(Value::Null, |person| self.name(person).into()),
            (File, Value::String(id)) => self.file_name(id).into(),
            (Files, Value::Array(ids)) => {
                ids.iter().map(|id| id.as_str().map_or(Value::Null, |id| self.file_name(id).into())).collect()
            }
            (List, Value::Array(rows)) => rows.iter().map(|row| self.told_row(known, row)).collect(),
            _ => value.clone(),
        }
    }

    fn told_row(&self, list: &Field, row: &Value) -> Value {
        let Some(row) = row.as_object() else { return row.clone() };
        let told = row.iter().map(|(name, value)| {
            let column = list.of.get(name);
            (name.clone(), column.map_or_else(|| value.clone(), |column| self.told_as(column, value)))
        });
        Value::Object(told.collect())
    }

    /// A file's name as it was uploaded.
    pub fn file_name(&self, id: &str) -> String {
        let found = self.state.files.get(id).and_then(|file| file.name.clone());
        found.unwrap_or_else(|| words::say("words.erased", &[]))
    }

    /// Whether nobody does this step by hand.
    pub fn is_automatic(&self, step: &str) -> bool {
        step != START && self.compiled.workflow.step(step).is_some_and(|found| !found.is_by_people())
    }

    /// What a case of a `choose` is called: its title, else its condition, in which fields have their labels.
    pub fn case_title(&self, step: &str, case: &str) -> String {
        let found = self.compiled.workflow.step(step).and_then(|found| match &found.kind {
            StepKind::Choose(choose) => choose.cases.iter().find(|known| known.id == case),
            _ => None,
        });
        let title = found.and_then(|found| Some(self.texts.of(found.title.as_ref()?)));
        let labels = || baton_model::labels(&self.compiled.workflow);
        let when = || Some(baton_model::labelled(&found?.when.as_ref()?.text, &labels()));
        let otherwise = || found.map(|_| words::say("words.otherwise", &[]));
        title.or_else(when).or_else(otherwise).unwrap_or_else(|| case.to_owned())
    }

    /// What stopped a step, as a sentence.
    pub fn exception_sentence(&self, code: &str, params: &BTreeMap<String, String>) -> String {
        words::coded(code, params)
    }

    /// A task's title: a reopened start form is not asked for a second time but to be mended.
    pub fn task_title(&self, task: &TaskRecord) -> String {
        match task.kind {
            TaskKind::Form => words::say("form.mend", &[]),
            TaskKind::Task | TaskKind::Approve => task.title.clone().unwrap_or_else(|| self.step_title(&task.step)),
        }
    }

    /// A group's title.
    pub fn group_title(&self, handle: &str) -> String {
        self.directory.group_by_handle(handle).map_or_else(|| handle.to_owned(), |group| group.title.clone())
    }

    /// Why somebody could not have a task, as a sentence that follows another.
    pub fn why_not(&self, person: PersonId, why: &WhyNot) -> String {
        let name = self.name(person);
        match why {
            WhyNot::Excluded { by } => words::say("why_not.excluded", &[("who", &name), ("by", by)]),
            WhyNot::Inactive => words::say("why_not.inactive", &[("who", &name)]),
            WhyNot::Absent => words::say("why_not.absent", &[("who", &name)]),
            WhyNot::LacksSkill { skill } => words::say("why_not.lacks_skill", &[("who", &name), ("skill", skill)]),
        }
    }
}
