//! Folds all entries: the directory, the definitions, every run, and what is counted.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use baton_engine::state::{ExceptionState, RunStatus, TaskRecord};
use baton_engine::{About, Effect, Event, RunState, apply, effects, locks_to_grant};
use baton_model::Compiled;
use baton_people::Directory;
use baton_store::removed::removals;
use baton_store::row::{VersionRow, WorkflowRow};
use baton_store::seal::Sealer;
use baton_store::{Change, Entry, Hash, StoreError, StreamKind};

use super::{gone, is_folded, rows};
use crate::access::AccessEvent;
use crate::core::owns;
use crate::definitions::DefinitionEvent;
use crate::facts::last_assigned_counter;
use crate::starts::{Starts, scheduled_counter};
use crate::{body, history};

/// A run with what only its entries' order tells.
#[derive(Default)]
pub(super) struct FoldedRun {
    pub state: RunState,
    pub workflow: i64,
    /// The `seq` of the entry that last changed each task.
    pub task_revs: BTreeMap<u32, i64>,
    /// The version in which a task was made, where its run has moved since.
    pub made_in: BTreeMap<u32, Arc<Compiled>>,
    /// When each exception stopped holding the run.
    pub resolved_us: BTreeMap<u32, i64>,
}

/// Everything the entries say.
#[derive(Default)]
pub(super) struct Folded {
    directory: Directory,
    workflows: BTreeMap<i64, WorkflowRow>,
    slugs: HashMap<String, i64>,
    versions: Vec<VersionRow>,
    /// The published designs in the bin, by their items.
    binned: BTreeMap<i64, i64>,
    compiled: HashMap<(i64, i64), Arc<Compiled>>,
    runs: BTreeMap<i64, FoldedRun>,
    counters: BTreeMap<String, i64>,
    /// Runs of which an entry's body is gone.
    gone: BTreeMap<i64, i64>,
    /// Runs that entries say were taken out.
    removed: BTreeSet<i64>,
    /// Whether mails are kept, each once; else they leave, one for each who gets it.
    keeps_mails: bool,
}

impl Folded {
    /// Nothing yet, of a rehearsal or not.
    pub fn of(keeps_mails: bool) -> Self {
        Self { keeps_mails, ..Self::default() }
    }

    /// Takes an entry in.
    pub fn take(&mut self, entry: &Entry, sealer: &Sealer) -> Result<(), StoreError> {
        if entry.stream.kind == StreamKind::Access {
            self.removals(entry);
            self.bin(entry, sealer)?;
        }
        if !is_folded(entry.stream.kind) {
            return Ok(());
        }
        if entry.body.is_none() && entry.stream.kind == StreamKind::Run {
            // Whether an entry records it shows at the end.
            self.gone.entry(entry.stream.id).or_insert(entry.number);
            return Ok(());
        }
        let opened = body::open(entry, sealer)?.ok_or_else(|| gone(entry.number))?;
        match entry.stream.kind {
            StreamKind::Directory => {
                for event in opened.events {
                    self.directory.apply(&body::event(event)?);
                }
            }
            StreamKind::Definition => {
                for event in opened.events {
                    self.published(entry, opened.behalf, body::event(event)?)?;
                }
            }
            _ => {
                let events = opened.events.into_iter().map(body::event).collect::<Result<Vec<Event>, _>>()?;
                self.run(entry, opened.behalf, &events)?;
            }
        }
        Ok(())
    }

    /// What is recorded to be taken out has no rows any more; its numbers are not given again.
    fn removals(&mut self, entry: &Entry) {
        for (workflow, runs) in removals(entry) {
            for removed in runs {
                self.highest("run", removed.run);
                self.highest(&format!("runs:{workflow}"), removed.number);
                self.runs.remove(&removed.run);
                self.removed.insert(removed.run);
            }
        }
    }

    /// Which published designs are in the bin, and which are forgotten.
    fn bin(&mut self, entry: &Entry, sealer: &Sealer) -> Result<(), StoreError> {
        const OF_BIN: [&str; 3] = ["design_binned", "design_restored", "designs_forgotten"];
        let Some(opened) = body::open(entry, sealer)? else { return Ok(()) };
        let of_bin = |event: &serde_json::Value| event["t"].as_str().is_some_and(|name| OF_BIN.contains(&name));
        for event in opened.events.into_iter().filter(of_bin) {
            match body::event(event)? {
                AccessEvent::DesignBinned { item, workflow: Some(workflow), .. } => {
                    self.binned.insert(item, workflow);
                }
                AccessEvent::DesignRestored { item, .. } => drop(self.binned.remove(&item)),
                AccessEvent::DesignsForgotten { items, .. } => {
                    for workflow in items.iter().filter_map(|item| self.binned.remove(item)) {
                        self.workflows.remove(&workflow);
                        self.versions.retain(|version| version.workflow != workflow);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The runs that were taken out; an entry whose body is gone without a record ends the rebuild.
    pub fn removed(&self) -> Result<&BTreeSet<i64>, StoreError> {
        match self.gone.iter().find(|(run, _)| !self.removed.contains(run)) {
            Some((_, entry)) => Err(gone(*entry)),
            None => Ok(&self.removed),
        }
    }

    /// Whether the counters can be told in full: not where runs were taken out, or somebody erased who owns a workflow.
    pub fn counts_all(&self) -> bool {
        self.removed.is_empty() && self.directory.people().all(|person| !person.erased)
    }

    fn published(&mut self, entry: &Entry, behalf: Option<i64>, event: DefinitionEvent) -> Result<(), StoreError> {
        let DefinitionEvent::VersionPublished { workflow, slug, key, title, about, owner, version, text, note, .. } =
            event;
        // A decision has no runs to fold.
        if key != WorkflowRow::key_of_decision(&slug) {
            let compiled = baton_model::compile_published(&text)
                .map_err(|_| StoreError::Corrupt(format!("version {version} of {slug} does not compile any more")))?;
            self.compiled.insert((workflow, version), Arc::new(compiled));
        }
        self.slugs.insert(slug.clone(), workflow);
        let sha256 = Hash::of(&[text.as_bytes()]);
        let by = behalf.unwrap_or(entry.actor_id);
        let (at_us, number) = (entry.time_us, entry.number);
        self.versions.push(VersionRow { workflow, version, text, sha256, note, by, at_us, entry: number });
        let rev = entry.seq;
        self.workflows.insert(
            workflow,
            WorkflowRow { id: workflow, slug, key, title, about, owner, live_version: version, rev, binned: false },
        );
        self.highest("workflow", workflow);
        Ok(())
    }

    fn run(&mut self, entry: &Entry, behalf: Option<i64>, events: &[Event]) -> Result<(), StoreError> {
        let mut run = self.runs.remove(&entry.stream.id).unwrap_or_default();
        let before = run.state.clone();
        let at = history::entry_ref(entry, behalf);
        for event in events {
            self.moves(&mut run, event);
            apply(&mut run.state, event, &at);
        }
        run.state.close_entry(&at);
        run.workflow = self.slugs.get(&*run.state.workflow).copied().unwrap_or_default();
        for task in run.state.tasks.iter().filter(|task| before.task(task.task) != Some(task)) {
            run.task_revs.insert(task.task, entry.seq);
            self.assigned(before.task(task.task), task, entry.number);
        }
        for exception in &run.state.exceptions {
            if exception.state != ExceptionState::Open {
                run.resolved_us.entry(exception.exception).or_insert(entry.time_us);
            }
        }
        self.count_effects(&run, events, at.actor.as_person())?;
        let turns = locks_to_grant(&before, &run.state).len();
        if turns > 0 {
            *self.counters.entry("outbox".to_owned()).or_default() += turns as i64;
        }
        self.count_after(&before, &run.state);
        for event in events {
            if let Event::RunStarted(began) = event
                && let Some(at) = began.scheduled
            {
                self.highest(&scheduled_counter(run.workflow, began.start), at.as_microsecond());
            }
        }
        self.highest("run", run.state.run);
        self.highest(&format!("runs:{}", run.workflow), run.state.number);
        self.runs.insert(entry.stream.id, run);
        Ok(())
    }

    /// A task keeps what it was called when it was made.
    fn moves(&self, run: &mut FoldedRun, event: &Event) {
        if !matches!(event, Event::RunMoved(_)) {
            return;
        }
        let Ok(was) = self.compiled_of(run) else { return };
        for task in &run.state.tasks {
            run.made_in.entry(task.task).or_insert_with(|| Arc::clone(&was));
        }
    }

    /// Who was given work, and in which entry last.
    fn assigned(&mut self, had: Option<&TaskRecord>, task: &TaskRecord, entry: i64) {
        if let Some(person) = task.assignee.filter(|person| had.and_then(|had| had.assignee) != Some(*person)) {
            self.counters.insert(last_assigned_counter(person), entry);
        }
    }

    /// How many notifications, mails and commands that go on an entry made.
    fn count_effects(&mut self, run: &FoldedRun, events: &[Event], by: Option<i64>) -> Result<(), StoreError> {
        let compiled = self.compiled_of(run)?;
        let owner = self.workflows.get(&run.workflow).map(|workflow| workflow.owner.clone()).unwrap_or_default();
        for effect in events.iter().flat_map(|event| effects(&compiled, &run.state, event)) {
            let (name, more) = match effect {
                // A stored comment does not say whose it is: the entry does.
                Effect::Notify { people, about: About::Comment, .. } => {
                    ("notification", people.iter().filter(|person| Some(**person) != by).count())
                }
                Effect::Notify { people, .. } => ("notification", people.len()),
                Effect::TellOwner { .. } => {
                    let owners = self.directory.people().filter(|person| owns(&self.directory, person.id, &owner));
                    ("notification", owners.count())
                }
                Effect::SendMessage(message) if message.by_mail && self.keeps_mails => ("outbox", 1),
                Effect::SendMessage(message) if message.by_mail => ("outbox", message.to.len()),
                Effect::SendMessage(message) => ("notification", message.to.len()),
                Effect::ContinueRun
                | Effect::StartSubRun { .. }
                | Effect::CancelSubRun { .. }
                | Effect::UndoSubRun { .. }
                | Effect::TellUndone
                | Effect::BeginByDate { .. }
                | Effect::TellParent { .. } => ("outbox", 1),
            };
            if more > 0 {
                *self.counters.entry(name.to_owned()).or_default() += more as i64;
            }
        }
        Ok(())
    }

    /// How many commands an end made that begin runs after it.
    fn count_after(&mut self, before: &RunState, after: &RunState) {
        let ended = |state: &RunState| state.status == RunStatus::Finished || state.is_reopened();
        let Some(outcome) = after.outcome.as_deref().filter(|_| ended(after) && !ended(before)) else { return };
        let mut starts = Starts::default();
        for workflow in self.workflows.values().filter(|workflow| !self.is_binned(workflow.id)) {
            if let Some(compiled) = self.compiled.get(&(workflow.id, workflow.live_version)) {
                starts.add(workflow.id, compiled, after.started);
            }
        }
        let begun = starts.after(&after.workflow, outcome).count() as i64;
        if begun > 0 {
            *self.counters.entry("outbox".to_owned()).or_default() += begun;
        }
    }

    fn is_binned(&self, workflow: i64) -> bool {
        self.binned.values().any(|binned| *binned == workflow)
    }

    fn highest(&mut self, name: &str, n: i64) {
        let counter = self.counters.entry(name.to_owned()).or_default();
        *counter = n.max(*counter);
    }

    fn compiled_of(&self, run: &FoldedRun) -> Result<Arc<Compiled>, StoreError> {
        let version = (run.workflow, i64::from(run.state.version));
        let missing = || StoreError::Corrupt(format!("the version of {} was never published", run.state.key));
        self.compiled.get(&version).cloned().ok_or_else(missing)
    }

    /// The rows that must stand before the entries.
    pub fn run_rows(&self) -> Vec<Change> {
        self.runs.values().map(|run| Change::PutRun(rows::run(run))).collect()
    }

    /// All other rows.
    pub fn rest(&self) -> Result<Vec<Change>, StoreError> {
        let row =
            |row: &WorkflowRow| Change::PutWorkflow(WorkflowRow { binned: self.is_binned(row.id), ..row.clone() });
        let mut changes: Vec<Change> = self.workflows.values().map(row).collect();
        changes.extend(self.versions.iter().cloned().map(Change::PutVersion));
        for run in self.runs.values() {
            let compiled = self.compiled_of(run)?;
            rows::parts(run, &compiled, &mut changes);
        }
        let counters = self.counters.iter().map(|(name, n)| Change::SetCounter { name: name.clone(), n: *n });
        changes.extend(counters);
        Ok(changes)
    }
}
