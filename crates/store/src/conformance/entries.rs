//! Entries, streams and kept states.

use super::bench::{WORKSPACE, new_entry};
use super::cases;
use super::rows::{file, notification, run, search};
use crate::change::Change;
use crate::entry::{ActorKind, BODY_BYTES_MAX, Entry, NewEntry};
use crate::hash::Hash;
use crate::read::{Last, history};
use crate::row::{NotificationRow, RunRow, SnapshotRow};
use crate::stream::{Stream, StreamKind};

const BODY: &str = "{\"cmd\":\"1\",\"for\":null,\"ev\":[]}";

cases! { "entries";
    fn nothing_is_there_before_the_workspace_is_founded(bench) {
        let reader = bench.read();
        assert_eq!(reader.workspace().unwrap(), None);
        assert_eq!(reader.last().unwrap(), None);
        assert_eq!(reader.entries(0, 10).unwrap(), []);
        let refused = bench.refused(|tx| tx.append(&new_entry(Stream::ACCESS, 0, BODY)));
        assert_eq!(refused.code(), "store.no_workspace");
    }

    fn a_workspace_is_founded_once(bench) {
        bench.found();
        assert_eq!(bench.read().workspace().unwrap(), Some(WORKSPACE));
        assert_eq!(bench.refused(|tx| tx.found_workspace(WORKSPACE)).code(), "store.conflict");
    }

    fn an_entry_gets_number_place_and_hash(bench) {
        bench.found();
        let first = bench.append(Stream::ACCESS, BODY);
        let other = bench.append(Stream::DIRECTORY, "{}");
        let second = bench.append(Stream::ACCESS, BODY);
        assert_eq!((first.number, first.seq), (1, 1));
        assert_eq!((other.number, other.seq), (2, 1));
        assert_eq!((second.number, second.seq), (3, 2));
        let stored = bench.read().entry(3).unwrap().unwrap();
        assert_eq!(stored, Entry::next(&WORKSPACE, 3, Some(&first), &new_entry(Stream::ACCESS, 1, BODY)));
        assert_eq!((stored.prev, stored.body_hash), (1, Hash::of(&[BODY.as_bytes()])));
    }

    fn every_kind_of_stream_and_actor_is_kept(bench) {
        bench.found();
        bench.put(Change::PutRun(run(-5)));
        for (kind, actor_kind) in StreamKind::ALL.iter().zip(ActorKind::ALL) {
            let stream = Stream { kind: *kind, id: -5 };
            let new = NewEntry { actor_kind: *actor_kind, actor_id: -9, ..new_entry(stream, 0, "{}") };
            let head = bench.done(|tx| tx.append(&new));
            let stored = bench.read().entry(head.number).unwrap().unwrap();
            assert_eq!((stored.stream, stored.actor_kind, stored.actor_id), (stream, *actor_kind, -9));
        }
    }

    fn an_entry_that_is_not_there_is_none(bench) {
        bench.found();
        bench.append(Stream::ACCESS, BODY);
        for number in [0, -1, 2, i64::MAX, i64::MIN] {
            assert_eq!(bench.read().entry(number).unwrap(), None, "{number}");
        }
    }

    fn entries_come_in_pages(bench) {
        bench.found();
        for _ in 0..5 {
            bench.append(Stream::ACCESS, BODY);
        }
        let numbers = |after, limit| -> Vec<i64> {
            bench.read().entries(after, limit).unwrap().iter().map(|entry| entry.number).collect()
        };
        assert_eq!(numbers(0, 2), [1, 2]);
        assert_eq!(numbers(2, 10), [3, 4, 5]);
        assert_eq!(numbers(5, 10), [0; 0]);
        assert_eq!(bench.read().last().unwrap(), Some(Last { number: 5, time_us: 1_700_000_000_000_000 }));
    }

    fn an_entry_decided_on_a_stale_stream_is_refused(bench) {
        bench.found();
        bench.append(Stream::ACCESS, BODY);
        for stale in [0, 2, -1] {
            let refused = bench.refused(|tx| tx.append(&new_entry(Stream::ACCESS, stale, BODY)));
            assert_eq!(refused.code(), "store.conflict");
        }
        assert_eq!(bench.read().last().unwrap().unwrap().number, 1);
    }

    fn time_never_goes_back(bench) {
        bench.found();
        bench.append(Stream::ACCESS, BODY);
        let mut new = new_entry(Stream::DIRECTORY, 0, BODY);
        new.time_us -= 1;
        assert_eq!(bench.refused(|tx| tx.append(&new)).code(), "store.conflict");
        new.time_us += 1;
        bench.done(|tx| tx.append(&new));
    }

    fn a_body_has_a_limit_and_is_utf_8(bench) {
        bench.found();
        let mut new = new_entry(Stream::ACCESS, 0, &"x".repeat(BODY_BYTES_MAX + 1));
        assert_eq!(bench.refused(|tx| tx.append(&new)).code(), "store.too_large");
        new.body.pop();
        bench.done(|tx| tx.append(&new));
        let broken = NewEntry { body: vec![0xff, 0xfe], ..new_entry(Stream::ACCESS, 1, "") };
        assert_eq!(bench.refused(|tx| tx.append(&broken)).code(), "store.conflict");
    }

    fn a_run_is_put_before_its_first_entry(bench) {
        bench.found();
        let first = new_entry(Stream::run(4), 0, BODY);
        assert_eq!(bench.refused(|tx| tx.append(&first)).code(), "store.conflict");
        bench.done(|tx| {
            tx.put(&Change::PutRun(run(4)))?;
            tx.append(&first)
        });
        let stored = bench.read().run(4).unwrap().unwrap();
        assert_eq!((stored.rev, stored.last_entry), (1, 1));
    }

    fn putting_a_run_leaves_its_head_alone(bench) {
        bench.found();
        bench.put(Change::PutRun(run(4)));
        let first = bench.append(Stream::run(4), BODY);
        bench.put(Change::PutRun(crate::row::RunRow { rev: 99, last_entry: 99, label: "New".to_owned(), ..run(4) }));
        let stored = bench.read().run(4).unwrap().unwrap();
        assert_eq!((stored.rev, stored.last_entry, stored.label.as_str()), (1, 1, "New"));
        assert_eq!(bench.read().stream_head(Stream::run(4)).unwrap(), Some(first));
    }

    fn the_head_of_a_stream_that_has_no_entry_is_none(bench) {
        bench.found();
        bench.put(Change::PutRun(run(4)));
        for stream in [Stream::run(4), Stream::run(5), Stream::ACCESS, Stream::definition(1)] {
            assert_eq!(bench.read().stream_head(stream).unwrap(), None);
            assert_eq!(bench.read().trail(stream, None, 10).unwrap(), []);
        }
    }

    fn a_trail_goes_back_and_a_history_forward(bench) {
        bench.found();
        bench.put(Change::PutRun(run(4)));
        for n in 0..6 {
            bench.append(if n % 2 == 0 { Stream::run(4) } else { Stream::ACCESS }, BODY);
        }
        let numbers = |entries: Vec<Entry>| -> Vec<i64> { entries.iter().map(|entry| entry.number).collect() };
        let reader = bench.read();
        assert_eq!(numbers(reader.trail(Stream::run(4), None, 2).unwrap()), [5, 3]);
        assert_eq!(numbers(reader.trail(Stream::run(4), Some(3), 2).unwrap()), [1]);
        assert_eq!(numbers(history(reader.as_ref(), Stream::run(4), 0).unwrap()), [1, 3, 5]);
        assert_eq!(numbers(history(reader.as_ref(), Stream::run(4), 3).unwrap()), [5]);
        assert_eq!(numbers(history(reader.as_ref(), Stream::run(4), 5).unwrap()), [0; 0]);
    }

    fn a_kept_state_is_replaced_and_dropped(bench) {
        let stream = Stream::run(4);
        let row = |entry| SnapshotRow { stream, entry, bytes: vec![entry as u8; 3] };
        assert_eq!(bench.read().snapshot(stream).unwrap(), None);
        bench.put(Change::PutSnapshot(row(16)));
        bench.put(Change::PutSnapshot(row(32)));
        assert_eq!(bench.read().snapshot(stream).unwrap(), Some(row(32)));
        bench.put(Change::DropSnapshot { stream });
        bench.put(Change::DropSnapshot { stream });
        assert_eq!(bench.read().snapshot(stream).unwrap(), None);
    }

    fn runs_that_are_taken_out_leave_their_headers(bench) {
        bench.found();
        let over = |id| Change::PutRun(RunRow { ended_us: Some(9), ..run(id) });
        bench.puts(vec![over(1), over(2), Change::PutRun(run(3))]);
        let first = bench.append(Stream::run(1), BODY);
        let other = bench.append(Stream::run(2), BODY);
        let last = bench.append(Stream::run(1), BODY);
        bench.puts(vec![
            Change::PutNotification(NotificationRow { run: Some(2), entry: other.number, ..notification(1, 7) }),
            Change::PutNotification(NotificationRow { run: Some(1), entry: last.number, ..notification(2, 7) }),
            Change::PutNotification(NotificationRow { run: None, entry: last.number, ..notification(3, 7) }),
            Change::PutSearch(search(1, "PUR-1 one", &[("amount", "1")])),
            Change::PutFile(file("f1", Some(1), 5)),
        ]);
        let before = bench.read().entry(first.number).unwrap().unwrap();
        assert_eq!(bench.refuses(&Change::RemoveRuns { runs: vec![1, 3] }), "store.conflict");
        assert!(bench.read().run(1).unwrap().is_some());
        bench.put(Change::RemoveRuns { runs: vec![1] });
        let reader = bench.read();
        assert_eq!(reader.entry(first.number).unwrap(), Some(Entry { body: None, ..before }));
        assert_eq!(reader.entry(last.number).unwrap().unwrap().hash, last.hash);
        assert!(reader.entry(other.number).unwrap().unwrap().body.is_some());
        assert_eq!((reader.run(1).unwrap(), reader.stream_head(Stream::run(2)).unwrap()), (None, Some(other)));
        assert_eq!((reader.search(1).unwrap(), reader.file("f1").unwrap()), (None, None));
        let left: Vec<i64> = reader.notifications(7, None, 9).unwrap().iter().map(|row| row.id).collect();
        assert_eq!(left, [3, 1]);
        assert_eq!(bench.refuses(&Change::RemoveRuns { runs: vec![1] }), "store.conflict");
        let next = bench.append(Stream::run(2), BODY);
        assert_eq!(next.number, last.number + 1);
    }
}
