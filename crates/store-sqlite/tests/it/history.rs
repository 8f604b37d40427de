//! A folder with a history, for the tests that break it.

use baton_store::checkpoint::Signer;
use baton_store::row::{Priority, RunRow, RunState};
use baton_store::store::transaction;
use baton_store::workspace::{WorkspaceCreated, WorkspaceKind};
use baton_store::{ActorKind, Change, NewEntry, Store, StoreError, Stream, Tx, Writer, merkle};
use baton_store_sqlite::{Options, SqliteStore};
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) const WORKSPACE: Uuid = Uuid::from_u128(77);

pub(crate) const SEED: [u8; 32] = [7; 32];

pub(crate) fn signer() -> Signer {
    Signer::new(WORKSPACE, &SEED)
}

pub(crate) fn open(folder: &TempDir) -> SqliteStore {
    SqliteStore::open(folder.path(), Options::default()).unwrap()
}

pub(crate) fn run(id: i64) -> RunRow {
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
        started_us: id,
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

pub(crate) fn append(tx: &mut dyn Tx, stream: Stream, body: &str) -> Result<(), StoreError> {
    let expect_seq = tx.stream_head(stream)?.map_or(0, |head| head.seq);
    let number = tx.last()?.map_or(0, |last| last.number) + 1;
    let (actor_kind, body) = (ActorKind::Person, body.as_bytes().to_vec());
    tx.append(&NewEntry { stream, expect_seq, time_us: number * 1000, actor_kind, actor_id: 3, body }).map(drop)
}

/// Puts the latest entries into the log and signs it; the note.
pub(crate) fn sign(writer: &mut dyn Writer, at: &str) -> String {
    transaction(writer, |tx| merkle::grow(tx, 1000)).unwrap();
    let head = signer().checkpoint(writer, 1, at.parse().unwrap()).unwrap().unwrap();
    transaction(writer, |tx| tx.put(&Change::PutHead(head.clone()))).unwrap();
    head.note
}

/// Entry 1 and three runs with six entries each in turn: 19 entries, checkpoints at 10 and 19. The notes.
pub(crate) fn make(store: &SqliteStore) -> [String; 2] {
    store.keys().put_signing_key(&SEED).unwrap();
    let mut writer = store.writer().unwrap();
    let public_key = signer().public_key();
    let created = WorkspaceCreated { workspace: WORKSPACE, kind: WorkspaceKind::Real, public_key };
    let rounds = |tx: &mut dyn Tx| {
        for round in 0..3 {
            for id in 1..=3 {
                append(tx, Stream::run(id), &format!("{{\"cmd\":\"{id}-{round}\",\"ev\":[]}}"))?;
            }
        }
        Ok(())
    };
    transaction(writer.as_mut(), |tx| {
        tx.found_workspace(WORKSPACE)?;
        append(tx, Stream::ACCESS, &format!("{{\"ev\":[{}]}}", created.to_event()))?;
        (1..=3).try_for_each(|id| tx.put(&Change::PutRun(run(id))))?;
        rounds(tx)
    })
    .unwrap();
    let early = sign(writer.as_mut(), "2026-11-21T10:00:00Z");
    transaction(writer.as_mut(), rounds).unwrap();
    [early, sign(writer.as_mut(), "2026-11-21T11:00:00Z")]
}
