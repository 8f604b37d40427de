//! What is kept of a long run's state: it is loaded from there, and it is the same as folded from all entries.

use baton_runtime::Ask;
use baton_runtime::history::{folded_run, run_state};
use baton_store::row::SnapshotRow;
use baton_store::store::transaction;
use baton_store::{Change, Stream};

use crate::world::{Kept, World};

const COMMENTS: usize = 40;

#[test]
fn a_long_run_is_loaded_from_its_snapshot() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let run = world.request(1_640);
        for n in 0..COMMENTS {
            let text = format!("Thought number {n}");
            world.ask(&world.person("ana"), Ask::CommentOnRun { run: run.clone(), text }).expect("a comment");
        }
        world.complete("mia", &run, Some("approve"), serde_json::Value::Null).expect("approved");
        let world = world.open_again();
        let core = world.handle.core();
        let (row, state) = core.run_by_key(&run).expect("read").expect("a run");
        let reader = core.reader().expect("a reader");
        let snapshot = reader.snapshot(Stream::run(row.id)).expect("read").expect("a snapshot");
        assert!(snapshot.entry > row.last_entry - 16, "{} of {}", snapshot.entry, row.last_entry);
        assert!(!snapshot.bytes.windows(7).any(|part| part == b"Thought"), "it is sealed");
        let folded = folded_run(reader.as_ref(), &core.sealer, row.id).expect("read").expect("a state");
        assert_eq!(*state, folded);
        drop(reader);
        // Entries from before the snapshot are not read: with another run's snapshot in its place the state is folded anew.
        let other = world.request(1_640);
        let id = world.handle.core().run_by_key(&other).expect("read").expect("a run").0.id;
        world.handle.cover().expect("a checkpoint");
        world.handle.stop();
        let stored = [
            SnapshotRow { stream: Stream::run(id), ..snapshot.clone() },
            SnapshotRow { bytes: b"nothing that could be opened".to_vec(), ..snapshot.clone() },
        ];
        for row in stored {
            let run = row.stream.id;
            let mut writer = world.kept.store.writer().expect("a writer");
            transaction(writer.as_mut(), |tx| tx.put(&Change::PutSnapshot(row.clone()))).expect("written");
            let core = world.handle.core();
            let loaded = run_state(writer.as_ref(), &core.sealer, run).expect("read").expect("a state");
            assert_eq!(loaded, folded_run(writer.as_ref(), &core.sealer, run).expect("read").expect("a state"));
        }
    }
}
