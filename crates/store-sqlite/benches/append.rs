//! What a durable command costs: an entry, the run's row, a task's state and a new task, in batches of different sizes.
//! Every run it takes part in already has a history; they are taken in turn, so each is another page.

use baton_store::row::{Priority, RunRow, RunState, TaskKind, TaskRow, TaskStateRow, TaskStatus, part_id};
use baton_store::store::transaction;
use baton_store::{ActorKind, Change, NewEntry, Store, StoreError, Stream, Tx};
use baton_store_sqlite::{Options, SqliteStore};
use divan::Bencher;
use divan::counter::ItemsCount;
use uuid::Uuid;

const RUNS: i64 = 10_000;
const BODY: &str = r#"{"cmd":"0192e4b7-0000-7000-8000-000000000001","for":null,"ev":[{"t":"task_completed","v":1,"task":1,"choice":"approve"},{"t":"step_completed","v":1,"step":"check"},{"t":"step_opened","v":1,"step":"order"},{"t":"task_assigned","v":1,"task":2,"to":7}]}"#;

fn main() {
    divan::main();
}

fn run(id: i64) -> RunRow {
    RunRow {
        id,
        workflow: 1,
        parent: None,
        number: id,
        key: format!("PUR-{id}"),
        version: 1,
        state: RunState::Running,
        label: "Ten laptops for the new office".to_owned(),
        starter: Some(7),
        started_us: id,
        ended_us: None,
        outcome: None,
        target_us: None,
        due_us: Some(id),
        exceptions: 0,
        priority: Priority::Normal,
        rev: 0,
        last_entry: 0,
    }
}

fn task(run: i64, n: i64) -> TaskRow {
    TaskRow {
        id: part_id(run, n),
        run,
        n,
        workflow: 1,
        step: "check".to_owned(),
        pass: 1,
        kind: TaskKind::Approve,
        title: "Check the budget".to_owned(),
        role: Some("controller".to_owned()),
        priority: Priority::Normal,
        opened_us: 1,
        opened_entry: 1,
    }
}

fn state(run: i64, n: i64, status: TaskStatus) -> TaskStateRow {
    TaskStateRow {
        task: part_id(run, n),
        status,
        assignee: Some(run % 100),
        team: None,
        offered: 0,
        due_us: Some(run),
        taken_us: None,
        choice: None,
        choice_label: None,
        done_by: (status == TaskStatus::Done).then_some(run % 100),
        done_us: (status == TaskStatus::Done).then_some(run),
        rev: 1,
    }
}

/// Completes the run's open task and opens the next.
fn command(tx: &mut dyn Tx, id: i64, round: i64) -> Result<(), StoreError> {
    tx.put(&Change::PutRun(run(id)))?;
    if round > 0 {
        tx.put(&Change::PutTaskState(state(id, round, TaskStatus::Done)))?;
    }
    tx.put(&Change::OpenTask(task(id, round + 1), state(id, round + 1, TaskStatus::Assigned)))?;
    let (stream, actor_kind, body) = (Stream::run(id), ActorKind::Person, BODY.as_bytes().to_vec());
    tx.append(&NewEntry { stream, expect_seq: round, time_us: 1, actor_kind, actor_id: 3, body }).map(drop)
}

#[divan::bench(args = [1, 16, 64, 256], sample_count = 20)]
fn commands(bencher: Bencher<'_, '_>, batch: i64) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = SqliteStore::open(folder.path(), Options::default()).expect("a store");
    let mut writer = store.writer().expect("the writer");
    transaction(writer.as_mut(), |tx| {
        tx.found_workspace(Uuid::nil())?;
        (0..RUNS).try_for_each(|id| command(tx, id, 0))
    })
    .expect("the runs");
    let mut next = RUNS;
    bencher.counter(ItemsCount::new(batch as u64)).bench_local(|| {
        transaction(writer.as_mut(), |tx| {
            (next..next + batch).try_for_each(|n| command(tx, n * 7919 % RUNS, n / RUNS))
        })
        .expect("a batch");
        next += batch;
    });
}
