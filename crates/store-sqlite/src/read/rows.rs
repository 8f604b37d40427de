//! How columns become rows, in the order in which every statement names them.

use crate::cols::Cols;
use crate::fault::damaged;
use baton_store::query::{ExceptionItem, TaskItem};
use baton_store::row::{
    CommandKey, CommandRow, DraftRow, EventRow, EventState, ExceptionRow, ExceptionState, FileRow, FileState,
    FormDraftRow, HeadRow, JobKind, JobRow, JobState, LeafRow, ListenerKind, LockRow, NotificationRow, OutboxKind,
    OutboxRow, OutboxState, PartyRow, PartyWhy, Priority, RunRow, RunState, SnapshotRow, SubscriptionRow, TaskKind,
    TaskRow, TaskStateRow, TaskStatus, TimerKind, TimerRow, TopicRow, VersionRow, WorkflowRow, part_n, part_run,
};
use baton_store::{ActorKind, Entry, StoreError, Stream};

type Read<T> = Result<T, StoreError>;

pub(super) fn stream(c: &Cols<'_>) -> Read<Stream> {
    Stream::from_key(c.get()?).ok_or_else(|| damaged("a number that stands for no stream"))
}

pub(crate) fn entry(c: &Cols<'_>) -> Read<Entry> {
    Ok(Entry {
        number: c.get()?,
        stream: stream(c)?,
        seq: c.get()?,
        prev: c.get()?,
        time_us: c.get()?,
        actor_kind: c.code(ActorKind::from_code)?,
        actor_id: c.get()?,
        body: c.get()?,
        body_hash: c.hash()?,
        hash: c.hash()?,
    })
}

pub(super) fn snapshot(c: &Cols<'_>) -> Read<SnapshotRow> {
    Ok(SnapshotRow { stream: stream(c)?, entry: c.get()?, bytes: c.get()? })
}

pub(super) fn run(c: &Cols<'_>) -> Read<RunRow> {
    Ok(RunRow {
        id: c.get()?,
        workflow: c.get()?,
        parent: c.get()?,
        number: c.get()?,
        key: c.get()?,
        version: c.get()?,
        state: c.code(RunState::from_code)?,
        label: c.get()?,
        starter: c.get()?,
        started_us: c.get()?,
        ended_us: c.get()?,
        outcome: c.get()?,
        target_us: c.get()?,
        due_us: c.get()?,
        exceptions: c.get()?,
        priority: c.code(Priority::from_code)?,
        rev: c.get()?,
        last_entry: c.get()?,
    })
}

pub(super) fn task(c: &Cols<'_>) -> Read<TaskRow> {
    Ok(TaskRow {
        id: c.get()?,
        run: c.get()?,
        n: c.get()?,
        workflow: c.get()?,
        step: c.get()?,
        pass: c.get()?,
        kind: c.code(TaskKind::from_code)?,
        title: c.get()?,
        role: c.get()?,
        priority: c.code(Priority::from_code)?,
        opened_us: c.get()?,
        opened_entry: c.get()?,
    })
}

pub(super) fn task_state(c: &Cols<'_>) -> Read<TaskStateRow> {
    Ok(TaskStateRow {
        task: c.get()?,
        status: c.code(TaskStatus::from_code)?,
        assignee: c.get()?,
        team: c.get()?,
        offered: c.get()?,
        due_us: c.due()?,
        taken_us: c.get()?,
        choice: c.get()?,
        choice_label: c.get()?,
        done_by: c.get()?,
        done_us: c.get()?,
        rev: c.get()?,
    })
}

pub(super) fn task_item(c: &Cols<'_>) -> Read<TaskItem> {
    let run = run(c)?;
    Ok(TaskItem { task: task(c)?, state: task_state(c)?, run })
}

pub(super) fn party(c: &Cols<'_>) -> Read<PartyRow> {
    Ok(PartyRow { run: c.get()?, person: c.get()?, why: c.code(PartyWhy::from_code)? })
}

pub(super) fn timer(c: &Cols<'_>) -> Read<TimerRow> {
    let id = c.get()?;
    Ok(TimerRow {
        id,
        run: part_run(id),
        n: part_n(id),
        at_us: c.get()?,
        kind: c.code(TimerKind::from_code)?,
        step: c.get()?,
        pass: c.get()?,
        task: c.get()?,
    })
}

pub(super) fn job(c: &Cols<'_>) -> Read<JobRow> {
    let id = c.get()?;
    Ok(JobRow {
        id,
        run: part_run(id),
        n: part_n(id),
        kind: c.code(JobKind::from_code)?,
        topic: c.get()?,
        step: c.get()?,
        pass: c.get()?,
        state: c.code(JobState::from_code)?,
        attempt: c.get()?,
        fence: c.get()?,
        lease_s: c.get()?,
        worker: c.get()?,
        since_us: c.get()?,
    })
}

pub(super) fn topic(c: &Cols<'_>) -> Read<TopicRow> {
    Ok(TopicRow { topic: c.get()?, queued: c.get()?, taken: c.get()?, failed: c.get()?, oldest_us: c.get()? })
}

pub(super) fn lock(c: &Cols<'_>) -> Read<LockRow> {
    let id = c.get()?;
    Ok(LockRow {
        id,
        run: part_run(id),
        n: part_n(id),
        workflow: c.get()?,
        name: c.get()?,
        step: c.get()?,
        entry: c.get()?,
        held: c.get()?,
    })
}

pub(super) fn subscription(c: &Cols<'_>) -> Read<SubscriptionRow> {
    let id = c.get()?;
    Ok(SubscriptionRow {
        id,
        run: part_run(id),
        name: c.get()?,
        key: c.hash_or_none()?,
        kind: c.code(ListenerKind::from_code)?,
    })
}

pub(super) fn event(c: &Cols<'_>) -> Read<EventRow> {
    Ok(EventRow {
        n: c.get()?,
        id: c.get()?,
        name: c.get()?,
        key: c.hash_or_none()?,
        body: c.get()?,
        at_us: c.get()?,
        state: c.code(EventState::from_code)?,
    })
}

pub(super) fn exception(c: &Cols<'_>) -> Read<ExceptionRow> {
    let id = c.get()?;
    Ok(ExceptionRow {
        id,
        run: part_run(id),
        n: part_n(id),
        step: c.get()?,
        pass: c.get()?,
        code: c.get()?,
        detail: c.get()?,
        since_us: c.get()?,
        resolved_us: c.get()?,
        state: c.code(ExceptionState::from_code)?,
    })
}

pub(super) fn exception_item(c: &Cols<'_>) -> Read<ExceptionItem> {
    let run = run(c)?;
    Ok(ExceptionItem { exception: exception(c)?, run })
}

pub(super) fn outbox(c: &Cols<'_>) -> Read<OutboxRow> {
    Ok(OutboxRow {
        id: c.get()?,
        kind: c.code(OutboxKind::from_code)?,
        run: c.get()?,
        entry: c.get()?,
        body: c.get()?,
        state: c.code(OutboxState::from_code)?,
        attempts: c.get()?,
        at_us: c.get()?,
        fault: c.get()?,
    })
}

pub(super) fn notification(c: &Cols<'_>) -> Read<NotificationRow> {
    Ok(NotificationRow {
        id: c.get()?,
        person: c.get()?,
        kind: c.get()?,
        run: c.get()?,
        task: c.get()?,
        at_us: c.get()?,
        entry: c.get()?,
        read: c.get()?,
    })
}

pub(super) fn workflow(c: &Cols<'_>) -> Read<WorkflowRow> {
    Ok(WorkflowRow {
        id: c.get()?,
        slug: c.get()?,
        key: c.get()?,
        title: c.get()?,
        about: c.get()?,
        owner: c.get()?,
        live_version: c.get()?,
        rev: c.get()?,
        binned: c.get()?,
    })
}

pub(super) fn version(c: &Cols<'_>) -> Read<VersionRow> {
    Ok(VersionRow {
        workflow: c.get()?,
        version: c.get()?,
        text: c.get()?,
        sha256: c.hash()?,
        note: c.get()?,
        by: c.get()?,
        at_us: c.get()?,
        entry: c.get()?,
    })
}

pub(super) fn draft(c: &Cols<'_>) -> Read<DraftRow> {
    Ok(DraftRow { slug: c.get()?, text: c.get()?, rev: c.get()?, by: c.get()?, at_us: c.get()? })
}

pub(super) fn form_draft(c: &Cols<'_>) -> Read<FormDraftRow> {
    Ok(FormDraftRow { place: c.get()?, person: c.get()?, rev: c.get()?, values: c.get()?, at_us: c.get()? })
}

pub(super) fn file(c: &Cols<'_>) -> Read<FileRow> {
    Ok(FileRow {
        id: c.get()?,
        size: c.get()?,
        media_type: c.get()?,
        sha256: c.hash()?,
        key: c.get()?,
        name: c.get()?,
        owner: c.get()?,
        run: c.get()?,
        at_us: c.get()?,
        state: c.code(FileState::from_code)?,
    })
}

pub(super) fn command(c: &Cols<'_>) -> Read<CommandRow> {
    let id = CommandKey { actor_kind: c.code(ActorKind::from_code)?, actor_id: c.get()?, key: c.get()? };
    Ok(CommandRow { id, fingerprint: c.hash()?, answer: c.get()?, at_us: c.get()? })
}

pub(super) fn leaf(c: &Cols<'_>) -> Read<LeafRow> {
    Ok(LeafRow { n: c.get()?, entry: c.get()? })
}

pub(super) fn head(c: &Cols<'_>) -> Read<HeadRow> {
    Ok(HeadRow { epoch: c.get()?, size: c.get()?, root: c.hash()?, at_us: c.get()?, note: c.get()? })
}
