//! All or nothing, one writer, readers that see only what is committed.

use super::bench::new_entry;
use super::cases;
use super::rows::run;
use crate::change::Change;
use crate::error::StoreError;
use crate::stream::Stream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

cases! { "transactions";
    fn a_second_writer_is_refused_while_the_first_lives(bench) {
        assert_eq!(bench.store.writer().err().unwrap(), StoreError::WriterTaken);
        bench.give_writer_back();
        let again = bench.store.writer().unwrap();
        assert_eq!(bench.store.writer().err().unwrap(), StoreError::WriterTaken);
        drop(again);
    }

    fn two_writers_at_once_of_many_threads_get_one(bench) {
        bench.give_writer_back();
        let start = std::sync::Barrier::new(8);
        let store = bench.store.as_ref();
        let writers: Vec<_> = thread::scope(|scope| {
            let ask = || {
                start.wait();
                store.writer().ok()
            };
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
            threads.into_iter().filter_map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(writers.len(), 1);
    }

    fn the_next_writer_goes_on_where_the_last_stopped(bench) {
        bench.found();
        bench.append(Stream::ACCESS, "{}");
        bench.give_writer_back();
        let mut again = bench.store.writer().unwrap();
        let head = crate::store::transaction(again.as_mut(), |tx| tx.append(&new_entry(Stream::ACCESS, 1, "{}")));
        assert_eq!(head.unwrap().number, 2);
    }

    fn what_failed_has_not_happened(bench) {
        bench.found();
        let refused = bench.refused(|tx| {
            tx.put(&Change::PutRun(run(1)))?;
            tx.append(&new_entry(Stream::run(1), 0, "{}"))?;
            Err::<(), _>(StoreError::Conflict("changed my mind".to_owned()))
        });
        assert_eq!(refused.code(), "store.conflict");
        assert_eq!(bench.read().run(1).unwrap(), None);
        assert_eq!(bench.read().last().unwrap(), None);
        assert_eq!(bench.append(Stream::ACCESS, "{}").number, 1, "the number was not used up");
    }

    fn a_founding_that_failed_can_be_done_again(bench) {
        bench.refused(|tx| {
            tx.found_workspace(super::bench::WORKSPACE)?;
            Err::<(), _>(StoreError::TooSlow)
        });
        bench.found();
    }

    fn a_failure_that_the_work_ignores_fails_the_whole(bench) {
        bench.found();
        let refused = bench.refused(|tx| {
            tx.put(&Change::PutRun(run(1)))?;
            let _ = tx.append(&new_entry(Stream::ACCESS, 5, "{}"));
            Ok(())
        });
        assert_eq!(refused.code(), "store.conflict");
        assert_eq!(bench.read().run(1).unwrap(), None);
    }

    fn a_panic_costs_its_transaction_alone(bench) {
        bench.found();
        let work = AssertUnwindSafe(|| {
            bench.writer().transaction(&mut |tx| {
                tx.put(&Change::PutRun(run(1)))?;
                std::panic::panic_any("a panic that belongs to the case")
            })
        });
        assert!(catch_unwind(work).is_err());
        assert_eq!(bench.read().run(1).unwrap(), None);
        bench.put(Change::PutRun(run(2)));
        assert_eq!(bench.read().run(1).unwrap(), None);
        assert!(bench.read().run(2).unwrap().is_some());
        assert_eq!(bench.append(Stream::ACCESS, "{}").number, 1);
    }

    fn a_transaction_sees_what_it_wrote_and_nobody_else_does(bench) {
        bench.found();
        let reader = bench.read();
        bench.done(|tx| {
            tx.put(&Change::PutRun(run(1)))?;
            let head = tx.append(&new_entry(Stream::run(1), 0, "{}"))?;
            assert_eq!(tx.stream_head(Stream::run(1))?, Some(head));
            assert_eq!(tx.run(1)?.unwrap().rev, 1);
            assert_eq!(tx.last()?.unwrap().number, 1);
            assert_eq!(reader.run(1)?, None);
            assert_eq!(reader.last()?, None);
            Ok(())
        });
        assert_eq!(reader.run(1).unwrap().unwrap().rev, 1);
    }

    fn the_writer_reads_what_is_committed(bench) {
        bench.put(Change::PutRun(run(1)));
        assert_eq!(bench.writer().run(1).unwrap(), Some(run(1)));
    }

    fn a_view_is_one_state(bench) {
        bench.put(Change::SetCounter { name: "a".to_owned(), n: 1 });
        let store = std::sync::Arc::clone(&bench.store);
        store
            .view(&mut |reader| {
                assert_eq!(reader.counter("a")?, 1);
                bench.put(Change::SetCounter { name: "a".to_owned(), n: 2 });
                assert_eq!(reader.counter("a")?, 1);
                Ok(())
            })
            .unwrap();
        assert_eq!(bench.read().counter("a").unwrap(), 2);
    }

    fn what_a_view_says_comes_back(bench) {
        let said = bench.store.view(&mut |_| Err(StoreError::TooSlow));
        assert_eq!(said, Err(StoreError::TooSlow));
        bench.put(Change::SetCounter { name: "a".to_owned(), n: 2 });
    }

    fn readers_never_see_half_a_transaction(bench) {
        let over = AtomicBool::new(false);
        let store = bench.store.as_ref();
        let put = |name: &str, n| Change::SetCounter { name: name.to_owned(), n };
        bench.puts(vec![put("a", 0), put("b", 0)]);
        thread::scope(|scope| {
            let look = || {
                let mut seen = 0;
                while !over.load(Ordering::Acquire) {
                    let pair = crate::store::view(store, |r| Ok((r.counter("a")?, r.counter("b")?)));
                    let (a, b) = pair.unwrap();
                    assert_eq!(a, b);
                    assert!(a >= seen);
                    seen = a;
                }
            };
            let threads = [scope.spawn(look), scope.spawn(look)];
            for n in 1..=50 {
                bench.puts(vec![put("a", n), put("b", n)]);
            }
            over.store(true, Ordering::Release);
            for thread in threads {
                thread.join().unwrap();
            }
        });
        assert_eq!(bench.read().counter("b").unwrap(), 50);
    }

    fn many_commands_commit_together(bench) {
        bench.found();
        bench.done(|tx| {
            for id in 1..=100 {
                tx.put(&Change::PutRun(run(id)))?;
                tx.append(&new_entry(Stream::run(id), 0, "{}"))?;
            }
            Ok(())
        });
        assert_eq!(bench.read().last().unwrap().unwrap().number, 100);
        assert_eq!(bench.read().run(77).unwrap().unwrap().last_entry, 77);
    }
}
