//! The machine's clock jumps, by an hour, a day, over a change to summer time, a leap second, the end of 32-bit seconds: each
//! timer fires once, none early, in the order of their moments, and entries' times never go back.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use baton_runtime::{Ask, WorkspaceKind};
use serde_json::{Map, Value};

use crate::world::{Kept, World};

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3_600 * SECOND;
const DAY: i64 = 24 * HOUR;

/// Twenty timers a run: in each of four branches a deadline and four reminders.
const TIMED: &str = "
workflow: timed
title: In time
owner: procurement
start:
  - form: Begin
    who: everyone
steps:
  - parallel: Four at once
    id: all-at-once
    branches:
      - steps:
          - task: One
            who: role
            due: 1 hour
            remind: [30 minutes before due, 10 minutes before due, 1 hour overdue, 1 day overdue]
      - steps:
          - task: Two
            who: role
            due: 2 hours
            remind: [30 minutes before due, 10 minutes before due, 1 hour overdue, 1 day overdue]
      - steps:
          - task: Three
            who: role
            due: 1 day
            remind: [30 minutes before due, 10 minutes before due, 1 hour overdue, 1 day overdue]
      - steps:
          - task: Four
            who: role
            due: 3 days
            remind: [30 minutes before due, 10 minutes before due, 1 hour overdue, 1 day overdue]
  - end: done
roles:
  role: { group: finance }
outcomes:
  done: { title: Done }
";

fn begin(world: &World, runs: usize) {
    world.publish("timed", TIMED).expect("published");
    for _ in 0..runs {
        let ask = Ask::StartRun { workflow: "timed".to_owned(), start: None, values: Map::new() };
        world.ask(&world.person("ana"), ask).expect("begun");
        jump(world, 7 * SECOND);
    }
}

/// Moves the clock and fires what is due then.
fn jump(world: &World, by: i64) {
    world.clock.fetch_add(by, Ordering::AcqRel);
    world.handle.fire_due().expect("fired");
}

/// Timers in the order in which they fired: when they were due, and when they fired.
fn fired(world: &World) -> Vec<(i64, i64)> {
    let reader = world.kept.store.reader().expect("a reader");
    let (mut all, mut seen, mut after, mut time) = (Vec::new(), BTreeSet::new(), 0, i64::MIN);
    loop {
        let page = reader.entries(after, 1_000).expect("entries");
        let Some(last) = page.last() else { return all };
        after = last.number;
        for entry in &page {
            assert!(entry.time_us >= time, "entry {} goes back in time", entry.number);
            time = entry.time_us;
            let body: Value = serde_json::from_slice(entry.body.as_deref().expect("a body")).expect("JSON");
            for event in body["ev"].as_array().expect("events").iter().filter(|event| event["t"] == "timer_fired") {
                let at: jiff::Timestamp = event["at"].as_str().expect("a moment").parse().expect("a moment");
                assert!(seen.insert((entry.stream.id, event["timer"].as_u64())), "{event} fires again");
                all.push((at.as_microsecond(), entry.time_us));
            }
        }
    }
}

/// Each fired once, none early, in their order.
fn assert_in_order(world: &World, timers: usize) {
    let fired = fired(world);
    assert_eq!(fired.len(), timers);
    assert!(fired.iter().all(|(due, at)| at >= due), "one fired early");
    assert!(fired.is_sorted_by_key(|(due, _)| *due), "the order of their moments");
}

#[test]
fn two_thousand_timers_fire_once_each_however_the_clock_jumps() {
    let mut world = World::new(Kept::in_memory());
    begin(&world, 100);
    let jumps = [HOUR - SECOND, -HOUR, -DAY, HOUR, DAY, HOUR - SECOND, -HOUR, 2 * HOUR, -SECOND, SECOND];
    for by in jumps {
        // A jump forward by more than an hour is believed after a start.
        if by > HOUR {
            let before = fired(&world).len();
            jump(&world, by);
            assert_eq!(fired(&world).len(), before, "it is doubted");
            world = world.open_again();
            jump(&world, 0);
        } else {
            jump(&world, by);
        }
    }
    for _ in 0..6 {
        world.clock.fetch_add(DAY, Ordering::AcqRel);
        world = world.open_again();
        jump(&world, 0);
    }
    assert_in_order(&world, 2_000);
}

#[test]
fn summer_time_leap_seconds_and_the_end_of_32_bit_seconds_are_moments_like_others() {
    for (begin_at, zone) in [
        ("2026-03-29T00:20:00Z", "Europe/Berlin"),
        ("2026-10-25T00:20:00Z", "Europe/Berlin"),
        ("2026-10-24T13:50:00Z", "Australia/Lord_Howe"),
        ("2016-12-31T23:20:00Z", "UTC"),
        ("2038-01-19T02:40:00Z", "UTC"),
    ] {
        let world = World::begun(Kept::in_memory(), WorkspaceKind::Rehearsal, begin_at, zone);
        begin(&world, 5);
        for minute in 0..180 {
            jump(&world, HOUR / 60);
            // The second before each full hour comes twice, as a leap second does.
            if minute % 60 == 0 {
                jump(&world, -SECOND);
                jump(&world, SECOND);
            }
        }
        let mut world = world;
        for _ in 0..5 {
            world.clock.fetch_add(DAY, Ordering::AcqRel);
            world = world.open_again();
            jump(&world, 0);
        }
        assert_in_order(&world, 100);
    }
}
