//! `baton backup`: a copy of a workspace, taken while its server goes on.
//!
//! Files are copied first, then both databases as one committed state each, then the files that came meanwhile: what an entry
//! in the copy names is there. The list with all hashes comes last, so a backup that was cut off is none.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use baton_runtime::backup::{About, BackupError, KEYS, write};
use baton_runtime::history;
use baton_store::query::LIMIT_MAX;
use baton_store::row::FileRow;
use baton_store::seal::Sealer;
use baton_store::{Reader, Store, StoreError};
use baton_store_sqlite::{CopyTo, copy};
use clap::Args;
use jiff::Timestamp;

use crate::config::{Flags, Settings};
use crate::say::say;
use crate::workspace::{self, CONFIG, FILES, HEADS, KEYS_FILE, MAIN_FILE};
use crate::{Outcome, restoring};

/// Copy a workspace into a new folder, also while its server runs.
///
/// FOLDER/keys holds the keys and the settings: keep it apart from the rest, since whoever has both can read everything.
/// `baton restore` makes a workspace of it. Exit code 1: the backup was made, but files are missing in the workspace.
#[derive(Args)]
pub struct Backup {
    #[command(flatten)]
    flags: Flags,
    /// The folder to make; it must be empty or not there yet.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// One JSON document for tools instead of text.
    #[arg(long)]
    json: bool,
}

/// Within which time a server signs the first checkpoint.
const SIGNED_WITHIN: Duration = Duration::from_secs(5);
/// After which time it is looked for again.
const AGAIN_AFTER: Duration = Duration::from_millis(100);

/// What was copied.
struct Copied {
    about: About,
    files: usize,
    missing: Vec<String>,
    bytes: u64,
}

impl Backup {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let settings = Settings::read(&self.flags)?;
        let data = PathBuf::from(settings.text("data").unwrap_or_default());
        workspace::look_at(&data)?;
        workspace::must_be_empty(&self.folder)?;
        let made_here = !self.folder.exists();
        let copied = self.copy(&data).inspect_err(|_| workspace::clear(&self.folder, made_here))?;
        if made_here {
            restoring::sync_name(&self.folder)?;
        }
        self.tell(&copied)?;
        Ok(if copied.missing.is_empty() { Outcome::Fine } else { Outcome::Wrong })
    }

    fn copy(&self, data: &Path) -> anyhow::Result<Copied> {
        let made = Timestamp::now();
        let to = |name: &str| self.folder.join(name);
        for folder in [self.folder.clone(), to(FILES), to(HEADS), to(KEYS)] {
            fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        await_checkpoint(data)?;
        copy_files(&data.join(FILES), &to(FILES))?;
        copy(data, &CopyTo { main: to(MAIN_FILE), keys: to(KEYS_FILE) }).context("the databases cannot be copied")?;
        let store = workspace::look_at(&self.folder)?;
        let reader = store.reader()?;
        let entries = reader.last()?.ok_or(StoreError::NoWorkspace)?.number;
        let workspace = reader.workspace()?.ok_or(StoreError::NoWorkspace)?;
        let epoch = history::access(reader.as_ref(), &Sealer::new(store.keys()))?.epoch;
        write_heads(reader.as_ref(), &to(HEADS))?;
        let (files, missing) = complete_files(reader.as_ref(), &data.join(FILES), &to(FILES))?;
        drop((reader, store));
        let about = About { workspace, made, entries, epoch };
        fs::rename(to(KEYS_FILE), to(KEYS).join(KEYS_FILE)).context("the keys cannot be put apart")?;
        let config = self.flags.config.clone().unwrap_or_else(|| PathBuf::from(CONFIG));
        if config.exists() {
            restoring::copy_file(&config, &to(KEYS).join(CONFIG))?;
        }
        let bytes = write(&to(KEYS), &about, &[])? + write(&self.folder, &about, &[KEYS])?;
        Ok(Copied { about, files, missing, bytes })
    }

    fn tell(&self, copied: &Copied) -> anyhow::Result<()> {
        let (about, folder) = (&copied.about, self.folder.display());
        if self.json {
            let shown = serde_json::json!({
                "folder": folder.to_string(), "workspace": about.workspace, "made": about.made, "epoch": about.epoch,
                "entries": about.entries, "files": copied.files, "bytes": copied.bytes, "missing": copied.missing,
            });
            return say(&format!("{shown:#}\n"));
        }
        let (entries, files, bytes) = (about.entries, copied.files, copied.bytes);
        say(&format!(
            "{folder}: {entries} entries, {files} files, {bytes} bytes, as of {}\n\
             Keep {folder}/{KEYS} apart from the rest: it opens what is sealed, and it must be destroyed where somebody is to be forgotten.\n",
            about.made
        ))?;
        copied
            .missing
            .iter()
            .try_for_each(|id| say(&format!("A file is missing in the workspace, so it is here too: {id}\n")))
    }
}

/// Waits until a checkpoint was signed: only within a new workspace's first second there is none, and without one nothing
/// could be proven of the copy. Where no server runs that could sign one, it is copied as it is.
fn await_checkpoint(data: &Path) -> anyhow::Result<()> {
    let until = Instant::now() + SIGNED_WITHIN;
    while workspace::look_at(data)?.reader()?.head()?.is_none() && Instant::now() < until {
        // Nobody wakes it: another process signs.
        std::thread::park_timeout(AGAIN_AFTER);
    }
    Ok(())
}

/// Copies what lies in the folder of files now.
fn copy_files(from: &Path, to: &Path) -> anyhow::Result<()> {
    if !from.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let name = entry?.file_name();
        // One that is being uploaded has no entry that names it.
        if baton_runtime::files::is_id(&name.to_string_lossy()) {
            restoring::copy_if_there(&from.join(&name), &to.join(&name))?;
        }
    }
    Ok(())
}

/// Makes the files those that the copied rows name; how many, and which of them the workspace does not have.
fn complete_files(reader: &dyn Reader, from: &Path, to: &Path) -> anyhow::Result<(usize, Vec<String>)> {
    let (mut named, mut missing) = (Vec::new(), Vec::new());
    let mut after = String::new();
    loop {
        let page: Vec<FileRow> = reader.files(&after, LIMIT_MAX)?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.id);
        for row in &page {
            let there = to.join(&row.id).exists() || restoring::copy_if_there(&from.join(&row.id), &to.join(&row.id))?;
            if !there {
                missing.push(row.id.clone());
            }
            named.push(row.id.clone());
        }
    }
    for entry in fs::read_dir(to).with_context(|| format!("cannot read {}", to.display()))? {
        let entry = entry?;
        if named.binary_search(&entry.file_name().to_string_lossy().into_owned()).is_err() {
            fs::remove_file(entry.path())
                .map_err(|error| BackupError::Io(entry.path().display().to_string(), error))?;
        }
    }
    Ok((named.len() - missing.len(), missing))
}

/// Writes the checkpoints that the copied rows say, so that both say the same.
fn write_heads(reader: &dyn Reader, to: &Path) -> anyhow::Result<()> {
    let mut after = (0, 0);
    loop {
        let page = reader.heads(after, LIMIT_MAX)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = (last.epoch, last.size);
        for row in &page {
            restoring::write_file(&to.join(format!("{}-{}", row.epoch, row.size)), row.note.as_bytes())?;
        }
    }
}
