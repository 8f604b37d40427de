//! A hundred seeds hold, and a seed is the same each time.

use std::collections::BTreeMap;

use baton_sim_services::{Played, Verdict, simulate};

#[test]
fn a_hundred_seeds_hold_and_meet_what_can_go_wrong() {
    let mut all = Played::default();
    let mut held = 0;
    let mut not_published: BTreeMap<String, u32> = BTreeMap::new();
    for seed in 0..100 {
        match simulate(seed) {
            Verdict::Held(played) => {
                held += 1;
                all.add(&played);
            }
            Verdict::NotPublished(code) => *not_published.entry(code).or_default() += 1,
            Verdict::TooLong => {}
            Verdict::Wrong(failure) => {
                panic!("{failure}again: cargo xtask simulate --services --seeds 1 --from {seed}");
            }
        }
    }
    println!("{held} hold: {all:?}; not published: {not_published:?}");
    assert!(held > 70, "{held}");
    assert!(all.struck > 500 && all.left > 20 && all.runs > 200, "{all:?}");
}

#[test]
fn a_seed_is_the_same_each_time() {
    for seed in 0..5 {
        assert_eq!(simulate(seed), simulate(seed), "seed {seed}");
    }
}
