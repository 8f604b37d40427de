//! Rows to try with.

use crate::entry::ActorKind;
use crate::hash::Hash;
use crate::row::{
    CommandKey, CommandRow, DraftRow, EventRow, EventState, ExceptionRow, ExceptionState, FileRow, FileState,
    FormDraftRow, HeadRow, JobKind, JobRow, JobState, ListenerKind, LockRow, NotificationRow, OutboxKind, OutboxRow,
    OutboxState, Priority, RunRow, RunState, SearchRow, SubscriptionRow, TaskKind, TaskRow, TaskStateRow, TaskStatus,
    TimerKind, TimerRow, VersionRow, WorkflowRow, part_id,
};

pub(super) fn run(id: i64) -> RunRow {
    RunRow {
        id,
        workflow: 1,
        parent: None,
        number: id,
        key: format!("PUR-{id}"),
        version: 1,
        state: RunState::Running,
        label: format!("Laptop {id}"),
        starter: Some(7),
        started_us: 1000 + id,
        ended_us: None,
        outcome: None,
        target_us: None,
        due_us: None,
        exceptions: 0,
        priority: Priority::Normal,
        rev: 0,
        last_entry: 0,
    }
}

pub(super) fn subscription(run: i64, n: i64, name: &str, key: &str) -> SubscriptionRow {
    SubscriptionRow {
        id: part_id(run, n),
        run,
        name: name.to_owned(),
        key: Some(Hash::of(&[key.as_bytes()])),
        kind: ListenerKind::Wait,
    }
}

pub(super) fn lock(run: i64, n: i64, name: &str) -> LockRow {
    let (workflow, step) = (1, "unload".to_owned());
    LockRow { id: part_id(run, n), run, n, workflow, name: name.to_owned(), step, entry: n, held: false }
}

pub(super) fn event(n: i64, key: &str) -> EventRow {
    EventRow {
        n,
        id: format!("id-{n}"),
        name: "paid".to_owned(),
        key: Some(Hash::of(&[key.as_bytes()])),
        body: vec![7, n as u8],
        at_us: 100 + n,
        state: EventState::Pending,
    }
}

pub(super) fn task(run: i64, n: i64) -> TaskRow {
    TaskRow {
        id: part_id(run, n),
        run,
        n,
        workflow: 1,
        step: "check".to_owned(),
        pass: 1,
        kind: TaskKind::Approve,
        title: format!("Check the budget {n}"),
        role: Some("controller".to_owned()),
        priority: Priority::Normal,
        opened_us: 2000,
        opened_entry: 1,
    }
}

pub(super) fn state(run: i64, n: i64, assignee: Option<i64>) -> TaskStateRow {
    TaskStateRow {
        task: part_id(run, n),
        status: if assignee.is_some() { TaskStatus::Assigned } else { TaskStatus::Offered },
        assignee,
        team: None,
        offered: 0,
        due_us: None,
        taken_us: None,
        choice: None,
        choice_label: None,
        done_by: None,
        done_us: None,
        rev: 1,
    }
}

pub(super) fn done(run: i64, n: i64, (by, at_us): (i64, i64)) -> TaskStateRow {
    let status = TaskStatus::Done;
    TaskStateRow { status, done_by: Some(by), done_us: Some(at_us), ..state(run, n, Some(by)) }
}

pub(super) fn job(run: i64, n: i64, topic: &str) -> JobRow {
    JobRow {
        id: part_id(run, n),
        run,
        n,
        kind: JobKind::Work,
        topic: topic.to_owned(),
        step: "train".to_owned(),
        pass: 1,
        state: JobState::Queued,
        attempt: 1,
        fence: 0,
        lease_s: 0,
        worker: None,
        since_us: 10 * run + n,
    }
}

pub(super) fn timer(run: i64, n: i64, at_us: i64) -> TimerRow {
    let (id, step) = (part_id(run, n), "check".to_owned());
    TimerRow { id, run, n, at_us, kind: TimerKind::Remind, step, pass: 1, task: Some(part_id(run, 1)) }
}

pub(super) fn exception(run: i64, n: i64, since_us: i64) -> ExceptionRow {
    ExceptionRow {
        id: part_id(run, n),
        run,
        n,
        step: "check".to_owned(),
        pass: 2,
        code: "assign.nobody_left".to_owned(),
        detail: "{\"role\":\"controller\"}".to_owned(),
        since_us,
        resolved_us: None,
        state: ExceptionState::Open,
    }
}

pub(super) fn outbox(id: i64, at_us: i64) -> OutboxRow {
    OutboxRow {
        id,
        kind: OutboxKind::Mail,
        run: Some(1),
        entry: 1,
        body: vec![0, 255, 7],
        state: OutboxState::Pending,
        attempts: 0,
        at_us,
        fault: None,
    }
}

pub(super) fn notification(id: i64, person: i64) -> NotificationRow {
    let kind = "task_assigned".to_owned();
    NotificationRow { id, person, kind, run: Some(1), task: None, at_us: id, entry: 1, read: false }
}

pub(super) fn workflow(id: i64, slug: &str, key: &str) -> WorkflowRow {
    WorkflowRow {
        id,
        slug: slug.to_owned(),
        key: key.to_owned(),
        title: "Purchase".to_owned(),
        about: String::new(),
        owner: "procurement".to_owned(),
        live_version: 1,
        rev: 1,
        binned: false,
    }
}

pub(super) fn version(workflow: i64, version: i64) -> VersionRow {
    let (text, note) = ("id: purchase\n".to_owned(), "Ä first one".to_owned());
    let sha256 = Hash::of(&[text.as_bytes()]);
    VersionRow { workflow, version, text, sha256, note, by: 3, at_us: 9, entry: 4 }
}

pub(super) fn draft(slug: &str, rev: i64) -> DraftRow {
    DraftRow { slug: slug.to_owned(), text: format!("rev {rev}"), rev, by: 3, at_us: rev }
}

pub(super) fn form_draft(place: &str, person: i64, rev: i64) -> FormDraftRow {
    FormDraftRow { place: place.to_owned(), person, rev, values: vec![rev as u8], at_us: rev }
}

pub(super) fn file(id: &str, run: Option<i64>, at_us: i64) -> FileRow {
    FileRow {
        id: id.to_owned(),
        size: 12,
        media_type: "application/pdf".to_owned(),
        sha256: Hash([9; 32]),
        key: 5,
        name: vec![1, 2],
        owner: 3,
        run,
        at_us,
        state: if run.is_some() { FileState::Kept } else { FileState::Uploaded },
    }
}

pub(super) fn command(actor_id: i64, key: &str, at_us: i64) -> CommandRow {
    let id = CommandKey { actor_kind: ActorKind::Person, actor_id, key: key.to_owned() };
    CommandRow { id, fingerprint: Hash([4; 32]), answer: b"{}".to_vec(), at_us }
}

pub(super) fn head(epoch: i64, size: i64) -> HeadRow {
    HeadRow { epoch, size, root: Hash([size as u8; 32]), at_us: size, note: format!("{epoch}-{size}") }
}

pub(super) fn search(run: i64, text: &str, values: &[(&str, &str)]) -> SearchRow {
    let values = values.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect();
    SearchRow { run, text: text.to_owned(), values }
}
