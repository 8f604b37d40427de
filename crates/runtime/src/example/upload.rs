//! Puts a quote on the shelf as if its requester had uploaded it.

use baton_store::keys::{Subject, SubjectKind};
use baton_store::row::{FileRow, FileState};
use baton_store::{Change, Hash};

use super::ExampleError;
use crate::Handle;
use crate::facts::FileNames;
use crate::files::{Upload, new_id};
use crate::writer::Put;

/// The most bytes a quote has.
const QUOTE_BYTES_MAX: u64 = 64 * 1024;

/// Uploads a content under that name; the file's id.
pub(super) fn upload(handle: &Handle, owner: i64, number: i64, content: (&str, &[u8])) -> Result<String, ExampleError> {
    let core = handle.core();
    let (name, bytes) = content;
    let subject = Subject { kind: SubjectKind::Upload, id: number };
    let key = core.store.keys().make_key(subject)?;
    let mut upload = Upload::begin(core.shelf.as_ref(), new_id()?, &key.bytes, QUOTE_BYTES_MAX)?;
    upload.write(bytes)?;
    let stored = upload.finish()?;
    let names = FileNames { name: name.to_owned(), content_sha256: stored.content_sha256 };
    let names = serde_json::to_vec(&names).map_err(|error| ExampleError::Told(error.to_string()))?;
    let row = FileRow {
        id: stored.id.clone(),
        size: stored.size as i64,
        media_type: stored.media_type.to_owned(),
        sha256: Hash(stored.sealed_sha256),
        key: key.id,
        name: core.sealer.seal_for(subject, &names)?,
        owner,
        run: None,
        at_us: core.clock.now_us(),
        state: FileState::Uploaded,
    };
    handle.put(Put::one(Change::PutFile(row)))?;
    Ok(stored.id)
}
