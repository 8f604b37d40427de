//! `simulate --seeds N [--from S]`: plays so many seeds in the engine and in the oracle, and tells each that goes wrong.
//! With `--services` it plays them through the runtime's services, in one thread, over a store that fails.

use std::collections::BTreeMap;
use std::ops::Range;
use std::process::ExitCode;

use anyhow::{Context, bail};
use baton_sim::simulate::{Verdict, simulate, words};
use baton_sim_services::{self as services, Played};

/// So many failures are told; then it is enough to look at.
const TOLD_MAX: usize = 10;

pub fn run(options: &[&str]) -> anyhow::Result<ExitCode> {
    let (services, options): (Vec<&str>, Vec<&str>) = options.iter().partition(|option| **option == "--services");
    let (mut seeds, mut from) = (1_000u64, 0u64);
    for option in options.chunks(2) {
        let [name, value] = option else { bail!("{} needs a number", option.join(" ")) };
        let value = value.parse().with_context(|| format!("{value} is no number"))?;
        match *name {
            "--seeds" => seeds = value,
            "--from" => from = value,
            _ => bail!("{name} is none of --services, --seeds and --from"),
        }
    }
    let seeds = from..from.saturating_add(seeds);
    Ok(if services.is_empty() { against_the_oracle(seeds) } else { through_the_services(seeds) })
}

/// Plays seeds through the runtime's services.
fn through_the_services(seeds: Range<u64>) -> ExitCode {
    let (mut held, mut not_published, mut too_long, mut wrong) = (0, 0, 0, 0);
    let mut all = Played::default();
    for seed in seeds {
        match services::simulate(seed) {
            services::Verdict::Held(played) => {
                held += 1;
                all.add(&played);
            }
            services::Verdict::NotPublished(_) => not_published += 1,
            services::Verdict::TooLong => too_long += 1,
            services::Verdict::Wrong(failure) => {
                println!("seed {seed}\n\n{failure}again: cargo xtask simulate --services --seeds 1 --from {seed}\n");
                wrong += 1;
                if wrong == TOLD_MAX {
                    println!("that is enough");
                    break;
                }
            }
        }
    }
    println!("{held} seeds hold, {wrong} do not, {not_published} could not be published, {too_long} take too long");
    println!("{} entries of {} runs; {} requests and mails left", all.entries, all.runs, all.left);
    println!(
        "{} tries were not taken outside; the store failed or the process ended {} times",
        all.refused, all.struck
    );
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Plays seeds in the engine and in the oracle.
fn against_the_oracle(seeds: Range<u64>) -> ExitCode {
    let from = seeds.start;
    let (mut agreed, mut steps, mut wrong) = (0, 0, 0);
    let [mut not_covered, mut not_published, mut met] = [const { BTreeMap::<String, usize>::new() }; 3];
    let count = |all: &mut BTreeMap<String, usize>, what| *all.entry(what).or_default() += 1;
    for seed in seeds {
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
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
