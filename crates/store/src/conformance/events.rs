//! Events from outside, and what listens for them.

use super::bench::Bench;
use super::cases;
use super::rows::{event, subscription};
use crate::change::Change;
use crate::hash::Hash;
use crate::read::KeptKey;
use crate::row::{EventRow, EventState, SubscriptionRow, part_id};

fn key(text: &str) -> Hash {
    Hash::of(&[text.as_bytes()])
}

fn listening(bench: &Bench, name: &str, wanted: Option<&str>) -> Vec<i64> {
    let wanted = wanted.map(key);
    let rows = bench.read().subscriptions(name, wanted.as_ref(), 0, 9).unwrap();
    rows.iter().map(|row| row.run).collect()
}

fn kept(bench: &Bench, wanted: KeptKey) -> Vec<i64> {
    bench.read().events_kept("paid", wanted, 9).unwrap().iter().map(|row| row.n).collect()
}

fn pending(bench: &Bench, limit: usize) -> Vec<i64> {
    bench.read().events_pending(limit).unwrap().iter().map(|row| row.n).collect()
}

cases! { "events";
    fn what_listens_is_found_by_name_and_key(bench) {
        let any = SubscriptionRow { key: None, ..subscription(3, 1, "paid", "x") };
        bench.puts(vec![
            Change::PutSubscription(subscription(1, 1, "paid", "a")),
            Change::PutSubscription(subscription(2, 1, "paid", "b")),
            Change::PutSubscription(any),
            Change::PutSubscription(subscription(4, 1, "left", "a")),
        ]);
        assert_eq!(listening(bench, "paid", Some("a")), [1, 3]);
        assert_eq!(listening(bench, "paid", None), [3]);
        assert_eq!(listening(bench, "left", Some("a")), [4]);
        assert_eq!(listening(bench, "none", Some("a")), [0; 0]);
    }

    fn what_listens_comes_in_pages(bench) {
        bench.puts((1..=3).map(|run| Change::PutSubscription(subscription(run, 1, "paid", "a"))).collect());
        let page = |after| -> Vec<i64> {
            let rows = bench.read().subscriptions("paid", Some(&key("a")), after, 2).unwrap();
            rows.iter().map(|row| row.id).collect()
        };
        assert_eq!(page(0), [part_id(1, 1), part_id(2, 1)]);
        assert_eq!(page(part_id(2, 1)), [part_id(3, 1)]);
    }

    fn a_subscription_moves_to_another_key_and_goes(bench) {
        bench.put(Change::PutSubscription(subscription(1, 1, "paid", "a")));
        bench.put(Change::PutSubscription(subscription(1, 1, "paid", "b")));
        assert_eq!((listening(bench, "paid", Some("a")), listening(bench, "paid", Some("b"))), (vec![], vec![1]));
        bench.put(Change::DropSubscription(part_id(1, 1)));
        assert_eq!(listening(bench, "paid", Some("b")), [0; 0]);
    }

    fn an_event_is_known_by_its_number_and_by_its_name_and_id(bench) {
        assert_eq!((bench.read().event_last().unwrap(), bench.read().event(1).unwrap()), (0, None));
        bench.put(Change::PutEvent(event(1, "a")));
        assert_eq!(bench.read().event(1).unwrap(), Some(event(1, "a")));
        assert_eq!(bench.read().event_by_id("paid", "id-1").unwrap(), Some(event(1, "a")));
        assert_eq!(bench.read().event_by_id("left", "id-1").unwrap(), None);
        assert_eq!(bench.read().event_by_id("paid", "id-2").unwrap(), None);
        let same_id = EventRow { n: 2, ..event(1, "a") };
        bench.refuses(&Change::PutEvent(same_id.clone()));
        bench.put(Change::PutEvent(EventRow { name: "left".to_owned(), ..same_id }));
        assert_eq!(bench.read().event_last().unwrap(), 2);
    }

    fn events_wait_in_the_order_in_which_they_came(bench) {
        bench.puts([3, 1, 2].map(|n| Change::PutEvent(event(n, "a"))).to_vec());
        assert_eq!(pending(bench, 2), [1, 2]);
        bench.put(Change::PutEvent(EventRow { state: EventState::Done, ..event(1, "a") }));
        assert_eq!(pending(bench, 9), [2, 3]);
    }

    fn kept_events_are_found_by_key(bench) {
        let row = |n, key| EventRow { state: EventState::Kept, ..event(n, key) };
        let none = EventRow { key: None, ..row(3, "x") };
        bench.puts([row(1, "a"), row(2, "b"), none, event(4, "a")].map(Change::PutEvent).to_vec());
        assert_eq!(kept(bench, KeptKey::Any), [1, 2, 3]);
        assert_eq!(kept(bench, KeptKey::Is(key("a"))), [1]);
        assert_eq!(bench.read().events_kept("left", KeptKey::Any, 9).unwrap(), []);
    }

    fn events_are_forgotten_by_age_but_not_what_is_still_to_be_brought(bench) {
        let row = |n, state| EventRow { state, ..event(n, "a") };
        bench.puts(vec![
            Change::PutEvent(row(1, EventState::Done)),
            Change::PutEvent(row(2, EventState::Pending)),
            Change::PutEvent(row(3, EventState::Kept)),
            Change::PutEvent(row(4, EventState::Done)),
        ]);
        bench.put(Change::DropEventsBefore { at_us: event(4, "a").at_us });
        let there = |n| bench.read().event(n).unwrap().is_some();
        assert_eq!([there(1), there(2), there(3), there(4)], [false, true, false, true]);
        bench.put(Change::DropEventsBefore { at_us: i64::MAX });
        assert_eq!(bench.read().event_last().unwrap(), 4, "numbers are not given again");
    }
}
