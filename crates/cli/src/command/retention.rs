//! `baton retention`: what is over its time, before anything is taken out.

use std::path::PathBuf;

use anyhow::bail;
use baton_runtime::retention::plan_of;
use baton_runtime::view::types::{KeptWorkflow, Retention as Plan};
use clap::Args;

use crate::config::{Flags, Settings};
use crate::say::say;
use crate::{Outcome, workspace};

/// Show what retention would free: runs, bytes, and when the next are over their time.
///
/// The server takes out by itself what is over its time, within a minute. This only looks, also while it runs.
#[derive(Args)]
pub struct Retention {
    #[command(flatten)]
    flags: Flags,
    /// Only look. It is the only way there is, and must be said.
    #[arg(long)]
    dry_run: bool,
    /// One JSON document for tools instead of text.
    #[arg(long)]
    json: bool,
}

impl Retention {
    pub fn run(self) -> anyhow::Result<Outcome> {
        if !self.dry_run {
            bail!("the server takes out what is over its time by itself; to see what that would be, add --dry-run");
        }
        let settings = Settings::read(&self.flags)?;
        let folder = PathBuf::from(settings.text("data").unwrap_or_default());
        let plan = plan_of(&workspace::look_at(&folder)?, jiff::Timestamp::now())?;
        let text = if self.json { format!("{}\n", serde_json::to_string_pretty(&plan)?) } else { text(&plan) };
        say(&text)?;
        Ok(Outcome::Fine)
    }
}

fn text(plan: &Plan) -> String {
    let mut lines: Vec<String> = plan.workflows.iter().map(line).collect();
    let about = if plan.estimated { "about " } else { "" };
    lines.push(format!("{} runs would be taken out now, {about}{} bytes", plan.runs, plan.bytes));
    lines.extend(plan.next.iter().map(|next| format!("the next is over its time at {next}")));
    lines.join("\n") + "\n"
}

fn line(kept: &KeptWorkflow) -> String {
    let KeptWorkflow { workflow, keep, runs, files, bytes, held, .. } = kept;
    let first = kept.first.first().map(|first| format!(", from {first} on")).unwrap_or_default();
    format!("{workflow} keeps {keep}: {runs} runs{first}, {files} files, {bytes} bytes; {held} held")
}
