//! Random workflows go as the language says: the engine and the oracle agree.

use std::collections::BTreeMap;

use baton_sim::simulate::{Verdict, simulate, words};

#[test]
fn a_thousand_seeds_agree_and_come_to_every_part_of_the_language() {
    let (mut agreed, mut not_covered, mut not_published) = (0, 0, 0);
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..1_000 {
        match simulate(seed) {
            Verdict::Agreed(played) => {
                agreed += 1;
                played.met.into_iter().for_each(|word| *met.entry(word).or_default() += 1);
            }
            Verdict::NotCovered(_) => not_covered += 1,
            Verdict::NotPublished(_) => not_published += 1,
            Verdict::Wrong(failure) => panic!("{failure}"),
        }
    }
    println!("{agreed} agreed, {not_covered} are not covered, {not_published} cannot be published");
    assert!(not_published < 100, "{not_published} cannot be published");
    assert!(not_covered < 15, "{not_covered} are not covered");
    let missing: Vec<&str> = words().into_iter().filter(|word| !met.contains_key(*word)).collect();
    assert!(missing.is_empty(), "no seed came to {missing:?}");
}
