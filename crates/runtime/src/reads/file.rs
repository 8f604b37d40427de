//! Files: taken in, given out.

use baton_store::keys::{KeyState, Subject, SubjectKind};
use baton_store::row::{FileRow, FileState};
use baton_store::{Change, Hash};

use super::looked::Looked;
use crate::caller::Caller;
use crate::facts::FileNames;
use crate::files::{Download, Upload, UploadError, new_id};
use crate::handle::Handle;
use crate::permissions::{Operation, Relation};
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::types::FileInfo;
use crate::writer::Put;

/// The most bytes of a file.
const FILE_BYTES_MAX: u64 = 100 << 20;
/// The most characters of a file's name.
const NAME_CHARS_MAX: usize = 255;

impl Handle {
    /// Takes a file in. It expires unless a command refers to it.
    pub fn upload(&self, caller: &Caller, name: &str, bytes: &[u8]) -> Result<FileInfo, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::UploadFile)?;
        let failed = |error: std::io::Error| baton_store::StoreError::Io(error.to_string());
        let person = caller.person.unwrap_or_default();
        let key = core.store.keys().make_key(Subject { kind: SubjectKind::Upload, id: person })?;
        let mut upload = Upload::begin(core.shelf.as_ref(), new_id().map_err(failed)?, &key.bytes, FILE_BYTES_MAX)
            .map_err(failed)?;
        upload.write(bytes).map_err(|error| refused(&error))?;
        let stored = upload.finish().map_err(|error| refused(&error))?;
        let name = plain_name(name);
        let names = FileNames { name: name.clone(), content_sha256: stored.content_sha256 };
        let names = serde_json::to_vec(&names).map_err(|_| Refused::new("server.internal"))?;
        let row = FileRow {
            id: stored.id.clone(),
            size: stored.size as i64,
            media_type: stored.media_type.to_owned(),
            sha256: Hash(stored.sealed_sha256),
            key: key.id,
            name: core.sealer.seal_for(Subject::person(person), &names)?,
            owner: person,
            run: None,
            at_us: core.clock.machine_us(),
            state: FileState::Uploaded,
        };
        self.put(Put::one(Change::PutFile(row)))?;
        Ok(FileInfo { id: stored.id, name, size: stored.size, kind: stored.media_type.to_owned() })
    }

    /// A file's content, for those who may see its run, or uploaded it.
    pub fn file(&self, caller: &Caller, id: &str) -> Result<(FileInfo, Vec<u8>), Refused> {
        let core = self.core();
        let hidden = || Refused::not_found("file", id);
        let reader = core.reader()?;
        let row = reader.file(id)?.ok_or_else(hidden)?;
        let run = row.run.map(|run| reader.run(run)).transpose()?.flatten();
        let (relation, name) = match run {
            Some(run) => {
                let looked = Looked::of(core, run, core.zone())?;
                let name = looked.state.files.get(id).and_then(|file| file.name.clone());
                (looked.relation(caller), name)
            }
            None => (Relation { party: caller.person == Some(row.owner), ..Relation::default() }, None),
        };
        Rights::of(caller, &core.directory()).with(Operation::ReadFile, relation, "file", id)?;
        let KeyState::Live(key) = core.store.keys().key(row.key)? else { return Err(hidden()) };
        let failed = |error: std::io::Error| Refused::from(baton_store::StoreError::Io(error.to_string()));
        let mut download = Download::begin(core.shelf.as_ref(), id, &key, row.size as u64).map_err(failed)?;
        let mut bytes = Vec::with_capacity(row.size as usize);
        while let Some(chunk) = download.next_chunk().map_err(failed)? {
            bytes.extend_from_slice(&chunk);
        }
        let name = match name {
            Some(name) => name,
            None => self.uploaded_name(&row)?.unwrap_or_else(|| id.to_owned()),
        };
        Ok((FileInfo { id: row.id, name, size: row.size as u64, kind: row.media_type }, bytes))
    }

    fn uploaded_name(&self, row: &FileRow) -> Result<Option<String>, Refused> {
        let opened = self.core().sealer.open_from(&row.name)?;
        Ok(opened.and_then(|bytes| serde_json::from_slice::<FileNames>(&bytes).ok()).map(|names| names.name))
    }
}

fn refused(error: &UploadError) -> Refused {
    match error {
        UploadError::TooLarge(_) => Refused::new("file.too_large").with("limit", "100 MiB"),
        other => {
            tracing::error!(%other, "an upload failed");
            Refused::new("store.io_failed")
        }
    }
}

/// The last part of what a browser calls the file.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect();
    if plain.is_empty() { "file".to_owned() } else { plain }
}
