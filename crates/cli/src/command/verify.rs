//! `baton verify`: proves that nothing of a workspace's history was changed, or of a run's evidence file.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use baton_runtime::verify::{Verified, Wanted, verify};
use baton_store::row::FileRow;
use baton_store::verify::Report;
use baton_store::{Hash, Store, StoreError, evidence};
use clap::Args;

use crate::config::{Flags, Settings};
use crate::say::say;
use crate::{Outcome, workspace};

/// How many rows that differ are shown.
const ROWS_SHOWN_MAX: usize = 20;

/// Prove that nothing of the history was changed: chains, log, signed checkpoints, files.
///
/// Exit code 0: all of it holds. 1: something does not; the first entry that is wrong is named.
#[derive(Args)]
pub struct Verify {
    #[command(flatten)]
    flags: Flags,
    /// A checkpoint that was kept elsewhere; can be given more than once.
    #[arg(long, value_name = "FILE")]
    heads: Vec<PathBuf>,
    /// Only this run, such as PUR-1042.
    #[arg(long, value_name = "KEY", conflicts_with = "evidence")]
    run: Option<String>,
    /// A run's evidence file instead of a workspace.
    #[arg(long, value_name = "FILE", conflicts_with = "heads")]
    evidence: Option<PathBuf>,
    /// Also make all tables again from the entries, and compare them with those that are stored.
    #[arg(long, conflicts_with_all = ["run", "evidence"])]
    rebuild: bool,
    /// One JSON document for tools instead of text.
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let (verified, about) = match (&self.evidence, &self.run) {
            (Some(file), _) => (history_alone(of_file(file)?), format!("the evidence in {}", file.display())),
            (None, Some(run)) => (history_alone(self.of_run(run)?), format!("run {run}")),
            (None, None) => (self.of_workspace()?, "the workspace".to_owned()),
        };
        if self.json {
            say(&format!("{}\n", serde_json::to_string_pretty(&as_json(&verified)?)?))?;
        } else {
            say(&shown(&verified, &about))?;
        }
        Ok(if verified.holds() { Outcome::Fine } else { Outcome::Wrong })
    }

    fn folder(&self) -> anyhow::Result<PathBuf> {
        let settings = Settings::read(&self.flags)?;
        Ok(PathBuf::from(settings.text("data").unwrap_or_default()))
    }

    fn of_workspace(&self) -> anyhow::Result<Verified> {
        let folder = self.folder()?;
        let store = workspace::look_at(&folder)?;
        let held = self
            .heads
            .iter()
            .map(|file| std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display())));
        let held: Vec<String> = held.collect::<anyhow::Result<_>>()?;
        let file_hash = |row: &FileRow| hash_of(&folder, row);
        Ok(verify(&store, &file_hash, Wanted { held_heads: &held, rebuild: self.rebuild })?)
    }

    fn of_run(&self, key: &str) -> anyhow::Result<Report> {
        let store = workspace::look_at(&self.folder()?)?;
        let Some(bytes) = evidence_of(&store, key)? else { bail!("there is no run {key}") };
        Ok(evidence::verify_evidence(&bytes))
    }
}

/// A run's evidence as of the latest checkpoint.
pub fn evidence_of(store: &dyn Store, key: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(row) = store.reader()?.run_by_key(key)? else { return Ok(None) };
    let made = baton_store::store::view(store, |reader| evidence::make(reader, row.id));
    made.context("the run's last entries are not under a signed checkpoint yet; the server signs one within a second, so try again")
}

const fn history_alone(report: Report) -> Verified {
    Verified { report, tables: None }
}

/// The report; where the tables were compared, with the rows that differ.
fn as_json(verified: &Verified) -> anyhow::Result<serde_json::Value> {
    let mut json = serde_json::to_value(&verified.report)?;
    if let (Some(rows), Some(report)) = (&verified.tables, json.as_object_mut()) {
        report.insert("differences".to_owned(), serde_json::to_value(rows)?);
    }
    Ok(json)
}

fn of_file(file: &Path) -> anyhow::Result<Report> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(evidence::verify_evidence(&bytes))
}

fn hash_of(folder: &Path, row: &FileRow) -> Result<Option<Hash>, StoreError> {
    match std::fs::read(workspace::file_path(folder, &row.id)) {
        Ok(bytes) => Ok(Some(Hash::of(&[&bytes]))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::Io(error.to_string())),
    }
}

fn shown(verified: &Verified, about: &str) -> String {
    let report = &verified.report;
    let rows = verified.tables.iter().flatten().take(ROWS_SHOWN_MAX);
    let mut lines: Vec<String> = rows.map(ToString::to_string).collect();
    lines.extend(report.faults.iter().map(ToString::to_string));
    if report.more_faults > 0 {
        lines.push(format!("and {} more", report.more_faults));
    }
    let heads = report.heads.len();
    let counted =
        format!("{} entries, {} leaves, {heads} checkpoints, {} files", report.entries, report.leaves, report.files);
    lines.push(match report.first_bad() {
        None if report.holds() => format!("{about} holds: {counted}"),
        None => format!("{about} does not hold: {counted}"),
        Some(entry) => format!("{about} does not hold: the first wrong entry is {entry} ({counted})"),
    });
    if let Some(rows) = &verified.tables {
        let word = if rows.is_empty() { "are" } else { "are not" };
        lines.push(format!("the tables {word} what the entries say ({} rows differ)", rows.len()));
    }
    lines.extend(report.notes.iter().map(|note| format!("  {note}")));
    lines.join("\n") + "\n"
}
