//! The verbs, one file each.

mod backup;
mod bench;
mod check;
mod compact;
mod config;
mod conformance;
mod decide;
mod errors;
mod evidence;
mod export;
mod feel;
mod fmt;
mod import;
mod restore;
mod retention;
mod run;
mod serve;
mod test;
mod verify;
mod version;

use clap::Subcommand;

use crate::Outcome;

/// What `baton` can be told to do.
#[derive(Subcommand)]
pub enum Command {
    Serve(Box<serve::Serve>),
    Check(check::Check),
    Run(run::Run),
    Test(test::Test),
    Fmt(fmt::Fmt),
    Decide(decide::Decide),
    Feel(feel::Feel),
    Import(import::Import),
    Verify(verify::Verify),
    Evidence(evidence::Evidence),
    Export(export::Export),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Retention(retention::Retention),
    Compact(compact::Compact),
    Config(config::Config),
    Conformance(conformance::Conformance),
    Errors(errors::Errors),
    Bench(bench::Bench),
    Version(version::Version),
}

impl Command {
    /// Does it.
    pub fn run(self) -> anyhow::Result<Outcome> {
        match self {
            Self::Serve(verb) => verb.run(),
            Self::Check(verb) => verb.run(),
            Self::Run(verb) => verb.run(),
            Self::Test(verb) => verb.run(),
            Self::Fmt(verb) => verb.run(),
            Self::Decide(verb) => verb.run(),
            Self::Feel(verb) => verb.run(),
            Self::Import(verb) => verb.run(),
            Self::Verify(verb) => verb.run(),
            Self::Evidence(verb) => verb.run(),
            Self::Export(verb) => verb.run(),
            Self::Backup(verb) => verb.run(),
            Self::Restore(verb) => verb.run(),
            Self::Retention(verb) => verb.run(),
            Self::Compact(verb) => verb.run(),
            Self::Config(verb) => verb.run(),
            Self::Conformance(verb) => verb.run(),
            Self::Errors(verb) => verb.run(),
            Self::Bench(verb) => verb.run(),
            Self::Version(verb) => verb.run(),
        }
    }
}
