//! The files: each against its row and against the entry that attached it.
//!
//! An entry names a file by the event `file_attached` with `file` and `sha256` (of the sealed bytes). A row alone proves
//! nothing: it could be changed together with the file.

use super::{FaultCode, FileHash, Report};
use crate::entry::Entry;
use crate::error::StoreError;
use crate::hash::Hash;
use crate::query::LIMIT_MAX;
use crate::read::Reader;
use serde_json::Value;
use std::collections::BTreeMap;

const FILE_ATTACHED: &str = "file_attached";

/// The files that entries name.
#[derive(Default)]
pub(crate) struct NamedFiles {
    by_id: BTreeMap<String, Named>,
}

#[derive(Clone, Copy)]
struct Named {
    sha256: Hash,
    entry: i64,
}

impl NamedFiles {
    /// Takes in what an entry attaches.
    pub(super) fn see(&mut self, entry: &Entry) {
        let Some(text) = entry.body.as_deref().and_then(|body| std::str::from_utf8(body).ok()) else { return };
        // Few entries attach files; the others need not be read.
        if !text.contains(FILE_ATTACHED) {
            return;
        }
        let Ok(body) = serde_json::from_str::<Value>(text) else { return };
        let events = body.get("ev").and_then(Value::as_array).into_iter().flatten();
        for event in events.filter(|event| event.get("t").and_then(Value::as_str) == Some(FILE_ATTACHED)) {
            let text = |name: &str| event.get(name).and_then(Value::as_str);
            if let (Some(id), Some(sha256)) = (text("file"), text("sha256").and_then(Hash::from_hex)) {
                self.by_id.insert(id.to_owned(), Named { sha256, entry: entry.number });
            }
        }
    }

    /// Holds every file against its row and its entry.
    pub(super) fn check(
        mut self,
        reader: &dyn Reader,
        file_hash: FileHash<'_>,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        let mut after = String::new();
        loop {
            let page = reader.files(&after, LIMIT_MAX)?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.id);
            for file in &page {
                report.files += 1;
                let named = self.by_id.remove(&file.id);
                let entries = named.map(|named| (named.entry, named.entry));
                let expected = named.map_or(file.sha256, |named| named.sha256);
                match file_hash(file)? {
                    None => report.fault(FaultCode::FileMissing, entries, &file.id),
                    Some(hash) if hash != expected || file.sha256 != expected => {
                        report.fault(FaultCode::FileChanged, entries, &file.id);
                    }
                    Some(_) => {}
                }
            }
        }
        for (id, named) in self.by_id {
            report.fault(FaultCode::FileMissing, Some((named.entry, named.entry)), &id);
        }
        Ok(())
    }
}
