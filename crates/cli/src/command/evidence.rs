//! `baton evidence`: a run's evidence as one file that verifies alone.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use crate::command::verify::evidence_of;
use crate::config::{Flags, Settings};
use crate::say::say;
use crate::{Outcome, workspace};

/// Write a run's evidence: its entries, with proofs that they stand in the log, under a signed checkpoint.
///
/// `baton verify --evidence FILE` checks it anywhere, without the workspace.
#[derive(Args)]
pub struct Evidence {
    #[command(flatten)]
    flags: Flags,
    /// The run, such as PUR-1042.
    #[arg(long, value_name = "KEY")]
    run: String,
    /// Where to write it.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

impl Evidence {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let settings = Settings::read(&self.flags)?;
        let folder = PathBuf::from(settings.text("data").unwrap_or_default());
        let store = workspace::look_at(&folder)?;
        let Some(bytes) = evidence_of(&store, &self.run)? else { bail!("there is no run {}", self.run) };
        std::fs::write(&self.output, &bytes).with_context(|| format!("cannot write {}", self.output.display()))?;
        say(&format!("{}: {} bytes\n", self.output.display(), bytes.len()))?;
        Ok(Outcome::Fine)
    }
}
