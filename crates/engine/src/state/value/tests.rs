use std::sync::Arc;

use jiff::Timestamp;
use serde_json::json;

use super::{Held, PAST_MAX};

fn held(change: u64) -> Held {
    Held {
        value: Arc::new(json!(change)),
        private: false,
        erased: false,
        entry: 0,
        by: None,
        at: Timestamp::UNIX_EPOCH,
        step: None,
        rev: 0,
        change,
        rows: None,
        earlier: Vec::new(),
        turned: None,
        forgotten: 0,
        past: Vec::new(),
    }
}

#[test]
fn of_many_earlier_values_the_latest_are_kept_and_the_rest_is_known_to_be_forgotten() {
    let last = 2 * PAST_MAX as u64;
    // A step was completed after each change.
    let completed_at: Vec<u64> = (1..=last).collect();
    let mut now = held(1);
    for change in 2..=last {
        let (past, forgotten) = now.past_for(&completed_at, change);
        now = Held { forgotten, past, ..held(change) };
    }
    assert_eq!(now.past.len(), PAST_MAX);
    let first_known = last - PAST_MAX as u64;
    assert_eq!(now.at_change(first_known), Some(&json!(first_known)));
    assert!(!now.is_forgotten_at(first_known));
    assert!(now.is_forgotten_at(first_known - 1));
}

#[test]
fn what_nobody_was_completed_with_is_not_kept() {
    let (past, forgotten) = held(1).past_for(&[], 2);
    assert!(past.is_empty());
    assert_eq!(forgotten, 0);
    let empty_before = Held { forgotten, past, ..held(2) };
    assert!(!empty_before.is_forgotten_at(1), "there was nothing then");
}
