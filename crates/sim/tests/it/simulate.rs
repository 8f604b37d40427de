//! Random workflows go as the language says: the engine and the oracle agree.

use baton_sim::simulate::{Verdict, simulate};

#[test]
fn a_thousand_seeds_agree() {
    let (mut agreed, mut not_covered) = (0, 0);
    for seed in 0..1_000 {
        match simulate(seed) {
            Verdict::Agreed(_) => agreed += 1,
            Verdict::NotCovered(_) => not_covered += 1,
            Verdict::NotPublished => {}
            Verdict::Wrong(failure) => panic!("{failure}"),
        }
    }
    println!("{agreed} agreed, {not_covered} are not covered");
    assert!(agreed > 500, "only {agreed} say something");
}
