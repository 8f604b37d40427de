//! Each call of the store and of its key database fails once, for every one of them, until a deed is done without meeting the
//! fault: nobody is told anything wrong, nothing is half done, and a repeat under the same key has one effect. Each world
//! proves at its end that the tables say what the entries say.

use std::num::NonZero;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;

use baton_store::StoreError;
use baton_store::faulty::Fail;

use crate::deeds::{Again, Deed, all};
use crate::faults::faulty;
use crate::world::Kept;

/// More calls than any deed makes.
const CALLS_MAX: u64 = 2_000;

/// Lets each call of a deed fail once; how many there are.
fn each_call_of(deed: &Deed, kept: Kept) -> u64 {
    let (world, store) = faulty(kept);
    let on = (deed.before)(&world, 0);
    let before = world.entries();
    (deed.act)(&world, &on, "clean").unwrap_or_else(|refused| panic!("{}: {refused}", deed.name));
    let entries = world.entries() - before;
    for nth in 1..CALLS_MAX {
        let (on, key) = ((deed.before)(&world, nth), format!("try {nth}"));
        let before = world.entries();
        store.fail(Fail::Any(nth, StoreError::Io("scripted".to_owned())));
        let first = (deed.act)(&world, &on, &key);
        let met = !store.relent();
        if let Err(refused) = &first {
            assert_eq!(refused.code, "store.io_failed", "{}, call {nth}: {refused}", deed.name);
            let again = (deed.act)(&world, &on, &key);
            again.unwrap_or_else(|refused| panic!("{}, call {nth}, again: {refused}", deed.name));
        }
        let made = world.entries() - before;
        let most = if deed.again == Again::Another { 2 * entries } else { entries };
        assert!((entries..=most).contains(&made), "{}, call {nth}: {made} entries, {first:?}", deed.name);
        if deed.ask.is_some() && deed.again == Again::Nothing {
            (deed.act)(&world, &on, &key).unwrap_or_else(|refused| panic!("{}, repeated: {refused}", deed.name));
            assert_eq!(world.entries() - before, entries, "{}, call {nth}: a repeat", deed.name);
        }
        if !met {
            return nth - 1;
        }
    }
    panic!("{} makes more calls than {CALLS_MAX}", deed.name);
}

#[test]
fn whichever_call_fails_nobody_is_told_anything_wrong_and_a_repeat_has_one_effect() {
    let deeds = all();
    assert!(deeds.len() >= 20);
    let (next, calls) = (AtomicUsize::new(0), AtomicU64::new(0));
    // The deeds have nothing in common, and this test takes longer than all others together.
    thread::scope(|threads| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            threads.spawn(|| {
                while let Some(deed) = deeds.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let failed = each_call_of(deed, Kept::in_memory());
                    assert!(failed > 0, "{} calls nothing", deed.name);
                    calls.fetch_add(failed, Ordering::Relaxed);
                }
            });
        }
    });
    let calls = calls.into_inner();
    assert!(calls > 500, "{calls}");
}

#[test]
fn on_sqlite_as_well() {
    // A repeat reads what SQLite kept, so what differs between the stores shows in the deeds that write most.
    for name in ["a run is begun with a file", "the last task is done and a mail goes out", "a version is published"] {
        let deeds = all();
        let deed = deeds.iter().find(|deed| deed.name == name).expect("a deed");
        each_call_of(deed, Kept::on_sqlite());
    }
}
