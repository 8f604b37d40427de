//! The ways in which a history is tampered with, from a byte to one that is written anew with the machine's own key: one
//! function each, and what verifying must say of it.

mod beside;
mod entries;
mod forged;

use std::path::Path;

use anyhow::Context;
use ed25519_dalek::SigningKey;
use rusqlite::Connection;

use super::log::Log;

/// What verifying must say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// This entry is the first that is wrong.
    First(i64),
    /// This entry is the first that is wrong; the heads decide how closely it is named.
    Among(i64),
    /// Something that is no entry is wrong.
    Found,
    /// A table does not say what the entries say.
    Rows,
}

/// A copy of a workspace that is being tampered with.
pub struct Copy<'a> {
    /// Its data folder.
    pub folder: &'a Path,
    /// Its database.
    pub database: Connection,
    /// Its entries.
    pub log: Log,
    /// What is drawn from.
    pub random: fastrand::Rng,
}

/// A way of tampering.
pub struct Kind {
    /// What it is called in the report.
    pub name: &'static str,
    /// Whether only a head that is held elsewhere shows it.
    pub needs_held: bool,
    /// Does it.
    pub tamper: fn(&mut Copy<'_>) -> anyhow::Result<Expected>,
}

const fn shows(name: &'static str, tamper: fn(&mut Copy<'_>) -> anyhow::Result<Expected>) -> Kind {
    Kind { name, needs_held: false, tamper }
}

const fn hidden(name: &'static str, tamper: fn(&mut Copy<'_>) -> anyhow::Result<Expected>) -> Kind {
    Kind { name, needs_held: true, tamper }
}

/// All ways; putting an old copy back is done by the check itself.
pub const KINDS: &[Kind] = &[
    shows("byte of a body", entries::body_byte),
    shows("field of a header", entries::header),
    shows("value no header can have", entries::impossible_header),
    shows("two entries swapped", entries::swapped),
    shows("two bodies swapped", entries::swapped_bodies),
    shows("entry removed", entries::removed),
    shows("entry removed, numbers closed up", entries::removed_and_closed),
    shows("entry inserted", entries::inserted),
    shows("tail cut", forged::tail_cut),
    shows("tail cut with its heads", forged::tail_cut_with_heads),
    shows("run removed with its rows", entries::run_removed),
    shows("forged: chain", forged::forged_chain),
    shows("forged: chain and tree", forged::forged_tree),
    shows("forged: chain and tree, heads removed", forged::forged_without_heads),
    shows("forged: signed with another key", forged::forged_other_key),
    shows("leaf, node or head changed", beside::log_row),
    shows("head file changed", beside::head_file),
    shows("uploaded file changed or gone", beside::uploaded_file),
    shows("uploaded file and its row replaced", beside::replaced_file),
    shows("row of a table", beside::table_row),
    hidden("forged: signed with the machine's key", forged::forged_signed),
    hidden("forged: another key in entry 1 too", forged::forged_owner),
    hidden("forged: entry inserted, signed", forged::forged_inserted),
    hidden("forged: run removed, signed", forged::forged_run_removed),
    hidden("forged: tail cut, signed", forged::forged_tail_cut),
];

impl Copy<'_> {
    fn last(&self) -> i64 {
        self.log.entries.len() as i64
    }

    fn any(&mut self) -> i64 {
        let last = self.last();
        self.random.i64(1..=last)
    }

    fn sql(&self, statement: &str) -> anyhow::Result<()> {
        self.database.execute_batch(statement).with_context(|| statement.to_owned())
    }

    fn exactly(&self, statement: &str, parameters: impl rusqlite::Params) -> anyhow::Result<()> {
        let changed = self.database.execute(statement, parameters).with_context(|| statement.to_owned())?;
        anyhow::ensure!(changed == 1, "{statement} changed {changed} rows");
        Ok(())
    }

    /// Changes an entry so that it says something else, in one of several places; which entry.
    fn lie(&mut self) -> i64 {
        // Entry 1 is what the log is known by: it has a kind of its own.
        let k = self.random.i64(2..=self.last());
        let (what, by) = (self.random.u8(..3), self.random.i64(1..1_000));
        let entry = self.log.at(k);
        match what {
            0 => entry.actor_id += by,
            1 => entry.body.push(b' '),
            _ => {
                let text = String::from_utf8_lossy(&entry.body).into_owned();
                entry.body = text.replacen("\"v\":1", "\"v\":1,\"lie\":1", 1).into_bytes();
            }
        }
        k
    }

    /// Writes the log as a consistent history: entries, heads of streams, tree.
    fn write(&mut self) -> anyhow::Result<()> {
        self.log.chain();
        self.log.write(&self.database)?;
        self.log.write_tree(&self.database)
    }

    /// Signs it as the machine would.
    fn sign(&self, key: &SigningKey) -> anyhow::Result<()> {
        let note = self.log.sign(self.log.entries.len(), &self.log.time(), key);
        self.log.write_head(self.folder, &self.database, &note)
    }

    /// The first entry of some run; all its entries go.
    fn take_a_run(&mut self) -> i64 {
        let mut streams: Vec<i64> = self.log.entries.iter().map(|entry| entry.stream).filter(|s| s & 7 == 1).collect();
        streams.dedup();
        let stream = streams[self.random.usize(..streams.len())];
        let first = self.log.entries.iter().find(|entry| entry.stream == stream).map_or(0, |entry| entry.number);
        self.log.entries.retain(|entry| entry.stream != stream);
        first
    }
}

fn flip(bytes: &mut [u8], random: &mut fastrand::Rng) {
    let at = random.usize(..bytes.len());
    bytes[at] ^= 1 << random.u8(..8);
}
