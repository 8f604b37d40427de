//! The log of leaves, checkpoints, verifying, evidence.

use super::bench::{Bench, WORKSPACE};
use super::cases;
use super::rows::{head, run};
use crate::change::Change;
use crate::checkpoint::Signer;
use crate::evidence;
use crate::hash::Hash;
use crate::merkle::{self, Frontier, StoredNodes};
use crate::row::LeafRow;
use crate::store::view;
use crate::stream::Stream;
use crate::verify::{Options, Report, verify};
use crate::workspace::{WorkspaceCreated, WorkspaceKind};
use jiff::Timestamp;

const SEED: [u8; 32] = [7; 32];

/// A workspace with a run of `n` entries, all in the log, and a checkpoint.
pub(super) fn history(bench: &Bench, n: usize) {
    bench.found();
    let signer = Signer::new(WORKSPACE, &SEED);
    let created = WorkspaceCreated { workspace: WORKSPACE, kind: WorkspaceKind::Real, public_key: signer.public_key() };
    bench.append(Stream::ACCESS, &format!("{{\"ev\":[{}]}}", created.to_event()));
    bench.put(Change::PutRun(run(1)));
    let started = format!("{{\"t\":\"run_started\",\"v\":1,\"run\":1,\"key\":\"{}\"}}", run(1).key);
    for i in 0..n {
        let events = if i == 0 { started.as_str() } else { "" };
        bench.append(Stream::run(1), &format!("{{\"cmd\":\"{i}\",\"ev\":[{events}]}}"));
    }
    bench.done(|tx| merkle::grow(tx, 1000));
    checkpoint(bench);
}

fn checkpoint(bench: &Bench) {
    let signer = Signer::new(WORKSPACE, &SEED);
    let now = Timestamp::from_second(1_800_000_000).unwrap();
    let row = signer.checkpoint(bench.read().as_ref(), 1, now).unwrap().unwrap();
    bench.put(Change::PutHead(row));
}

fn verified(bench: &Bench) -> Report {
    view(bench.store.as_ref(), |reader| verify(reader, Options::default())).unwrap()
}

cases! { "log";
    fn leaves_follow_each_other(bench) {
        let leaf = |n, entry| Change::PutLeaf(LeafRow { n, entry });
        assert_eq!(bench.read().leaf_count().unwrap(), 0);
        assert_eq!(bench.refuses(&leaf(1, 1)), "store.conflict");
        bench.puts(vec![leaf(0, 2), leaf(1, 1)]);
        assert_eq!(bench.refuses(&leaf(1, 3)), "store.conflict");
        assert_eq!(bench.refuses(&leaf(2, 1)), "store.conflict");
        let reader = bench.read();
        assert_eq!(reader.leaf_count().unwrap(), 2);
        assert_eq!(reader.leaf(0).unwrap(), Some(LeafRow { n: 0, entry: 2 }));
        assert_eq!(reader.leaf_of(1).unwrap(), Some(LeafRow { n: 1, entry: 1 }));
        assert_eq!((reader.leaf(2).unwrap(), reader.leaf_of(3).unwrap()), (None, None));
        assert_eq!(reader.leaves(1, 9).unwrap(), [LeafRow { n: 1, entry: 1 }]);
    }

    fn nodes_are_kept_by_level_and_index(bench) {
        let node = |level, index, byte| Change::PutNode { level, index, hash: Hash([byte; 32]) };
        bench.puts(vec![node(1, 0, 1), node(2, 0, 2), node(1, 1, 3), node(40, 1 << 40, 4)]);
        assert_eq!(bench.read().node(1, 0).unwrap(), Some(Hash([1; 32])));
        assert_eq!(bench.read().node(2, 0).unwrap(), Some(Hash([2; 32])));
        assert_eq!(bench.read().node(40, 1 << 40).unwrap(), Some(Hash([4; 32])));
        assert_eq!(bench.read().node(3, 0).unwrap(), None);
    }

    fn checkpoints_are_kept_once_in_their_order(bench) {
        assert_eq!(bench.read().head().unwrap(), None);
        bench.puts([head(1, 5), head(2, 3), head(1, 9)].into_iter().map(Change::PutHead).collect());
        assert_eq!(bench.refuses(&Change::PutHead(head(1, 5))), "store.conflict");
        assert_eq!(bench.read().head().unwrap(), Some(head(2, 3)));
        assert_eq!(bench.read().heads((0, 0), 2).unwrap(), [head(1, 5), head(1, 9)]);
        assert_eq!(bench.read().heads((1, 5), 9).unwrap(), [head(1, 9), head(2, 3)]);
        let forget = |epoch, size| Change::DropHead { epoch, size };
        bench.puts(vec![forget(2, 3), forget(2, 4), forget(1, 5)]);
        assert_eq!(bench.read().heads((0, 0), 9).unwrap(), [head(1, 9)]);
    }

    fn the_log_grows_in_steps_to_the_same_root(bench) {
        bench.found();
        for _ in 0..23 {
            bench.append(Stream::ACCESS, "{}");
        }
        for step in [1, 2, 7, 100] {
            bench.done(|tx| merkle::grow(tx, step));
            let reader = bench.read();
            let size = reader.leaf_count().unwrap();
            let mut naive = Frontier::default();
            for entry in reader.entries(0, size as usize).unwrap() {
                naive.push(merkle::leaf_hash(&entry.hash));
            }
            assert_eq!(merkle::root(&StoredNodes(reader.as_ref()), size as u64).unwrap(), naive.root());
        }
        assert_eq!(bench.read().leaf_count().unwrap(), 23);
        assert_eq!(bench.done(|tx| merkle::grow(tx, 5)), 0);
    }

    fn a_whole_history_verifies(bench) {
        history(bench, 20);
        let report = verified(bench);
        assert!(report.holds(), "{report:?}");
        assert_eq!((report.entries, report.streams, report.leaves, report.heads.len()), (21, 2, 21, 1));
    }

    fn entries_that_are_not_in_the_log_yet_are_no_fault(bench) {
        history(bench, 3);
        bench.append(Stream::run(1), "{}");
        let report = verified(bench);
        assert!(report.holds(), "{report:?}");
        assert_eq!((report.entries, report.leaves, report.notes.len()), (5, 4, 2));
    }

    fn an_empty_store_has_nothing_to_verify(bench) {
        let report = verified(bench);
        assert!(report.holds());
        assert_eq!((report.entries, report.notes.len()), (0, 1));
    }

    fn the_same_size_is_signed_once(bench) {
        history(bench, 3);
        let signer = Signer::new(WORKSPACE, &SEED);
        let now = Timestamp::from_second(1_800_000_001).unwrap();
        assert_eq!(signer.checkpoint(bench.read().as_ref(), 1, now).unwrap(), None);
    }

    fn a_run_s_evidence_verifies_alone(bench) {
        history(bench, 9);
        let file = view(bench.store.as_ref(), |reader| evidence::make(reader, 1)).unwrap().unwrap();
        let report = evidence::verify_evidence(&file);
        assert!(report.holds(), "{report:?}");
        assert_eq!((report.entries, report.leaves), (9, 10));
        let none = view(bench.store.as_ref(), |reader| evidence::make(reader, 2)).unwrap();
        assert_eq!(none, None);
    }

    fn a_run_s_evidence_waits_for_the_checkpoint(bench) {
        history(bench, 2);
        bench.append(Stream::run(1), "{}");
        let early = view(bench.store.as_ref(), |reader| evidence::make(reader, 1)).err().unwrap();
        assert_eq!(early.code(), "store.conflict");
        bench.done(|tx| merkle::grow(tx, 9));
        checkpoint(bench);
        let file = view(bench.store.as_ref(), |reader| evidence::make(reader, 1)).unwrap().unwrap();
        assert_eq!(evidence::verify_evidence(&file).entries, 3);
    }
}
