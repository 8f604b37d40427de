//! Timers, exceptions, what is to be sent, notifications.

use super::bench::Bench;
use super::cases;
use super::rows::{exception, job, lock, notification, outbox, run, timer};
use crate::change::Change;
use crate::query::{Cursor, ExceptionQuery, Seen};
use crate::row::{
    ExceptionRow, ExceptionState, JobKind, JobRow, JobState, LockRow, OutboxKind, OutboxRow, OutboxState, PartyRow,
    PartyWhy, RunRow, part_id,
};

fn until(bench: &Bench, until_us: i64, after: Option<Cursor>, limit: usize) -> Vec<(i64, i64)> {
    let timers = bench.read().timers_until(until_us, after, limit).unwrap();
    timers.iter().map(|timer| (timer.run, timer.n)).collect()
}

fn open_exceptions(bench: &Bench, query: &ExceptionQuery) -> Vec<(i64, i64)> {
    let items = bench.read().exceptions(query).unwrap();
    items.iter().map(|item| (item.run.id, item.exception.n)).collect()
}

fn pending(bench: &Bench, now_us: i64, limit: usize) -> Vec<i64> {
    bench.read().outbox_pending(OutboxKind::Mail, now_us, limit).unwrap().iter().map(|row| row.id).collect()
}

cases! { "work";
    fn a_timer_is_put_moved_and_dropped(bench) {
        let id = part_id(1, 2);
        assert_eq!(bench.read().timer(id).unwrap(), None);
        bench.put(Change::PutTimer(timer(1, 2, 100)));
        assert_eq!(bench.read().timer(id).unwrap(), Some(timer(1, 2, 100)));
        bench.put(Change::PutTimer(timer(1, 2, 50)));
        assert_eq!(until(bench, 50, None, 9), [(1, 2)]);
        assert_eq!(until(bench, 49, None, 9), []);
        bench.put(Change::DropTimer(id));
        assert_eq!(until(bench, i64::MAX, None, 9), []);
    }

    fn timers_come_in_their_order_in_pages(bench) {
        let timers = [timer(2, 1, 100), timer(1, 1, 100), timer(1, 2, 50), timer(1, 3, 200)];
        bench.puts(timers.into_iter().map(Change::PutTimer).collect());
        assert_eq!(until(bench, 199, None, 9), [(1, 2), (1, 1), (2, 1)]);
        assert_eq!(until(bench, 200, None, 2), [(1, 2), (1, 1)]);
        let after = Some(Cursor { sort: 100, id: part_id(1, 1) });
        assert_eq!(until(bench, 200, after, 9), [(2, 1), (1, 3)]);
    }

    fn a_lock_has_its_holder_first_then_who_waits_in_the_order_of_asking(bench) {
        let waits = |run, n, entry| LockRow { entry, ..lock(run, n, "dock") };
        let other = [lock(4, 1, "door"), LockRow { workflow: 2, ..lock(5, 1, "dock") }];
        let rows = [waits(3, 1, 7), waits(1, 2, 9), LockRow { held: true, ..waits(2, 1, 8) }].into_iter().chain(other);
        bench.puts(rows.map(Change::PutLock).collect());
        let queue = |limit| {
            let rows = bench.read().locks(1, "dock", limit).unwrap();
            rows.into_iter().map(|row| (row.run, row.n, row.held)).collect::<Vec<_>>()
        };
        assert_eq!(queue(9), [(2, 1, true), (3, 1, false), (1, 2, false)]);
        assert_eq!(queue(2), [(2, 1, true), (3, 1, false)]);
        bench.put(Change::DropLock(part_id(2, 1)));
        bench.put(Change::PutLock(LockRow { held: true, ..waits(1, 2, 9) }));
        assert_eq!(queue(9), [(1, 2, true), (3, 1, false)]);
    }

    fn jobs_wait_in_their_order_and_are_taken(bench) {
        let train = |run, n| job(run, n, "train");
        let call = JobRow { kind: JobKind::Call, topic: String::new(), ..job(1, 3, "") };
        let taken = JobRow { state: JobState::Taken, fence: 1, worker: Some("w".to_owned()), ..train(1, 4) };
        let failed = JobRow { state: JobState::Failed, ..train(1, 5) };
        let late = JobRow { since_us: 99, ..train(1, 2) };
        let rows = [train(2, 1), late, train(1, 1), call.clone(), taken.clone(), failed, job(3, 1, "stage")];
        bench.puts(rows.into_iter().map(Change::PutJob).collect());
        let queued = |topic: &str, limit| {
            let jobs = bench.read().jobs_queued(JobKind::Work, topic, limit).unwrap();
            jobs.into_iter().map(|job| (job.run, job.n)).collect::<Vec<_>>()
        };
        assert_eq!(queued("train", 9), [(1, 1), (2, 1), (1, 2)], "longest first");
        assert_eq!(queued("train", 1), [(1, 1)]);
        assert_eq!(queued("nothing", 9), []);
        assert_eq!(bench.read().jobs_queued(JobKind::Call, "", 9).unwrap(), [call]);
        assert_eq!(bench.read().jobs_taken(0, 9).unwrap(), std::slice::from_ref(&taken));
        assert_eq!(bench.read().jobs_taken(taken.id, 9).unwrap(), []);
        assert_eq!(bench.read().job(taken.id).unwrap(), Some(taken.clone()));
        assert_eq!(bench.read().jobs_of(1).unwrap().len(), 5);
        let topics = bench.read().topics(9).unwrap();
        let told = |at: usize| (topics[at].topic.as_str(), topics[at].queued, topics[at].taken, topics[at].failed);
        assert_eq!((told(0), told(1)), (("stage", 1, 0, 0), ("train", 3, 1, 1)));
        assert_eq!(topics[1].oldest_us, Some(11));
        bench.put(Change::DropJob(taken.id));
        assert_eq!(bench.read().job(taken.id).unwrap(), None);
    }

    fn all_timers_of_a_run_go_alone(bench) {
        bench.puts([timer(1, 1, 5), timer(1, 2, 5), timer(2, 1, 5)].into_iter().map(Change::PutTimer).collect());
        let numbers: Vec<i64> = bench.read().timers_of(1).unwrap().iter().map(|timer| timer.n).collect();
        assert_eq!(numbers, [1, 2]);
        bench.put(Change::DropTimersOf { run: 1 });
        assert_eq!(bench.read().timers_of(1).unwrap(), []);
        assert_eq!(until(bench, 9, None, 9), [(2, 1)]);
    }

    fn an_exception_is_open_until_it_is_resolved(bench) {
        bench.put(Change::PutRun(run(1)));
        assert_eq!(bench.read().exception(part_id(1, 1)).unwrap(), None);
        bench.put(Change::PutException(exception(1, 1, 5)));
        assert_eq!(bench.read().exception(part_id(1, 1)).unwrap(), Some(exception(1, 1, 5)));
        assert_eq!(open_exceptions(bench, &ExceptionQuery::of(Seen::All)), [(1, 1)]);
        let resolved = ExceptionRow { state: ExceptionState::Resolved, resolved_us: Some(9), ..exception(1, 1, 5) };
        bench.put(Change::PutException(resolved.clone()));
        assert_eq!(open_exceptions(bench, &ExceptionQuery::of(Seen::All)), []);
        assert_eq!(bench.read().exceptions_of(1).unwrap(), [resolved]);
    }

    fn exceptions_are_listed_oldest_first_for_who_may_see_them(bench) {
        bench.puts(vec![Change::PutRun(run(1)), Change::PutRun(RunRow { workflow: 2, ..run(2) })]);
        let rows = [exception(1, 1, 50), exception(2, 1, 20), exception(1, 2, 50)];
        bench.puts(rows.into_iter().map(Change::PutException).collect());
        bench.put(Change::PutParty(PartyRow { run: 1, person: 7, why: PartyWhy::Reader }));
        let all = ExceptionQuery::of(Seen::All);
        assert_eq!(open_exceptions(bench, &all), [(2, 1), (1, 1), (1, 2)]);
        assert_eq!(open_exceptions(bench, &ExceptionQuery::of(Seen::By(7))), [(1, 1), (1, 2)]);
        assert_eq!(open_exceptions(bench, &ExceptionQuery { workflow: Some(2), ..all.clone() }), [(2, 1)]);
        let waiting = ExceptionRow { code: "start.values_missing".to_owned(), ..exception(2, 2, 60) };
        bench.put(Change::PutException(waiting));
        let before_first_step = ExceptionQuery { before_first_step: true, ..all.clone() };
        assert_eq!(open_exceptions(bench, &before_first_step), [(2, 2)]);
        let first = bench.read().exceptions(&ExceptionQuery { limit: 2, ..all.clone() }).unwrap();
        let after = first.last().map(crate::query::ExceptionItem::cursor);
        assert_eq!(open_exceptions(bench, &ExceptionQuery { after, ..all }), [(1, 2), (2, 2)]);
    }

    fn what_is_to_be_sent_waits_for_its_time(bench) {
        assert_eq!(bench.read().outbox_last().unwrap(), 0);
        bench.puts(vec![
            Change::PutOutbox(outbox(3, 10)),
            Change::PutOutbox(outbox(1, 20)),
            Change::PutOutbox(outbox(2, 99)),
        ]);
        assert_eq!(pending(bench, 20, 9), [1, 3]);
        assert_eq!(pending(bench, 99, 2), [1, 2]);
        assert_eq!(pending(bench, 9, 9), [0; 0]);
        assert_eq!(bench.read().outbox_last().unwrap(), 3);
    }

    fn what_was_tried_keeps_how_it_went(bench) {
        let tried = OutboxRow {
            state: OutboxState::Failed,
            attempts: 4,
            fault: Some("no route".to_owned()),
            ..outbox(1, 7)
        };
        bench.puts(vec![Change::PutOutbox(outbox(1, 5)), Change::PutOutbox(tried.clone())]);
        assert_eq!(bench.read().outbox(1).unwrap(), Some(tried));
        assert_eq!(pending(bench, i64::MAX, 9), [0; 0]);
        bench.put(Change::DropOutbox(1));
        assert_eq!(bench.read().outbox(1).unwrap(), None);
    }

    fn what_is_kept_is_listed_latest_first(bench) {
        let kept = |id| Change::PutOutbox(OutboxRow { state: OutboxState::Kept, ..outbox(id, 5) });
        bench.puts(vec![kept(1), kept(2), Change::PutOutbox(outbox(3, 5)), kept(4)]);
        let list = |before| -> Vec<i64> {
            let rows = bench.read().outbox_list(OutboxState::Kept, before, 2).unwrap();
            rows.iter().map(|row| row.id).collect()
        };
        assert_eq!(list(None), [4, 2]);
        assert_eq!(list(Some(2)), [1]);
    }

    fn notifications_are_listed_latest_first(bench) {
        bench.puts((1..=3).map(|id| Change::PutNotification(notification(id, 7))).collect());
        bench.put(Change::PutNotification(notification(4, 8)));
        let list = |before| -> Vec<i64> {
            bench.read().notifications(7, before, 2).unwrap().iter().map(|row| row.id).collect()
        };
        assert_eq!(list(None), [3, 2]);
        assert_eq!(list(Some(2)), [1]);
        assert_eq!(bench.read().notification_last().unwrap(), 4);
        assert_eq!(bench.read().notifications(9, None, 2).unwrap(), []);
    }

    fn notifications_are_read_up_to_one_and_by_one_person(bench) {
        bench.puts((1..=3).map(|id| Change::PutNotification(notification(id, 7))).collect());
        bench.put(Change::PutNotification(notification(4, 8)));
        assert_eq!(bench.read().unread(7).unwrap(), 3);
        bench.put(Change::ReadNotifications { person: 7, up_to: 2 });
        assert_eq!((bench.read().unread(7).unwrap(), bench.read().unread(8).unwrap()), (1, 1));
        let read: Vec<bool> = bench.read().notifications(7, None, 9).unwrap().iter().map(|row| row.read).collect();
        assert_eq!(read, [false, true, true]);
    }
}
