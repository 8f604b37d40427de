//! `baton compact`: writes the databases of a workspace anew, without the room that is free in them.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use crate::Outcome;
use crate::config::{Flags, Settings};
use crate::say::say;
use crate::workspace;

/// Write the databases anew, so that they are no larger than what they hold. The server must be stopped.
///
/// A running server gives room back by itself, except for a database over 256 MiB that an old Baton made: after this it does. It
/// needs as much free room on the disk as the databases take, and some seconds for each gigabyte.
#[derive(Args)]
pub struct Compact {
    #[command(flatten)]
    flags: Flags,
    /// One JSON document for tools instead of text.
    #[arg(long)]
    json: bool,
}

impl Compact {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let settings = Settings::read(&self.flags)?;
        let folder = PathBuf::from(settings.text("data").unwrap_or_default());
        drop(workspace::look_at(&folder)?);
        let compacted = baton_store_sqlite::compact(&folder)
            .map_err(workspace::coded)
            .with_context(|| format!("the databases in {} cannot be written anew", folder.display()))?;
        let (before, after) = (compacted.before, compacted.after);
        if self.json {
            say(&format!("{:#}\n", serde_json::json!({ "before": before, "after": after })))?;
        } else {
            say(&format!("{before} bytes became {after}\n"))?;
        }
        Ok(Outcome::Fine)
    }
}
