//! A run that somebody looks at: all that a view needs of it, and how the reader stands to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_engine::{RunState, Texts, texts};
use baton_model::Compiled;
use baton_model::definition::StepKind;
use baton_people::{Directory, WorkspaceRole};
use baton_store::query::{LIMIT_MAX, Seen};
use baton_store::row::{RunRow, WorkflowRow};
use baton_store::{Reader, StoreError};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::form::asked;
use crate::caller::Caller;
use crate::core::{Core, owns};
use crate::permissions::{Operation, Relation};
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::lens::Lens;
use crate::view::timeline::Origins;

/// A run that is looked at.
pub struct Looked {
    /// Its row.
    pub row: RunRow,
    /// Its workflow's row.
    pub workflow: WorkflowRow,
    /// Its version.
    pub compiled: Arc<Compiled>,
    /// Where it stands.
    pub state: Arc<RunState>,
    /// Who there is.
    pub directory: Arc<Directory>,
    now: Timestamp,
    zone: TimeZone,
    holders: BTreeMap<String, String>,
    parts: BTreeMap<String, String>,
    texts: Texts,
}

impl Looked {
    /// The run of a row.
    pub fn of(core: &Core, reader: &dyn Reader, row: RunRow, zone: TimeZone) -> Result<Self, StoreError> {
        Self::with(core, reader, (row, zone), |compiled, state| texts_of(core, compiled, state))
    }

    /// The run of a row of a list. Of what is computed a list shows the title of the outcome alone, so no more than that is looked
    /// for, and only where there is one: all texts of every row would take longer than all else of the list.
    pub fn listed(core: &Core, reader: &dyn Reader, row: RunRow, zone: TimeZone) -> Result<Self, StoreError> {
        Self::with(core, reader, (row, zone), |compiled, state| {
            let outcome = state.outcome.as_ref().and_then(|outcome| compiled.workflow.outcomes.get(&**outcome));
            let is_computed = outcome.is_some_and(|outcome| !outcome.title.is_plain());
            if is_computed { texts_of(core, compiled, state) } else { Texts::default() }
        })
    }

    fn with(
        core: &Core,
        reader: &dyn Reader,
        (row, zone): (RunRow, TimeZone),
        texts: impl FnOnce(&Compiled, &RunState) -> Texts,
    ) -> Result<Self, StoreError> {
        let missing = || StoreError::Corrupt(format!("run {} is not whole", row.key));
        let workflow = reader.workflow(row.workflow)?.ok_or_else(missing)?;
        let compiled = core.definitions.compiled(reader, row.workflow, row.version)?;
        let state = core.run_state(reader, &row)?.ok_or_else(missing)?;
        let holders = holders(reader, row.workflow, &state)?;
        let parts = parts(reader, &compiled)?;
        let texts = texts(&compiled, &state);
        let (directory, now) = (core.directory(), core.now());
        Ok(Self { row, workflow, compiled, state, directory, now, zone, holders, parts, texts })
    }

    /// The run with that key, if the reader may see it.
    pub fn seen(
        core: &Core,
        caller: &Caller,
        operation: Operation,
        what: &str,
        id: &str,
        key: &str,
    ) -> Result<Self, Refused> {
        let hidden = || Refused::not_found(what, id);
        let reader = core.reader()?;
        let row = reader.run_by_key(key)?.ok_or_else(hidden)?;
        let looked = Self::of(core, reader.as_ref(), row, zone_of(core, caller))?;
        let relation = looked.relation(caller);
        Rights::of(caller, &looked.directory).with(operation, relation, what, id)?;
        Ok(looked)
    }

    /// What views look through.
    pub fn lens(&self) -> Lens<'_> {
        let Self { directory, compiled, state, now, zone, holders, parts, texts, .. } = self;
        Lens { directory, compiled, state, now: *now, zone, holders, parts, texts }
    }

    /// How the caller stands to the run.
    pub fn relation(&self, caller: &Caller) -> Relation {
        let person = caller.person.unwrap_or_default();
        Relation {
            party: self.state.parties.contains_key(&person),
            owner: owns(&self.directory, person, &self.workflow.owner),
            ..Relation::default()
        }
    }
}

/// What labels and titles of a run come to of which parts are computed; most workflows have none.
pub fn texts_of(core: &Core, compiled: &Compiled, state: &RunState) -> Texts {
    if compiled.index.computed_texts.is_empty() {
        return Texts::default();
    }
    let found = asked(core, &Caller::system(), state, |facts, ctx| texts(compiled, state, facts, ctx));
    // A list is not kept from anybody by a label.
    let told = |refused| tracing::warn!(run = %state.key, %refused, "labels could not be computed");
    found.map_err(told).unwrap_or_default()
}

/// Which runs hold the locks of the workflow that a run waits for.
fn holders(reader: &dyn Reader, workflow: i64, state: &RunState) -> Result<BTreeMap<String, String>, StoreError> {
    let mut holders = BTreeMap::new();
    for waited in baton_engine::shared_locks(state).into_iter().filter(|one| !one.is_held) {
        let first = reader.locks(workflow, &waited.lock, 1)?.into_iter().find(|row| row.held);
        if let Some(run) = first.map(|row| reader.run(row.run)).transpose()?.flatten() {
            holders.insert(waited.lock.to_string(), run.key);
        }
    }
    Ok(holders)
}

/// What the workflows of a process are called, by the steps that ask for them and wait for their time: its text names their ids.
fn parts(reader: &dyn Reader, compiled: &Compiled) -> Result<BTreeMap<String, String>, StoreError> {
    let mut parts = BTreeMap::new();
    if !is_process(compiled) {
        return Ok(parts);
    }
    for step in compiled.workflow.all_steps() {
        let StepKind::Run(run) = &step.kind else { continue };
        let Some(row) = reader.workflow_by_slug(&run.workflow.name)? else { continue };
        let part = step.id.strip_suffix("-run").unwrap_or(&step.id);
        for of_part in [step.id.clone(), part.to_owned(), format!("{part}-time")] {
            parts.insert(of_part, row.title.clone());
        }
    }
    Ok(parts)
}

/// Whether a version is that of a process.
pub(super) fn is_process(compiled: &Compiled) -> bool {
    compiled.text.lines().any(|line| line.starts_with("process:"))
}

/// The zone in which somebody is told times.
pub fn zone_of(core: &Core, caller: &Caller) -> TimeZone {
    let directory = core.directory();
    let own = caller.person.and_then(|person| directory.person(person)).and_then(|person| person.zone.clone());
    own.and_then(|zone| TimeZone::get(&zone).ok()).unwrap_or_else(|| core.zone())
}

/// The caller's role, where they are somebody.
pub fn role_of(directory: &Directory, caller: &Caller) -> Option<WorkspaceRole> {
    caller.person.and_then(|person| directory.person(person)).map(|person| person.role)
}

/// Whether they see every run.
pub fn sees_all(directory: &Directory, caller: &Caller) -> bool {
    caller.is_internal()
        || matches!(role_of(directory, caller), Some(WorkspaceRole::Administrator | WorkspaceRole::Auditor))
}

/// Which runs of a workflow they see: all where they answer for it or see every run, else those they have to do with.
pub fn seen_of(directory: &Directory, caller: &Caller, owner: &str) -> Seen {
    let person = caller.person.unwrap_or_default();
    if sees_all(directory, caller) || owns(directory, person, owner) { Seen::All } else { Seen::By(person) }
}

/// The workflows whose runs somebody sees because they answer for them.
pub fn owned_workflows(directory: &Directory, reader: &dyn Reader, person: i64) -> Result<Vec<i64>, Refused> {
    let mut owned = Vec::new();
    let mut after = 0;
    loop {
        let page = reader.workflows(after, LIMIT_MAX)?;
        let Some(last) = page.last() else { return Ok(owned) };
        after = last.id;
        owned.extend(page.iter().filter(|row| owns(directory, person, &row.owner)).map(|row| row.id));
    }
}

/// Whether they see where requests came from.
pub fn origins(directory: &Directory, caller: &Caller) -> Origins {
    if sees_all(directory, caller) { Origins::Shown } else { Origins::Hidden }
}

/// The workflow with that id.
pub fn workflow_of(reader: &dyn Reader, slug: Option<&str>) -> Result<Option<WorkflowRow>, Refused> {
    let Some(slug) = slug else { return Ok(None) };
    reader
        .workflow_by_slug(slug)?
        .filter(|row| !row.is_decision())
        .map(Some)
        .ok_or_else(|| Refused::not_found("workflow", slug))
}
