//! What a check is given: how often, from which seed, with which binary.

use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;

use crate::check::Check;

/// The command line.
#[derive(Parser)]
#[command(name = "baton-reliability", about = "Tries to break what Baton promises.")]
pub struct Arguments {
    /// Which check; `list` names them, `all` runs each.
    pub check: String,
    /// How many times; else as often as the tests do.
    #[arg(long)]
    pub count: Option<u64>,
    /// As often as before a release.
    #[arg(long, conflicts_with = "count")]
    pub full: bool,
    /// With `teeth`: only the planted faults whose name holds this.
    #[arg(long)]
    pub only: Option<String>,
    /// What everything random is drawn from; the report names it, so that a failure can be had again.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The binary.
    #[arg(long, env = "BATON_BIN", default_value = "target/release/baton")]
    pub baton: PathBuf,
}

/// What one check is given.
pub struct Options {
    /// How many times it tries.
    pub count: u64,
    /// What everything random is drawn from.
    pub seed: u64,
    /// Only a part of it, by name.
    pub only: Option<String>,
    /// The binary, as an absolute path.
    pub baton: PathBuf,
}

impl Options {
    /// The options of one check.
    pub fn new(arguments: &Arguments, check: &Check) -> anyhow::Result<Self> {
        let baton = arguments.baton.canonicalize();
        let baton = baton.with_context(|| format!("no binary at {}; build it first", arguments.baton.display()))?;
        let count = arguments.count.unwrap_or(if arguments.full { check.many } else { check.few });
        let only = arguments.only.clone();
        // What is left out of all is done where it is asked for.
        let count = if arguments.check == check.id && arguments.count.is_none() { count.max(1) } else { count };
        Ok(Self { count, seed: arguments.seed, only, baton })
    }

    /// A source of random numbers for the `n`-th try.
    pub fn random(&self, n: u64) -> fastrand::Rng {
        fastrand::Rng::with_seed(self.seed.wrapping_mul(1_000_003).wrapping_add(n))
    }
}
