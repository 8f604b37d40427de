//! The verbs, one file each.

mod check;
mod config;
mod errors;
mod version;

use clap::Subcommand;

use crate::Outcome;

/// What `baton` can be told to do.
#[derive(Subcommand)]
pub enum Command {
    Check(check::Check),
    Config(config::Config),
    Errors(errors::Errors),
    Version(version::Version),
}

impl Command {
    /// Does it.
    pub fn run(self) -> anyhow::Result<Outcome> {
        match self {
            Self::Check(verb) => verb.run(),
            Self::Config(verb) => verb.run(),
            Self::Errors(verb) => verb.run(),
            Self::Version(verb) => verb.run(),
        }
    }
}
