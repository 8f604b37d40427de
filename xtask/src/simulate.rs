//! `simulate --seeds N [--from S]`: plays so many seeds in the engine and in the oracle, and tells each that goes wrong.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Context, bail};
use baton_sim::simulate::{Verdict, simulate, words};

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
    let (mut agreed, mut steps, mut wrong) = (0, 0, 0);
    let [mut not_covered, mut not_published, mut met] = [const { BTreeMap::<String, usize>::new() }; 3];
    let count = |all: &mut BTreeMap<String, usize>, what| *all.entry(what).or_default() += 1;
    for seed in from..from.saturating_add(seeds) {
        match simulate(seed) {
            Verdict::Agreed(played) => {
                agreed += 1;
                steps += played.tried;
                played.met.into_iter().for_each(|word| count(&mut met, word));
            }
            Verdict::NotCovered(what) => count(&mut not_covered, what),
            Verdict::NotPublished(code) => count(&mut not_published, code),
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
    println!("{agreed} seeds agree over {steps} steps, {wrong} do not");
    for (what, count) in &not_covered {
        println!("{count} are not covered: {what}");
    }
    for (code, count) in &not_published {
        println!("{count} could not be published: {code}");
    }
    println!("\nSo many of the seeds that agree came to");
    for word in words() {
        println!("{:>8}  {word}", met.get(word).copied().unwrap_or_default());
    }
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
