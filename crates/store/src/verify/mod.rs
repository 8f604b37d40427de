//! Proving that nothing of the workspace's history was changed.
//!
//! Every entry's number, place, time and hashes; the log of leaves against the entries; every checkpoint's signature and
//! root, also of checkpoints that were kept elsewhere; the heads of streams; the files' hashes. What it finds names the
//! first entry that is wrong. Somebody who holds the machine's key can write a new, consistent history: only a checkpoint
//! held by others shows that, and the report says so.

mod bodies;
pub(crate) mod chains;
mod codes;
mod files;
mod heads;
mod leaves;
mod report;

pub use codes::CODES;
pub use report::{Fault, FaultCode, HeadChecked, Removed, Report, RunShown};

use crate::error::StoreError;
use crate::hash::Hash;
use crate::read::Reader;
use crate::row::FileRow;

/// Gives the SHA-256 of a file's sealed bytes; `None` where the file is missing.
pub type FileHash<'a> = &'a dyn Fn(&FileRow) -> Result<Option<Hash>, StoreError>;

/// A checkpoint's file beside the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptHead {
    /// The file's name, `EPOCH-SIZE`.
    pub name: String,
    /// What stands in it.
    pub note: String,
}

/// Gives the checkpoints that are kept as files beside the database.
pub type KeptHeads<'a> = &'a dyn Fn() -> Result<Vec<KeptHead>, StoreError>;

/// What to verify besides the store itself.
#[derive(Default, Clone, Copy)]
pub struct Options<'a> {
    /// Checkpoints that were kept elsewhere, as signed notes.
    pub held_heads: &'a [String],
    /// How to read the checkpoints' files; without it they are not looked at.
    pub kept_heads: Option<KeptHeads<'a>>,
    /// How to read files; without it they are not looked at.
    pub file_hash: Option<FileHash<'a>>,
}

/// Verifies everything. Call it inside a view, so that all it reads is one state.
pub fn verify(reader: &dyn Reader, options: Options<'_>) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let before = options.kept_heads.map(|list| list()).transpose()?;
    let Some(workspace) = reader.workspace()? else {
        let kept = before.iter().flatten().count();
        if reader.last()?.is_some() || kept > 0 {
            report.bad_entry(FaultCode::NotTheWorkspace, 1);
        } else {
            report.note("There is no workspace here yet, so there is nothing to verify.");
        }
        return Ok(report);
    };
    let after = options.kept_heads.map(|list| list()).transpose()?;
    let files = before.zip(after).map(|(before, after)| heads::Files { before, after });
    let chains = chains::check(reader, &workspace, &mut report)?;
    let signers = heads::Signers { workspace: &workspace, keys: &chains.keys };
    let signed = heads::read(reader, (options, files), signers, &mut report)?;
    let signed = heads::of_this_copy(signed, &chains.restored, &mut report);
    leaves::check(reader, &signed, &mut report)?;
    if let Some(file_hash) = options.file_hash {
        chains.files.check(reader, file_hash, &mut report)?;
    }
    if options.held_heads.is_empty() {
        report.note(
            "No checkpoint from elsewhere was given: a new history written with this machine's own key would not show.",
        );
    }
    report.sort();
    Ok(report)
}
