//! The workspace that is tampered with: the example's, with its runs and files, as it was, and as it is after somebody went on
//! working in it. And the heads that somebody else holds of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;

use super::log::{Log, key_of};
use crate::caller::Caller;
use crate::options::Options;
use crate::server::Server;

/// How many entries are made between the old copy and the new one.
const MORE: usize = 12;

/// The workspace, at two moments.
pub struct World {
    folder: TempDir,
    /// How many entries it has.
    pub entries: i64,
    /// How many it had before.
    pub entries_before: i64,
    /// The heads that are held, as files.
    pub held: Vec<PathBuf>,
}

impl World {
    /// Makes it.
    pub fn make(options: &Options) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let [now, before] = ["now", "before"].map(|name| folder.path().join(name));
        std::fs::create_dir(&now)?;
        // A server that is told to stop signs a last head over everything.
        Server::example(&options.baton, &now, &[])?.stop()?;
        settle(options, &now)?;
        copy(&now, &before)?;
        let entries_before = Log::read(&Connection::open(before.join("baton.db"))?)?.entries.len() as i64;
        let server = Server::example(&options.baton, &now, &[])?;
        go_on(&server.host)?;
        server.stop()?;
        settle(options, &now)?;
        let log = Log::read(&Connection::open(now.join("baton.db"))?)?;
        let entries = log.entries.len() as i64;
        anyhow::ensure!(entries > entries_before, "nothing was done between the old copy and the new one");
        let newest = now.join(format!("heads/1-{entries}"));
        let held = hold(folder.path(), &log, &key_of(&now)?, &newest)?;
        Ok(Self { folder, entries, entries_before, held })
    }

    /// It as it is.
    pub fn now(&self) -> PathBuf {
        self.folder.path().join("now")
    }

    /// It as it was.
    pub fn before(&self) -> PathBuf {
        self.folder.path().join("before")
    }

    /// How many entries each held head signs.
    pub fn held_sizes(&self) -> Vec<i64> {
        let size = |path: &PathBuf| path.to_string_lossy().rsplit('-').next().and_then(|size| size.parse().ok());
        self.held.iter().filter_map(size).collect()
    }
}

/// Three heads of the past, signed as the workspace signed them then, and its newest as it stands.
fn hold(folder: &Path, log: &Log, key: &ed25519_dalek::SigningKey, newest: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let all = log.entries.len();
    let mut held = Vec::new();
    for size in [all / 4, all / 2, all * 3 / 4] {
        let time = log.entries[size - 1].time;
        let time = jiff::Timestamp::from_microsecond(time)?.to_string();
        let path = folder.join(format!("held-{size}"));
        std::fs::write(&path, log.sign(size, &time, key))?;
        held.push(path);
    }
    let path = folder.join(format!("held-{all}"));
    std::fs::copy(newest, &path)?;
    held.push(path);
    Ok(held)
}

/// Signs somebody in and changes a setting of theirs a few times: each is an entry.
fn go_on(host: &str) -> anyhow::Result<()> {
    let mut somebody = Caller::nobody(host);
    somebody.sign_in("POST /api/v1/session", &json!({ "person": "ana.diaz" }))?;
    for n in 0..MORE {
        somebody.send("PATCH /api/v1/me", &json!({ "shortcuts": n % 2 == 1 }))?;
    }
    Ok(())
}

/// What is left in the database's log goes into the file, so that the file alone is the workspace; it must hold as it is.
fn settle(options: &Options, folder: &Path) -> anyhow::Result<()> {
    for name in ["baton.db", "keys.db"] {
        let database = Connection::open(folder.join(name))?;
        database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    }
    let ran = Command::new(&options.baton).args(["verify", "--rebuild", "--data"]).arg(folder).output()?;
    anyhow::ensure!(ran.status.success(), "the workspace does not hold before anything was done to it: {ran:?}");
    Ok(())
}

/// Copies a data folder.
pub fn copy(from: impl AsRef<Path>, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(entry.path(), &place)?;
        } else {
            std::fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}
