//! Changing the tables. Refuses what a database would refuse by its keys.

use super::Op;
use super::tables::Tables;
use crate::change::Change;
use crate::entry::Entry;
use crate::error::StoreError;
use crate::row::{
    DraftRow, EventRow, EventState, FormDraftRow, LeafRow, RunRow, TaskRow, TaskStateRow, WorkflowRow, part_run,
};
use crate::stream::{Stream, StreamKind};
use std::collections::BTreeMap;
use std::sync::Arc;

type Done = Result<(), StoreError>;

fn conflict(what: impl Into<String>) -> StoreError {
    StoreError::Conflict(what.into())
}

fn insert_once<K: Ord, V>(table: &mut BTreeMap<K, V>, key: K, row: V, what: &str) -> Done {
    if table.contains_key(&key) {
        return Err(conflict(format!("{what} is there already")));
    }
    table.insert(key, row);
    Ok(())
}

impl Tables {
    pub(super) fn apply(&mut self, op: Op) -> Done {
        match op {
            Op::Found(workspace) if self.workspace.is_none() => self.workspace = Some(workspace),
            Op::Found(_) => return Err(conflict("the workspace is founded already")),
            Op::Append(entry) => self.append(entry),
            Op::Put(change) => self.put(*change)?,
        }
        Ok(())
    }

    fn append(&mut self, entry: Arc<Entry>) {
        if entry.stream.kind == StreamKind::Run {
            if let Some(run) = self.runs.get_mut(&entry.stream.id) {
                (run.rev, run.last_entry) = (entry.seq, entry.number);
            }
        } else {
            self.stream_heads.insert(entry.stream, entry.head());
        }
        self.entries.push(entry);
    }

    fn put(&mut self, change: Change) -> Done {
        match change {
            Change::PutRun(row) => return self.put_run(row),
            Change::OpenTask(task, state) => return self.open_task(task, state),
            Change::PutTaskState(row) => return self.put_task_state(row),
            Change::PutOffers { task, people } => return self.put_offers(task, &people),
            Change::PutJob(row) => drop(self.jobs.insert(row.id, row)),
            Change::DropJob(id) => drop(self.jobs.remove(&id)),
            Change::PutLock(row) => drop(self.locks.insert(row.id, row)),
            Change::DropLock(id) => drop(self.locks.remove(&id)),
            Change::PutTimer(row) => drop(self.timers.insert(row.id, row)),
            Change::DropTimer(id) => drop(self.timers.remove(&id)),
            Change::DropTimersOf { run } => self.timers.retain(|id, _| part_run(*id) != run),
            Change::PutParty(row) => drop(self.parties.insert(row)),
            Change::DropParty(row) => drop(self.parties.remove(&row)),
            Change::PutException(row) => drop(self.exceptions.insert(row.id, row)),
            Change::PutSubscription(row) => drop(self.subscriptions.insert(row.id, row)),
            Change::DropSubscription(id) => drop(self.subscriptions.remove(&id)),
            Change::PutEvent(row) => return self.put_event(row),
            Change::DropEventsBefore { at_us } => {
                self.events.retain(|_, row| row.at_us >= at_us || row.state == EventState::Pending);
            }
            Change::PutOutbox(row) => drop(self.outbox.insert(row.id, row)),
            Change::DropOutbox(id) => drop(self.outbox.remove(&id)),
            Change::PutNotification(row) => drop(self.notifications.insert(row.id, row)),
            Change::ReadNotifications { person, up_to } => self.read_notifications(person, up_to),
            Change::PutWorkflow(row) => return self.put_workflow(row),
            Change::PutVersion(row) => {
                return insert_once(&mut self.versions, (row.workflow, row.version), row, "this version");
            }
            other => return self.put_rest(other),
        }
        Ok(())
    }

    fn put_rest(&mut self, change: Change) -> Done {
        match change {
            Change::PutDraft(row) => return self.put_draft(row),
            Change::DropDraft { slug } => drop(self.drafts.remove(&slug)),
            Change::DropWorkflow { id } => return self.drop_workflow(id),
            Change::PutBinned { item, draft } => {
                return insert_once(&mut self.binned, item, draft, "this item of the bin");
            }
            Change::DropBinned { item } => drop(self.binned.remove(&item)),
            Change::PutFormDraft(row) => return self.put_form_draft(row),
            Change::DropFormDraft { place, person } => drop(self.form_drafts.remove(&(place, person))),
            Change::DropFormDrafts { place } => self.form_drafts.retain(|(at, _), _| *at != place),
            Change::PutFile(row) => drop(self.files.insert(row.id.clone(), row)),
            Change::DropFile { id } => drop(self.files.remove(&id)),
            Change::PutCommand(row) => {
                return insert_once(&mut self.commands, row.id.clone(), row, "an answer to this command");
            }
            Change::DropCommandsBefore { at_us } => self.commands.retain(|_, row| row.at_us >= at_us),
            Change::SetCounter { name, n } => drop(self.counters.insert(name, n)),
            Change::AddCounter { name, by } => *self.counters.entry(name).or_default() += by,
            Change::PutSnapshot(row) => drop(self.snapshots.insert(row.stream, row)),
            Change::DropSnapshot { stream } => drop(self.snapshots.remove(&stream)),
            Change::DropSnapshots => self.snapshots.clear(),
            Change::RemoveRuns { runs } => return self.remove_runs(&runs),
            Change::PutLeaf(row) => return self.put_leaf(row),
            Change::PutNode { level, index, hash } => drop(self.nodes.insert((level, index), hash)),
            Change::PutHead(row) => {
                return insert_once(&mut self.heads, (row.epoch, row.size), row, "this checkpoint");
            }
            Change::DropHead { epoch, size } => drop(self.heads.remove(&(epoch, size))),
            Change::PutFollower(row) => drop(self.followers.insert(row.name, row.cursor)),
            Change::PutSearch(row) => drop(self.searches.insert(row.run, row)),
            _ => return Err(conflict("a change that this store does not know")),
        }
        Ok(())
    }

    fn put_event(&mut self, row: EventRow) -> Done {
        if self.events.values().any(|other| other.n != row.n && other.name == row.name && other.id == row.id) {
            return Err(conflict("an event of this name and id is there already"));
        }
        self.event_last = self.event_last.max(row.n);
        self.events.insert(row.n, row);
        Ok(())
    }

    fn put_run(&mut self, mut row: RunRow) -> Done {
        let taken = |other: &RunRow| other.id != row.id && other.workflow == row.workflow && other.number == row.number;
        if self.runs.values().any(taken) {
            return Err(conflict("the run's number is taken"));
        }
        let before = self.runs.get(&row.id);
        (row.rev, row.last_entry) = before.map_or((0, 0), |run| (run.rev, run.last_entry));
        self.runs.insert(row.id, row);
        Ok(())
    }

    fn open_task(&mut self, task: TaskRow, state: TaskStateRow) -> Done {
        insert_once(&mut self.tasks, task.id, task, "this task")?;
        self.task_states.insert(state.task, state);
        Ok(())
    }

    fn put_task_state(&mut self, row: TaskStateRow) -> Done {
        if !row.status.is_open() {
            self.offers.retain(|(task, _)| *task != row.task);
        }
        let Some(before) = self.task_states.get_mut(&row.task) else {
            return Err(conflict("there is no such task"));
        };
        *before = row;
        Ok(())
    }

    fn put_offers(&mut self, task: i64, people: &[i64]) -> Done {
        let open = self.task_states.get(&task).is_some_and(|state| state.status.is_open());
        if !open && !people.is_empty() {
            return Err(conflict("only an open task can be offered"));
        }
        self.offers.retain(|(other, _)| *other != task);
        self.offers.extend(people.iter().map(|person| (task, *person)));
        Ok(())
    }

    fn read_notifications(&mut self, person: i64, up_to: i64) {
        let mine = self.notifications.range_mut(..=up_to).map(|(_, row)| row).filter(|row| row.person == person);
        mine.for_each(|row| row.read = true);
    }

    fn put_workflow(&mut self, row: WorkflowRow) -> Done {
        let taken = |other: &WorkflowRow| other.id != row.id && (other.slug == row.slug || other.key == row.key);
        if self.workflows.values().any(taken) {
            return Err(conflict("the workflow's id or key is taken"));
        }
        self.workflows.insert(row.id, row);
        Ok(())
    }

    fn drop_workflow(&mut self, id: i64) -> Done {
        if self.runs.values().any(|run| run.workflow == id) {
            return Err(conflict("the workflow has runs"));
        }
        self.workflows.remove(&id);
        self.versions.retain(|(workflow, _), _| *workflow != id);
        Ok(())
    }

    fn put_draft(&mut self, row: DraftRow) -> Done {
        if self.drafts.get(&row.slug).is_some_and(|draft| draft.rev >= row.rev) {
            return Err(conflict("the draft was saved meanwhile"));
        }
        self.drafts.insert(row.slug.clone(), row);
        Ok(())
    }

    fn put_form_draft(&mut self, row: FormDraftRow) -> Done {
        let key = (row.place.clone(), row.person);
        if self.form_drafts.get(&key).is_some_and(|draft| draft.rev >= row.rev) {
            return Err(conflict("the form was saved meanwhile"));
        }
        self.form_drafts.insert(key, row);
        Ok(())
    }

    fn remove_runs(&mut self, runs: &[i64]) -> Done {
        for run in runs {
            let over = self.runs.get(run).is_some_and(|row| row.ended_us.is_some());
            if !over {
                return Err(conflict("only a run that is there and over can be taken out"));
            }
            self.runs.remove(run);
            self.searches.remove(run);
            self.snapshots.remove(&Stream::run(*run));
        }
        let gone = |run: i64| runs.contains(&run);
        self.tasks.retain(|id, _| !gone(part_run(*id)));
        self.task_states.retain(|id, _| !gone(part_run(*id)));
        self.offers.retain(|(task, _)| !gone(part_run(*task)));
        self.timers.retain(|id, _| !gone(part_run(*id)));
        self.jobs.retain(|id, _| !gone(part_run(*id)));
        self.exceptions.retain(|id, _| !gone(part_run(*id)));
        self.parties.retain(|row| !gone(row.run));
        self.outbox.retain(|_, row| !row.run.is_some_and(gone));
        self.notifications.retain(|_, row| !row.run.is_some_and(gone));
        self.files.retain(|_, row| !row.run.is_some_and(gone));
        let of_run = |stream: Stream| stream.kind == StreamKind::Run && gone(stream.id);
        for entry in self.entries.iter_mut().filter(|entry| of_run(entry.stream)) {
            Arc::make_mut(entry).body = None;
        }
        Ok(())
    }

    fn put_leaf(&mut self, row: LeafRow) -> Done {
        let has_place =
            self.leaves.iter().rev().take_while(|leaf| leaf.entry >= row.entry).any(|leaf| leaf.entry == row.entry);
        if row.n != self.leaves.len() as i64 || has_place {
            return Err(conflict("the log has another next leaf"));
        }
        self.leaves.push(row);
        Ok(())
    }
}
