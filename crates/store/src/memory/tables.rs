//! The tables of the memory store.

use crate::entry::{Entry, EntryHead};
use crate::error::StoreError;
use crate::hash::Hash;
use crate::query::TaskItem;
use crate::read::Last;
use crate::row::{
    CommandKey, CommandRow, DraftRow, EventRow, ExceptionRow, FileRow, FormDraftRow, HeadRow, JobRow, LeafRow, LockRow,
    NotificationRow, OutboxRow, PartyRow, RunRow, SearchRow, SnapshotRow, SubscriptionRow, TaskRow, TaskStateRow,
    TimerRow, VersionRow, WorkflowRow,
};
use crate::stream::{Stream, StreamKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// All tables.
#[derive(Clone, Default)]
pub(super) struct Tables {
    pub(super) workspace: Option<Uuid>,
    pub(super) entries: Vec<Arc<Entry>>,
    /// Of streams that are not runs; a run's row has its own.
    pub(super) stream_heads: BTreeMap<Stream, EntryHead>,
    pub(super) snapshots: BTreeMap<Stream, SnapshotRow>,
    pub(super) runs: BTreeMap<i64, RunRow>,
    pub(super) tasks: BTreeMap<i64, TaskRow>,
    pub(super) task_states: BTreeMap<i64, TaskStateRow>,
    pub(super) offers: BTreeSet<(i64, i64)>,
    pub(super) timers: BTreeMap<i64, TimerRow>,
    pub(super) jobs: BTreeMap<i64, JobRow>,
    pub(super) locks: BTreeMap<i64, LockRow>,
    pub(super) parties: BTreeSet<PartyRow>,
    pub(super) exceptions: BTreeMap<i64, ExceptionRow>,
    pub(super) subscriptions: BTreeMap<i64, SubscriptionRow>,
    pub(super) events: BTreeMap<i64, EventRow>,
    pub(super) event_last: i64,
    pub(super) outbox: BTreeMap<i64, OutboxRow>,
    pub(super) notifications: BTreeMap<i64, NotificationRow>,
    pub(super) workflows: BTreeMap<i64, WorkflowRow>,
    pub(super) versions: BTreeMap<(i64, i64), VersionRow>,
    pub(super) drafts: BTreeMap<String, DraftRow>,
    pub(super) binned: BTreeMap<i64, DraftRow>,
    pub(super) form_drafts: BTreeMap<(String, i64), FormDraftRow>,
    pub(super) files: BTreeMap<String, FileRow>,
    pub(super) commands: BTreeMap<CommandKey, CommandRow>,
    pub(super) counters: BTreeMap<String, i64>,
    pub(super) leaves: Vec<LeafRow>,
    pub(super) nodes: BTreeMap<(u8, u64), Hash>,
    pub(super) heads: BTreeMap<(i64, i64), HeadRow>,
    pub(super) followers: BTreeMap<String, i64>,
    pub(super) searches: BTreeMap<i64, SearchRow>,
}

impl Tables {
    pub(super) fn last(&self) -> Option<Last> {
        self.entries.last().map(|entry| Last { number: entry.number, time_us: entry.time_us })
    }

    pub(super) fn entry(&self, number: i64) -> Option<&Arc<Entry>> {
        self.entries.get(usize::try_from(number.checked_sub(1)?).ok()?)
    }

    /// The last entry of a stream; a conflict for a run that was not put.
    pub(super) fn stream_head(&self, stream: Stream) -> Result<Option<EntryHead>, StoreError> {
        if stream.kind != StreamKind::Run {
            return Ok(self.stream_heads.get(&stream).copied());
        }
        let run = self.runs.get(&stream.id).ok_or_else(|| StoreError::no_run(stream.id))?;
        Ok(self.entry(run.last_entry).map(|entry| entry.head()))
    }

    pub(super) fn item(&self, task: i64) -> Option<TaskItem> {
        let task = self.tasks.get(&task)?;
        Some(TaskItem {
            task: task.clone(),
            state: self.task_states.get(&task.id)?.clone(),
            run: self.runs.get(&task.run)?.clone(),
        })
    }

    pub(super) fn is_party(&self, run: i64, person: i64) -> bool {
        self.parties.iter().any(|party| party.run == run && party.person == person)
    }
}

/// Something that can show the tables; all reading is written against this.
pub(super) trait Tabled {
    /// Reads one state of the tables.
    fn with<R>(&self, read: impl FnOnce(&Tables) -> R) -> R;
}
