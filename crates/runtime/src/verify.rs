//! Verifies a workspace: its history, its files, and, where asked, that the tables say what the entries say.
//!
//! History and files are the store's proof ([`baton_store::verify`]); this adds the rebuild.

use baton_store::seal::Sealer;
use baton_store::verify::{FileHash, KeptHeads, Options, Report, verify as prove};
use baton_store::{Reader, Store, StoreError};

use crate::rebuild::{Difference, differences};

/// What to verify.
#[derive(Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Checkpoints that were kept elsewhere, as signed notes.
    pub held_heads: &'a [String],
    /// How to read the checkpoints' files; without it they are not looked at.
    pub kept_heads: Option<KeptHeads<'a>>,
    /// Whether to make all tables again and compare them.
    pub rebuild: bool,
}

/// What was found.
pub struct Verified {
    /// Of the history and the files.
    pub report: Report,
    /// Rows that are not what the entries say; none: it was not asked.
    pub tables: Option<Vec<Difference>>,
}

impl Verified {
    /// Whether nothing is wrong.
    pub fn holds(&self) -> bool {
        self.report.holds() && self.tables.as_ref().is_none_or(Vec::is_empty)
    }
}

/// Verifies everything; `file_hash` gives the SHA-256 of a file's sealed bytes.
pub fn verify(store: &dyn Store, file_hash: FileHash<'_>, wanted: Wanted<'_>) -> Result<Verified, StoreError> {
    let (held_heads, kept_heads) = (wanted.held_heads, wanted.kept_heads);
    let options = Options { held_heads, kept_heads, file_hash: Some(file_hash) };
    let mut report = baton_store::store::view(store, |reader: &dyn Reader| prove(reader, options))?;
    let sealer = Sealer::new(store.keys());
    let rebuilt = || baton_store::store::view(store, |reader: &dyn Reader| differences(reader, &sealer));
    let tables = match wanted.rebuild.then(rebuilt).transpose() {
        // What does not hold need not be foldable either; that it does not hold is what is to be said.
        Err(StoreError::Corrupt(why)) if !report.holds() => {
            report.notes.push(format!("The tables could not be made again from these entries: {why}"));
            None
        }
        tables => tables?,
    };
    Ok(Verified { report, tables })
}
