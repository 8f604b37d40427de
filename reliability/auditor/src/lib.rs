//! Says whether a data folder agrees with what its clients saw: nothing that was acknowledged is missing, nothing happened
//! twice, chains, tree and signed heads are whole, rows say what the entries say, and no mail or
//! request left for what did not happen.
//!
//! It knows the layout of the database and [the page on verification](../../docs/verification.md), and shares no code with
//! Baton. It decides nothing about repairs. It reads a copy: opening a write-ahead log changes it.

mod jobs;
mod journal;
mod log;
mod mails;
mod rows;
mod sha256;

use std::path::Path;

use anyhow::Context;
use rusqlite::{Connection, OpenFlags};

pub use mails::Mail;

/// What is audited.
pub struct Audit<'a> {
    /// A copy of the data folder, which nobody has open.
    pub folder: &'a Path,
    /// The folder of the clients' journals.
    pub journals: &'a Path,
    /// The mails that left, in their order.
    pub mails: &'a [Mail],
    /// The `Idempotency-Key` of each request that left.
    pub requests: &'a [String],
    /// Whether everything that was to leave has had the time to.
    pub settled: bool,
}

/// What was found.
#[derive(Default)]
pub struct Found {
    /// What does not agree, a sentence each.
    pub faults: Vec<String>,
    /// How many commands were acknowledged.
    pub acknowledged: u64,
    /// How many were refused.
    pub refused: u64,
    /// How many were sent and not answered.
    pub unknown: u64,
    /// How many entries there are.
    pub entries: u64,
    /// How many jobs are done.
    pub jobs_done: u64,
}

impl Found {
    fn fault(&mut self, what: String) {
        // A folder that is wholly wrong is told by the first of it.
        if self.faults.len() < 20 {
            self.faults.push(what);
        }
    }
}

/// Audits.
pub fn audit(audit: &Audit<'_>) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let database = open(&audit.folder.join("baton.db"))?;
    for file in ["baton.db", "keys.db"] {
        whole(&open(&audit.folder.join(file))?, file, &mut found)?;
    }
    let log = log::read(&database, &mut found)?;
    log::heads(&log, &database, &audit.folder.join("heads"), &mut found)?;
    rows::agree(&log, &database, &mut found)?;
    journal::agree(&log, &database, audit.journals, &mut found)?;
    mails::agree(&log, &database, audit, &mut found)?;
    jobs::agree(&log, &database, audit, &mut found)?;
    found.entries = log.entries.len() as u64;
    Ok(found)
}

fn open(path: &Path) -> anyhow::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .with_context(|| format!("cannot open {}", path.display()))
}

/// SQLite's own check of a file.
fn whole(database: &Connection, name: &str, found: &mut Found) -> anyhow::Result<()> {
    let said: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if said != "ok" {
        found.fault(format!("{name} is damaged: {said}"));
    }
    Ok(())
}
