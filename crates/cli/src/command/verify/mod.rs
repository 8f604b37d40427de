//! `baton verify`: proves that nothing of a workspace's history was changed, or of a run's evidence file.

mod shown;

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use baton_runtime::Heads;
use baton_runtime::verify::{Verified, Wanted, verify};
use baton_store::evidence::{EVIDENCE_BYTES_MAX, make, verify_evidence, verify_run};
use baton_store::row::FileRow;
use baton_store::store::view;
use baton_store::verify::Report;
use baton_store::{Hash, Store, StoreError};
use clap::Args;

use crate::config::{Flags, Settings};
use crate::say::say;
use crate::{Outcome, workspace};

/// The largest checkpoint that is read.
const NOTE_BYTES_MAX: u64 = 64 << 10;

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
            say(&format!("{}\n", serde_json::to_string_pretty(&shown::json(&verified)?)?))?;
        } else {
            say(&shown::text(&verified, &about))?;
        }
        Ok(if verified.holds() { Outcome::Fine } else { Outcome::Wrong })
    }

    fn folder(&self) -> anyhow::Result<PathBuf> {
        let settings = Settings::read(&self.flags)?;
        Ok(PathBuf::from(settings.text("data").unwrap_or_default()))
    }

    fn held(&self) -> anyhow::Result<Vec<String>> {
        self.heads.iter().map(|file| note_in(file).with_context(|| format!("cannot read {}", file.display()))).collect()
    }

    fn of_workspace(&self) -> anyhow::Result<Verified> {
        let (folder, held) = (self.folder()?, self.held()?);
        let store = workspace::look_at(&folder)?;
        let heads = Heads::in_folder(workspace::heads_path(&folder));
        let (kept_heads, file_hash) = (|| heads.list(), |row: &FileRow| hash_of(&folder, row));
        let wanted = Wanted { held_heads: &held, kept_heads: Some(&kept_heads), rebuild: self.rebuild };
        Ok(verify(&store, &file_hash, wanted)?)
    }

    fn of_run(&self, key: &str) -> anyhow::Result<Report> {
        let held = self.held()?;
        let store = workspace::look_at(&self.folder()?)?;
        let Some(row) = store.reader()?.run_by_key(key)? else { bail!("there is no run {key}") };
        let report = view(&store, |reader| verify_run(reader, row.id, &held)).context(NOT_YET)?;
        report.with_context(|| format!("there is no run {key}"))
    }
}

const NOT_YET: &str =
    "the run's last entries are not under a signed checkpoint yet; the server signs one within a second, so try again";

/// A run's evidence as of the latest checkpoint.
pub fn evidence_of(store: &dyn Store, key: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(row) = store.reader()?.run_by_key(key)? else { return Ok(None) };
    view(store, |reader| make(reader, row.id)).context(NOT_YET)
}

const fn history_alone(report: Report) -> Verified {
    Verified { report, tables: None }
}

fn of_file(file: &Path) -> anyhow::Result<Report> {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(EVIDENCE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes));
    read.with_context(|| format!("cannot read {}", file.display()))?;
    Ok(verify_evidence(&bytes))
}

fn note_in(file: &Path) -> std::io::Result<String> {
    let mut note = String::new();
    File::open(file)?.take(NOTE_BYTES_MAX).read_to_string(&mut note)?;
    Ok(note)
}

/// The hash of a file's sealed content, read in pieces: files are large.
pub fn hash_of(folder: &Path, row: &FileRow) -> Result<Option<Hash>, StoreError> {
    let failed = |error: std::io::Error| StoreError::Io(error.to_string());
    let mut file = match File::open(workspace::file_path(folder, &row.id)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        file => file.map_err(failed)?,
    };
    Hash::of_reader(&mut file).map(Some).map_err(failed)
}
