//! `simulate --seeds N [--from S]`: plays so many seeds in the engine and in the oracle, and tells each that goes wrong.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Context, bail};
use baton_sim::simulate::{Verdict, simulate};

/// So many failures are told; then it is enough to look at.
const TOLD_MAX: usize = 10;

pub fn run(options: &[&str]) -> anyhow::Result<ExitCode> {
    let (mut seeds, mut from) = (1_000u64, 0u64);
    for option in options.chunks(2) {
        let [name, value] = option else { bail!("{} needs a number", option.join(" ")) };
        let value = value.parse().with_context(|| format!("{value} is no number"))?;
        match *name {
            "--seeds" => seeds = value,
            "--from" => from = value,
            _ => bail!("{name} is neither --seeds nor --from"),
        }
    }
    let (mut agreed, mut steps, mut not_published, mut wrong) = (0, 0, 0, 0);
    let mut not_covered: BTreeMap<String, usize> = BTreeMap::new();
    for seed in from..from.saturating_add(seeds) {
        match simulate(seed) {
            Verdict::Agreed(count) => {
                agreed += 1;
                steps += count;
            }
            Verdict::NotCovered(what) => *not_covered.entry(what).or_default() += 1,
            Verdict::NotPublished => not_published += 1,
            Verdict::Wrong(failure) => {
                println!("{failure}\n");
                wrong += 1;
                if wrong == TOLD_MAX {
                    println!("that is enough: {} seeds were played", seed - from + 1);
                    break;
                }
            }
        }
    }
    println!("{agreed} seeds agree over {steps} steps, {wrong} do not; {not_published} could not be published");
    for (what, count) in &not_covered {
        println!("{count} are not covered: {what}");
    }
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
