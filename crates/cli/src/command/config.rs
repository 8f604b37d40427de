//! `baton config`: each setting, and where its value comes from.

use clap::Args;

use crate::Outcome;
use crate::config::{Flags, Settings};
use crate::say::say;

/// Print each setting and where its value comes from.
///
/// A flag wins over an environment variable BATON_…, that over baton.toml, that over the default. A secret can also stand in
/// a file of its own, named by BATON_…_FILE. A key of baton.toml that is not known is an error.
#[derive(Args)]
pub struct Config {
    #[command(flatten)]
    flags: Flags,
    /// One JSON document for tools instead of text.
    #[arg(long)]
    json: bool,
}

impl Config {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let settings = Settings::read(&self.flags)?;
        let rows = settings.rows();
        if self.json {
            let list: Vec<_> = rows
                .iter()
                .map(|row| serde_json::json!({ "key": row.key, "value": row.value, "from": row.from, "about": row.about }))
                .collect();
            say(&format!("{:#}\n", serde_json::Value::Array(list)))?;
            return Ok(Outcome::Fine);
        }
        let width = rows.iter().map(|row| row.key.len()).max().unwrap_or_default();
        for row in &rows {
            let value = row.value.as_deref().unwrap_or("—");
            say(&format!("{:width$}  {value}\n{:width$}  {}; from {}\n\n", row.key, "", row.about, row.from))?;
        }
        for name in settings.strays() {
            eprintln!("baton: the environment variable {name} is no setting of Baton; it is not read");
        }
        Ok(Outcome::Fine)
    }
}
