//! `baton bench`: measures a workload against a server, one of its own unless it is given one.

use std::time::Duration;

use anyhow::Context;
use baton_bench::{Options, Workload};
use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::Outcome;
use crate::say::say;

/// Measure how fast it is: W1 straight through, W2 human approval, W3 waiting runs, W4 inboxes, W5 timers, growing.
///
/// Without --url it starts a server of its own in a new folder, works on a normal workspace (access rules, evidence,
/// notifications and timers are on), and takes the folder away afterwards.
#[derive(Args)]
pub struct Bench {
    /// The workload.
    #[arg(value_parser = PossibleValuesParser::new(["W1", "W2", "W3", "W4", "W5", "growing"]), ignore_case = true)]
    workload: String,
    /// How many clients work at the same time.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=1024))]
    clients: u16,
    /// How long is measured, in seconds, after a warm-up of a tenth of it.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    seconds: u32,
    /// How many runs wait (W3, W4), timers fall due at once (W5) or runs are finished before (growing).
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// A server that runs already, such as <http://127.0.0.1:7400>. The workload's people and runs stay in it. Its CPU time, memory
    /// and disk are told where it runs on this machine.
    #[arg(long)]
    url: Option<String>,
    /// An administrator of that server, by handle or e-mail; an example workspace has one.
    #[arg(long, requires = "url")]
    person: Option<String>,
    /// Their password; not needed in an example workspace.
    #[arg(long, env = "BATON_BENCH_PASSWORD", hide_env_values = true, hide = true)]
    password: Option<String>,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

impl Bench {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let named = |(name, _): &&(&str, Workload)| name.eq_ignore_ascii_case(&self.workload);
        let (_, workload) = Workload::ALL.iter().find(named).context("there is no such workload")?;
        let options = Options {
            workload: *workload,
            clients: usize::from(self.clients),
            time: Duration::from_secs(u64::from(self.seconds)),
            runs: self.runs as usize,
            url: self.url,
            person: self.person,
            password: self.password,
        };
        let report = baton_bench::run(&std::env::current_exe()?, &options)?;
        if self.json {
            say(&format!("{}\n", serde_json::to_string_pretty(&report)?))?;
        } else {
            say(&report.to_string())?;
        }
        Ok(Outcome::Fine)
    }
}
