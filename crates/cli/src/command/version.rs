//! `baton version`.

use clap::Args;

use crate::Outcome;
use crate::say::say;

/// Print the version.
#[derive(Args)]
pub struct Version {}

impl Version {
    #[expect(clippy::unused_self, reason = "every verb is run the same way")]
    pub fn run(self) -> anyhow::Result<Outcome> {
        say(concat!("baton ", env!("CARGO_PKG_VERSION"), "\n"))?;
        Ok(Outcome::Fine)
    }
}
