//! Passing every read on to the store inside, once the gate lets it through.

use super::{Call, FaultyLook, FaultyReader, FaultyTx, FaultyWriter};
use crate::entry::{Entry, EntryHead};
use crate::error::StoreError;
use crate::hash::Hash;
use crate::query::{Cursor, ExceptionItem, ExceptionQuery, RunQuery, TaskCounts, TaskItem, TaskQuery};
use crate::read::{
    KeptKey, Last, ReadDefinitions, ReadDump, ReadEntries, ReadEvents, ReadLog, ReadRest, ReadRuns, ReadTasks,
    ReadWork, Table,
};
use crate::row::{
    CommandKey, CommandRow, DraftRow, EventRow, ExceptionRow, FileRow, FormDraftRow, HeadRow, JobKind, JobRow, LeafRow,
    LockRow, NotificationRow, OutboxKind, OutboxRow, OutboxState, PartyRow, RunRow, SearchRow, SnapshotRow,
    SubscriptionRow, TimerRow, TopicRow, VersionRow, WorkflowRow,
};
use crate::stream::Stream;
use serde_json::Value;
use uuid::Uuid;

macro_rules! pass_reads {
    ($of:ident $(<$life:lifetime>)?) => {
        impl$(<$life>)? ReadEntries for $of$(<$life>)? {
            fn workspace(&self) -> Result<Option<Uuid>, StoreError> {
                self.gate.before(Call::Read("workspace"))?;
                self.inner.workspace()
            }
            fn last(&self) -> Result<Option<Last>, StoreError> {
                self.gate.before(Call::Read("last"))?;
                self.inner.last()
            }
            fn entry(&self, number: i64) -> Result<Option<Entry>, StoreError> {
                self.gate.before(Call::Read("entry"))?;
                self.inner.entry(number)
            }
            fn entries(&self, after: i64, limit: usize) -> Result<Vec<Entry>, StoreError> {
                self.gate.before(Call::Read("entries"))?;
                self.inner.entries(after, limit)
            }
            fn stream_head(&self, stream: Stream) -> Result<Option<EntryHead>, StoreError> {
                self.gate.before(Call::Read("stream_head"))?;
                self.inner.stream_head(stream)
            }
            fn trail(&self, stream: Stream, before: Option<i64>, limit: usize) -> Result<Vec<Entry>, StoreError> {
                self.gate.before(Call::Read("trail"))?;
                self.inner.trail(stream, before, limit)
            }
            fn snapshot(&self, stream: Stream) -> Result<Option<SnapshotRow>, StoreError> {
                self.gate.before(Call::Read("snapshot"))?;
                self.inner.snapshot(stream)
            }
        }
        impl$(<$life>)? ReadRuns for $of$(<$life>)? {
            fn run(&self, id: i64) -> Result<Option<RunRow>, StoreError> {
                self.gate.before(Call::Read("run"))?;
                self.inner.run(id)
            }
            fn run_by_key(&self, key: &str) -> Result<Option<RunRow>, StoreError> {
                self.gate.before(Call::Read("run_by_key"))?;
                self.inner.run_by_key(key)
            }
            fn runs(&self, query: &RunQuery) -> Result<Vec<RunRow>, StoreError> {
                self.gate.before(Call::Read("runs"))?;
                self.inner.runs(query)
            }
            fn runs_from(&self, workflow: i64, after: i64, limit: usize) -> Result<Vec<RunRow>, StoreError> {
                self.inner.runs_from(workflow, after, limit)
            }
            fn runs_ended(&self, workflow: i64, limit: usize) -> Result<Vec<RunRow>, StoreError> {
                self.inner.runs_ended(workflow, limit)
            }
            fn has_open_runs(&self, workflow: i64, version: i64) -> Result<bool, StoreError> {
                self.inner.has_open_runs(workflow, version)
            }
            fn parties(&self, run: i64) -> Result<Vec<PartyRow>, StoreError> {
                self.gate.before(Call::Read("parties"))?;
                self.inner.parties(run)
            }
            fn is_party(&self, run: i64, person: i64) -> Result<bool, StoreError> {
                self.gate.before(Call::Read("is_party"))?;
                self.inner.is_party(run, person)
            }
            fn search(&self, run: i64) -> Result<Option<SearchRow>, StoreError> {
                self.gate.before(Call::Read("search"))?;
                self.inner.search(run)
            }
        }
        impl$(<$life>)? ReadTasks for $of$(<$life>)? {
            fn task(&self, id: i64) -> Result<Option<TaskItem>, StoreError> {
                self.gate.before(Call::Read("task"))?;
                self.inner.task(id)
            }
            fn tasks_of(&self, run: i64) -> Result<Vec<TaskItem>, StoreError> {
                self.gate.before(Call::Read("tasks_of"))?;
                self.inner.tasks_of(run)
            }
            fn offers(&self, task: i64) -> Result<Vec<i64>, StoreError> {
                self.gate.before(Call::Read("offers"))?;
                self.inner.offers(task)
            }
            fn tasks(&self, query: &TaskQuery) -> Result<Vec<TaskItem>, StoreError> {
                self.gate.before(Call::Read("tasks"))?;
                self.inner.tasks(query)
            }
            fn task_counts(&self, person: i64, now_us: i64) -> Result<TaskCounts, StoreError> {
                self.gate.before(Call::Read("task_counts"))?;
                self.inner.task_counts(person, now_us)
            }
            fn load(&self, person: i64) -> Result<i64, StoreError> {
                self.gate.before(Call::Read("load"))?;
                self.inner.load(person)
            }
        }
        impl$(<$life>)? ReadWork for $of$(<$life>)? {
            fn timer(&self, id: i64) -> Result<Option<TimerRow>, StoreError> {
                self.gate.before(Call::Read("timer"))?;
                self.inner.timer(id)
            }
            fn timers_of(&self, run: i64) -> Result<Vec<TimerRow>, StoreError> {
                self.gate.before(Call::Read("timers_of"))?;
                self.inner.timers_of(run)
            }
            fn timers_until(&self, until_us: i64, after: Option<Cursor>, limit: usize) -> Result<Vec<TimerRow>, StoreError> {
                self.gate.before(Call::Read("timers_until"))?;
                self.inner.timers_until(until_us, after, limit)
            }
            fn job(&self, id: i64) -> Result<Option<JobRow>, StoreError> {
                self.gate.before(Call::Read("job"))?;
                self.inner.job(id)
            }
            fn jobs_of(&self, run: i64) -> Result<Vec<JobRow>, StoreError> {
                self.gate.before(Call::Read("jobs_of"))?;
                self.inner.jobs_of(run)
            }
            fn jobs_queued(&self, kind: JobKind, topic: &str, limit: usize) -> Result<Vec<JobRow>, StoreError> {
                self.gate.before(Call::Read("jobs_queued"))?;
                self.inner.jobs_queued(kind, topic, limit)
            }
            fn jobs_taken(&self, after: i64, limit: usize) -> Result<Vec<JobRow>, StoreError> {
                self.gate.before(Call::Read("jobs_taken"))?;
                self.inner.jobs_taken(after, limit)
            }
            fn locks(&self, workflow: i64, name: &str, limit: usize) -> Result<Vec<LockRow>, StoreError> {
                self.gate.before(Call::Read("locks"))?;
                self.inner.locks(workflow, name, limit)
            }
            fn topics(&self, limit: usize) -> Result<Vec<TopicRow>, StoreError> {
                self.gate.before(Call::Read("topics"))?;
                self.inner.topics(limit)
            }
            fn exception(&self, id: i64) -> Result<Option<ExceptionRow>, StoreError> {
                self.gate.before(Call::Read("exception"))?;
                self.inner.exception(id)
            }
            fn exceptions_of(&self, run: i64) -> Result<Vec<ExceptionRow>, StoreError> {
                self.gate.before(Call::Read("exceptions_of"))?;
                self.inner.exceptions_of(run)
            }
            fn exceptions(&self, query: &ExceptionQuery) -> Result<Vec<ExceptionItem>, StoreError> {
                self.gate.before(Call::Read("exceptions"))?;
                self.inner.exceptions(query)
            }
            fn outbox(&self, id: i64) -> Result<Option<OutboxRow>, StoreError> {
                self.gate.before(Call::Read("outbox"))?;
                self.inner.outbox(id)
            }
            fn outbox_pending(&self, kind: OutboxKind, now_us: i64, limit: usize) -> Result<Vec<OutboxRow>, StoreError> {
                self.gate.before(Call::Read("outbox_pending"))?;
                self.inner.outbox_pending(kind, now_us, limit)
            }
            fn outbox_list(&self, state: OutboxState, before: Option<i64>, limit: usize) -> Result<Vec<OutboxRow>, StoreError> {
                self.gate.before(Call::Read("outbox_list"))?;
                self.inner.outbox_list(state, before, limit)
            }
            fn outbox_last(&self) -> Result<i64, StoreError> {
                self.gate.before(Call::Read("outbox_last"))?;
                self.inner.outbox_last()
            }
            fn notifications(&self, person: i64, before: Option<i64>, limit: usize) -> Result<Vec<NotificationRow>, StoreError> {
                self.gate.before(Call::Read("notifications"))?;
                self.inner.notifications(person, before, limit)
            }
            fn unread(&self, person: i64) -> Result<i64, StoreError> {
                self.gate.before(Call::Read("unread"))?;
                self.inner.unread(person)
            }
            fn notification_last(&self) -> Result<i64, StoreError> {
                self.gate.before(Call::Read("notification_last"))?;
                self.inner.notification_last()
            }
        }
        impl$(<$life>)? ReadDefinitions for $of$(<$life>)? {
            fn workflow(&self, id: i64) -> Result<Option<WorkflowRow>, StoreError> {
                self.gate.before(Call::Read("workflow"))?;
                self.inner.workflow(id)
            }
            fn workflow_by_slug(&self, slug: &str) -> Result<Option<WorkflowRow>, StoreError> {
                self.gate.before(Call::Read("workflow_by_slug"))?;
                self.inner.workflow_by_slug(slug)
            }
            fn workflow_by_key(&self, key: &str) -> Result<Option<WorkflowRow>, StoreError> {
                self.gate.before(Call::Read("workflow_by_key"))?;
                self.inner.workflow_by_key(key)
            }
            fn workflows(&self, after: i64, limit: usize) -> Result<Vec<WorkflowRow>, StoreError> {
                self.gate.before(Call::Read("workflows"))?;
                self.inner.workflows(after, limit)
            }
            fn version(&self, workflow: i64, version: i64) -> Result<Option<VersionRow>, StoreError> {
                self.gate.before(Call::Read("version"))?;
                self.inner.version(workflow, version)
            }
            fn versions(&self, workflow: i64, before: Option<i64>, limit: usize) -> Result<Vec<VersionRow>, StoreError> {
                self.gate.before(Call::Read("versions"))?;
                self.inner.versions(workflow, before, limit)
            }
            fn draft(&self, slug: &str) -> Result<Option<DraftRow>, StoreError> {
                self.gate.before(Call::Read("draft"))?;
                self.inner.draft(slug)
            }
            fn drafts(&self, after: &str, limit: usize) -> Result<Vec<DraftRow>, StoreError> {
                self.gate.before(Call::Read("drafts"))?;
                self.inner.drafts(after, limit)
            }
            fn binned(&self, item: i64) -> Result<Option<DraftRow>, StoreError> {
                self.gate.before(Call::Read("binned"))?;
                self.inner.binned(item)
            }
            fn form_drafts_of(&self, person: i64, after: &str, limit: usize) -> Result<Vec<FormDraftRow>, StoreError> {
                self.gate.before(Call::Read("form_drafts_of"))?;
                self.inner.form_drafts_of(person, after, limit)
            }
            fn form_draft(&self, place: &str, person: i64) -> Result<Option<FormDraftRow>, StoreError> {
                self.gate.before(Call::Read("form_draft"))?;
                self.inner.form_draft(place, person)
            }
        }
        impl$(<$life>)? ReadLog for $of$(<$life>)? {
            fn leaf_count(&self) -> Result<i64, StoreError> {
                self.gate.before(Call::Read("leaf_count"))?;
                self.inner.leaf_count()
            }
            fn leaf(&self, n: i64) -> Result<Option<LeafRow>, StoreError> {
                self.gate.before(Call::Read("leaf"))?;
                self.inner.leaf(n)
            }
            fn leaves(&self, from: i64, limit: usize) -> Result<Vec<LeafRow>, StoreError> {
                self.gate.before(Call::Read("leaves"))?;
                self.inner.leaves(from, limit)
            }
            fn leaf_of(&self, entry: i64) -> Result<Option<LeafRow>, StoreError> {
                self.gate.before(Call::Read("leaf_of"))?;
                self.inner.leaf_of(entry)
            }
            fn node(&self, level: u8, index: u64) -> Result<Option<Hash>, StoreError> {
                self.gate.before(Call::Read("node"))?;
                self.inner.node(level, index)
            }
            fn head(&self) -> Result<Option<HeadRow>, StoreError> {
                self.gate.before(Call::Read("head"))?;
                self.inner.head()
            }
            fn heads(&self, after: (i64, i64), limit: usize) -> Result<Vec<HeadRow>, StoreError> {
                self.gate.before(Call::Read("heads"))?;
                self.inner.heads(after, limit)
            }
        }
        impl$(<$life>)? ReadRest for $of$(<$life>)? {
            fn file(&self, id: &str) -> Result<Option<FileRow>, StoreError> {
                self.gate.before(Call::Read("file"))?;
                self.inner.file(id)
            }
            fn files_of(&self, run: i64) -> Result<Vec<FileRow>, StoreError> {
                self.gate.before(Call::Read("files_of"))?;
                self.inner.files_of(run)
            }
            fn files(&self, after: &str, limit: usize) -> Result<Vec<FileRow>, StoreError> {
                self.gate.before(Call::Read("files"))?;
                self.inner.files(after, limit)
            }
            fn files_expired(&self, before_us: i64, after: Option<(i64, &str)>, limit: usize) -> Result<Vec<FileRow>, StoreError> {
                self.gate.before(Call::Read("files_expired"))?;
                self.inner.files_expired(before_us, after, limit)
            }
            fn uploaded(&self, owner: i64) -> Result<i64, StoreError> {
                self.gate.before(Call::Read("uploaded"))?;
                self.inner.uploaded(owner)
            }
            fn command(&self, key: &CommandKey) -> Result<Option<CommandRow>, StoreError> {
                self.gate.before(Call::Read("command"))?;
                self.inner.command(key)
            }
            fn counter(&self, name: &str) -> Result<i64, StoreError> {
                self.gate.before(Call::Read("counter"))?;
                self.inner.counter(name)
            }
            fn free_pages(&self) -> Result<i64, StoreError> {
                self.inner.free_pages()
            }
            fn follower(&self, name: &str) -> Result<i64, StoreError> {
                self.gate.before(Call::Read("follower"))?;
                self.inner.follower(name)
            }
        }
        impl$(<$life>)? ReadEvents for $of$(<$life>)? {
            fn subscriptions(&self, name: &str, key: Option<&Hash>, after: i64, limit: usize) -> Result<Vec<SubscriptionRow>, StoreError> {
                self.gate.before(Call::Read("subscriptions"))?;
                self.inner.subscriptions(name, key, after, limit)
            }
            fn event(&self, n: i64) -> Result<Option<EventRow>, StoreError> {
                self.gate.before(Call::Read("event"))?;
                self.inner.event(n)
            }
            fn event_by_id(&self, name: &str, id: &str) -> Result<Option<EventRow>, StoreError> {
                self.gate.before(Call::Read("event_by_id"))?;
                self.inner.event_by_id(name, id)
            }
            fn events_pending(&self, limit: usize) -> Result<Vec<EventRow>, StoreError> {
                self.gate.before(Call::Read("events_pending"))?;
                self.inner.events_pending(limit)
            }
            fn events_kept(&self, name: &str, key: KeptKey, limit: usize) -> Result<Vec<EventRow>, StoreError> {
                self.gate.before(Call::Read("events_kept"))?;
                self.inner.events_kept(name, key, limit)
            }
            fn event_last(&self) -> Result<i64, StoreError> {
                self.gate.before(Call::Read("event_last"))?;
                self.inner.event_last()
            }
        }
        impl$(<$life>)? ReadDump for $of$(<$life>)? {
            fn dump(&self, table: Table, row: &mut dyn FnMut(Value) -> Result<(), StoreError>) -> Result<(), StoreError> {
                self.gate.before(Call::Read("dump"))?;
                self.inner.dump(table, row)
            }
        }
    };
}

pass_reads!(FaultyWriter);
pass_reads!(FaultyReader);
pass_reads!(FaultyLook<'a>);
pass_reads!(FaultyTx<'a>);
