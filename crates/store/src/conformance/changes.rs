//! Every change alike: rolled back, repeated, limits.

use super::{cases, rows};
use crate::change::Change;
use crate::error::StoreError;
use crate::hash::Hash;
use crate::read::{Reader, tables_dump};
use crate::row::{
    CommandKey, EventRow, EventState, FollowerRow, LeafRow, OutboxState, PART_MAX, PartyRow, PartyWhy, RunRow,
    SnapshotRow, part_id,
};
use crate::stream::Stream;

/// One of each; the match below does not compile while one is missing.
fn one_of_each() -> Vec<Change> {
    let all = vec![
        Change::PutRun(rows::run(9)),
        Change::OpenTask(rows::task(1, 9), rows::state(1, 9, None)),
        Change::PutTaskState(rows::done(1, 1, (7, 5))),
        Change::PutOffers { task: part_id(1, 1), people: vec![3, 4] },
        Change::PutTimer(rows::timer(1, 9, 5)),
        Change::DropTimer(part_id(1, 1)),
        Change::DropTimersOf { run: 1 },
        Change::PutParty(PartyRow { run: 1, person: 9, why: PartyWhy::Doer }),
        Change::DropParty(PartyRow { run: 1, person: 7, why: PartyWhy::Starter }),
        Change::PutException(rows::exception(1, 9, 5)),
        Change::PutOutbox(rows::outbox(9, 5)),
        Change::DropOutbox(1),
        Change::PutNotification(rows::notification(9, 7)),
        Change::ReadNotifications { person: 7, up_to: 9 },
        Change::PutWorkflow(rows::workflow(9, "nine", "NIN")),
        Change::PutVersion(rows::version(1, 9)),
        Change::PutDraft(rows::draft("one", 2)),
        Change::DropDraft { slug: "one".to_owned() },
        Change::PutFormDraft(rows::form_draft("task:1", 7, 2)),
        Change::DropFormDraft { place: "task:1".to_owned(), person: 7 },
        Change::DropFormDrafts { place: "task:1".to_owned() },
        Change::PutFile(rows::file("f9", Some(1), 5)),
        Change::DropFile { id: "f1".to_owned() },
        Change::PutCommand(rows::command(7, "nine", 5)),
        Change::DropCommandsBefore { at_us: 100 },
        Change::SetCounter { name: "a".to_owned(), n: 9 },
        Change::AddCounter { name: "a".to_owned(), by: 9 },
        Change::PutSnapshot(SnapshotRow { stream: Stream::run(1), entry: 9, bytes: vec![9] }),
        Change::DropSnapshot { stream: Stream::run(1) },
        Change::PutLeaf(LeafRow { n: 1, entry: 2 }),
        Change::PutNode { level: 1, index: 0, hash: Hash([9; 32]) },
        Change::PutHead(rows::head(1, 9)),
        Change::DropHead { epoch: 1, size: 1 },
        Change::PutFollower(FollowerRow { name: "log".to_owned(), cursor: 9 }),
        Change::PutSearch(rows::search(1, "PUR-1 nine", &[("amount", "9")])),
        Change::DropSnapshots,
        Change::RemoveRuns { runs: vec![2] },
        Change::PutJob(rows::job(1, 2, "train")),
        Change::DropJob(part_id(1, 1)),
        Change::PutSubscription(rows::subscription(1, 9, "paid", "a")),
        Change::DropSubscription(part_id(1, 1)),
        Change::PutEvent(rows::event(9, "a")),
        Change::DropEventsBefore { at_us: i64::MAX },
        Change::DropWorkflow { id: 2 },
        Change::PutBinned { item: 9, draft: rows::draft("nine", 1) },
        Change::DropBinned { item: 1 },
        Change::PutLock(rows::lock(1, 9, "dock")),
        Change::DropLock(part_id(1, 1)),
    ];
    assert_eq!(all.iter().map(place).collect::<Vec<_>>(), (0..all.len()).collect::<Vec<_>>());
    all
}

/// The place in the list above.
fn place(change: &Change) -> usize {
    match change {
        Change::PutRun(_) => 0,
        Change::OpenTask(..) => 1,
        Change::PutTaskState(_) => 2,
        Change::PutOffers { .. } => 3,
        Change::PutTimer(_) => 4,
        Change::DropTimer(_) => 5,
        Change::DropTimersOf { .. } => 6,
        Change::PutParty(_) => 7,
        Change::DropParty(_) => 8,
        Change::PutException(_) => 9,
        Change::PutOutbox(_) => 10,
        Change::DropOutbox(_) => 11,
        Change::PutNotification(_) => 12,
        Change::ReadNotifications { .. } => 13,
        Change::PutWorkflow(_) => 14,
        Change::PutVersion(_) => 15,
        Change::PutDraft(_) => 16,
        Change::DropDraft { .. } => 17,
        Change::PutFormDraft(_) => 18,
        Change::DropFormDraft { .. } => 19,
        Change::DropFormDrafts { .. } => 20,
        Change::PutFile(_) => 21,
        Change::DropFile { .. } => 22,
        Change::PutCommand(_) => 23,
        Change::DropCommandsBefore { .. } => 24,
        Change::SetCounter { .. } => 25,
        Change::AddCounter { .. } => 26,
        Change::PutSnapshot(_) => 27,
        Change::DropSnapshot { .. } => 28,
        Change::PutLeaf(_) => 29,
        Change::PutNode { .. } => 30,
        Change::PutHead(_) => 31,
        Change::DropHead { .. } => 32,
        Change::PutFollower(_) => 33,
        Change::PutSearch(_) => 34,
        Change::DropSnapshots => 35,
        Change::RemoveRuns { .. } => 36,
        Change::PutJob(_) => 37,
        Change::DropJob(_) => 38,
        Change::PutSubscription(_) => 39,
        Change::DropSubscription(_) => 40,
        Change::PutEvent(_) => 41,
        Change::DropEventsBefore { .. } => 42,
        Change::DropWorkflow { .. } => 43,
        Change::PutBinned { .. } => 44,
        Change::DropBinned { .. } => 45,
        Change::PutLock(_) => 46,
        Change::DropLock(_) => 47,
    }
}

/// A row of each kind, so that every change above has something to change.
fn one_row_of_each() -> Vec<Change> {
    vec![
        Change::PutRun(rows::run(1)),
        Change::PutRun(RunRow { ended_us: Some(9), ..rows::run(2) }),
        Change::OpenTask(rows::task(1, 1), rows::state(1, 1, None)),
        Change::PutOffers { task: part_id(1, 1), people: vec![7] },
        Change::PutTimer(rows::timer(1, 1, 5)),
        Change::PutJob(rows::job(1, 1, "train")),
        Change::PutLock(rows::lock(1, 1, "dock")),
        Change::PutParty(PartyRow { run: 1, person: 7, why: PartyWhy::Starter }),
        Change::PutException(rows::exception(1, 1, 5)),
        Change::PutSubscription(rows::subscription(1, 1, "paid", "a")),
        Change::PutEvent(EventRow { state: EventState::Done, ..rows::event(1, "a") }),
        Change::PutOutbox(rows::outbox(1, 5)),
        Change::PutNotification(rows::notification(1, 7)),
        Change::PutWorkflow(rows::workflow(1, "one", "ONE")),
        Change::PutWorkflow(rows::workflow(2, "two", "TWO")),
        Change::PutVersion(rows::version(1, 1)),
        Change::PutDraft(rows::draft("one", 1)),
        Change::PutBinned { item: 1, draft: rows::draft("two", 1) },
        Change::PutFormDraft(rows::form_draft("task:1", 7, 1)),
        Change::PutFile(rows::file("f1", Some(1), 5)),
        Change::PutCommand(rows::command(7, "one", 5)),
        Change::SetCounter { name: "a".to_owned(), n: 1 },
        Change::PutSnapshot(SnapshotRow { stream: Stream::run(1), entry: 1, bytes: vec![1] }),
        Change::PutLeaf(LeafRow { n: 0, entry: 1 }),
        Change::PutNode { level: 1, index: 0, hash: Hash([1; 32]) },
        Change::PutHead(rows::head(1, 1)),
        Change::PutFollower(FollowerRow { name: "log".to_owned(), cursor: 1 }),
        Change::PutSearch(rows::search(1, "PUR-1 one", &[("amount", "1")])),
    ]
}

/// All that any of the changes above can change, as text.
fn everything(reader: &dyn Reader) -> String {
    let command = |key: &str| CommandKey { key: key.to_owned(), ..rows::command(7, key, 0).id };
    let log = (reader.leaves(0, 9), reader.node(1, 0), reader.heads((0, 0), 9), reader.follower("log"));
    let rest = (reader.files("", 9), reader.command(&command("one")), reader.command(&command("nine")));
    let drafts = (reader.drafts("", 9), reader.form_draft("task:1", 7), reader.snapshot(Stream::run(1)));
    let binned = (reader.binned(1), reader.binned(9));
    let events = (reader.event(1), reader.event(9), binned);
    let outside = (reader.outbox_list(OutboxState::Pending, None, 9), reader.notifications(7, None, 9), events);
    format!("{:?}{log:?}{rest:?}{drafts:?}{outside:?}{:?}", tables_dump(reader).unwrap(), reader.search(1))
}

cases! { "changes";
    fn each_changes_something(bench) {
        bench.puts(one_row_of_each());
        for change in one_of_each() {
            let before = everything(bench.read().as_ref());
            bench.refused(|tx| {
                tx.put(&change)?;
                assert_ne!(everything(&*tx), before, "{change:?}");
                Err::<(), _>(StoreError::TooSlow)
            });
        }
    }

    fn each_that_is_rolled_back_has_not_happened(bench) {
        bench.puts(one_row_of_each());
        for change in one_of_each() {
            let before = everything(bench.read().as_ref());
            bench.refused(|tx| {
                tx.put(&change)?;
                Err::<(), _>(StoreError::TooSlow)
            });
            assert_eq!(everything(bench.read().as_ref()), before, "{change:?}");
            assert_eq!(everything(bench.writer().as_ref()), before, "{change:?}");
        }
    }

    fn each_that_is_repeated_changes_nothing_more_or_is_refused(bench) {
        bench.puts(one_row_of_each());
        for change in one_of_each().iter().filter(|change| !matches!(change, Change::AddCounter { .. })) {
            bench.refused(|tx| {
                tx.put(change)?;
                let once = everything(&*tx);
                match tx.put(change) {
                    Ok(()) => assert_eq!(everything(&*tx), once, "{change:?}"),
                    Err(refused) => assert_eq!(refused.code(), "store.conflict", "{change:?}"),
                }
                Err::<(), _>(StoreError::TooSlow)
            });
        }
    }

    fn each_that_drops_what_is_not_there_is_done(bench) {
        let none = everything(bench.read().as_ref());
        let drops = one_of_each().into_iter().filter(|change| format!("{change:?}").starts_with("Drop"));
        for change in drops {
            bench.put(change);
        }
        bench.put(Change::ReadNotifications { person: 7, up_to: 9 });
        assert_eq!(everything(bench.read().as_ref()), none);
    }

    fn ids_inside_a_run_must_be_its_own(bench) {
        let wrong_task = crate::row::TaskRow { run: 2, ..rows::task(1, 1) };
        let wrong_state = rows::state(1, 2, None);
        let wrong_job = crate::row::JobRow { n: 3, ..rows::job(1, 1, "train") };
        assert_eq!(bench.refuses(&Change::PutJob(wrong_job)), "store.conflict");
        let wrong_lock = crate::row::LockRow { n: 3, ..rows::lock(1, 1, "dock") };
        assert_eq!(bench.refuses(&Change::PutLock(wrong_lock)), "store.conflict");
        let wrong_timer = crate::row::TimerRow { n: 3, ..rows::timer(1, 1, 5) };
        let wrong_exception = crate::row::ExceptionRow { run: 3, ..rows::exception(1, 1, 5) };
        assert_eq!(bench.refuses(&Change::OpenTask(wrong_task, rows::state(1, 1, None))), "store.conflict");
        assert_eq!(bench.refuses(&Change::OpenTask(rows::task(1, 1), wrong_state)), "store.conflict");
        assert_eq!(bench.refuses(&Change::PutTimer(wrong_timer)), "store.conflict");
        assert_eq!(bench.refuses(&Change::PutException(wrong_exception)), "store.conflict");
        assert_eq!(bench.refuses(&Change::PutTimer(rows::timer(1, PART_MAX + 1, 5))), "store.too_large");
    }

    fn what_is_too_large_is_refused(bench) {
        let text = "x".repeat(crate::check::DEFINITION_BYTES_MAX + 1);
        let draft = crate::row::DraftRow { text, ..rows::draft("one", 1) };
        assert_eq!(bench.refuses(&Change::PutDraft(draft)), "store.too_large");
        let bytes = vec![0; crate::check::BLOB_BYTES_MAX + 1];
        let kept = SnapshotRow { stream: Stream::run(1), entry: 1, bytes };
        assert_eq!(bench.refuses(&Change::PutSnapshot(kept)), "store.too_large");
        let people = (0..=crate::check::OFFERS_MAX as i64).collect();
        assert_eq!(bench.refuses(&Change::PutOffers { task: 1, people }), "store.too_large");
    }
}
