//! Files: taken in and given out piece by piece, so that no file stands in memory as a whole.

use baton_people::PersonId;
use baton_store::keys::{KeyState, Subject, SubjectKey, SubjectKind};
use baton_store::read::ReadRest;
use baton_store::row::{FileRow, FileState};
use baton_store::{Hash, StoreError};

use super::looked::Looked;
use crate::caller::Caller;
use crate::core::Core;
use crate::facts::FileNames;
use crate::files::{Download, Stored, Upload, UploadError, new_id};
use crate::handle::Handle;
use crate::permissions::{Operation, Relation};
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::types::FileInfo;
use crate::writer::Put;

/// The most bytes of a file.
pub const FILE_BYTES_MAX: u64 = 100 << 20;
/// The most bytes that one person may have uploaded without anything that refers to them.
const UPLOADED_BYTES_MAX: i64 = 1 << 30;
/// The most characters of a file's name.
const NAME_CHARS_MAX: usize = 255;

/// A file that is coming in. Dropped before it is finished, nothing of it is left: no bytes, and no key that opens any.
pub struct Incoming {
    upload: Option<Upload>,
    handle: Handle,
    person: PersonId,
    key: SubjectKey,
    is_kept: bool,
}

impl Incoming {
    /// Takes the next bytes; refused as soon as there are too many.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        let upload = self.upload.as_mut().ok_or_else(|| Refused::new("server.internal"))?;
        upload.write(bytes).map_err(|error| refused(self.handle.core(), error))
    }

    /// Keeps it under that name. It expires unless a command refers to it.
    pub fn finish(mut self, name: &str) -> Result<FileInfo, Refused> {
        let upload = self.upload.take().ok_or_else(|| Refused::new("server.internal"))?;
        let stored = upload.finish().map_err(|error| refused(self.handle.core(), error))?;
        let name = plain_name(name);
        if let Err(refused) = self.put(&name, &stored) {
            // What cannot be removed now has no row and no key any more: nobody can open it.
            let _ = self.handle.core().shelf.remove(&stored.id);
            return Err(refused);
        }
        self.is_kept = true;
        Ok(FileInfo { id: stored.id, name, size: stored.size, kind: stored.media_type.to_owned() })
    }

    fn put(&self, name: &str, stored: &Stored) -> Result<(), Refused> {
        let core = self.handle.core();
        let names = FileNames { name: name.to_owned(), content_sha256: stored.content_sha256.clone() };
        let names = serde_json::to_vec(&names).map_err(|_| Refused::new("server.internal"))?;
        let row = FileRow {
            id: stored.id.clone(),
            size: stored.size as i64,
            media_type: stored.media_type.to_owned(),
            sha256: Hash(stored.sealed_sha256),
            key: self.key.id,
            name: core.sealer.seal_for(Subject::person(self.person), &names)?,
            owner: self.person,
            run: None,
            at_us: core.clock.machine_us(),
            state: FileState::Uploaded,
        };
        self.handle.put(Put::Upload(Box::new(row)))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if self.is_kept {
            return;
        }
        if let Err(error) = self.handle.core().store.keys().erase_key(self.key.id) {
            tracing::warn!(%error, "the key of an upload that broke off is left");
        }
    }
}

impl Handle {
    /// Begins to take a file in.
    pub fn begin_upload(&self, caller: &Caller) -> Result<Incoming, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::UploadFile)?;
        let failed = |error: std::io::Error| StoreError::of_file("a file could not be begun", &error);
        let person = caller.person.unwrap_or_default();
        too_many(core.reader()?.as_ref(), person, 0)??;
        let id = new_id().map_err(failed)?;
        let key = core.store.keys().make_key(Subject { kind: SubjectKind::Upload, id: person })?;
        let upload = Upload::begin(core.shelf.as_ref(), id, &key.bytes, FILE_BYTES_MAX).map_err(failed);
        // Made before the result is looked at, so that a failure takes the key away.
        let mut incoming = Incoming { upload: None, handle: self.clone(), person, key, is_kept: false };
        incoming.upload = Some(upload?);
        Ok(incoming)
    }

    /// Takes a whole file in.
    pub fn upload(&self, caller: &Caller, name: &str, bytes: &[u8]) -> Result<FileInfo, Refused> {
        let mut incoming = self.begin_upload(caller)?;
        incoming.write(bytes)?;
        incoming.finish(name)
    }

    /// A file's content, to be read piece by piece, for those who may see its run, or uploaded it.
    pub fn file(&self, caller: &Caller, id: &str) -> Result<(FileInfo, Download), Refused> {
        let core = self.core();
        let hidden = || Refused::not_found("file", id);
        let reader = core.reader()?;
        let row = reader.file(id)?.ok_or_else(hidden)?;
        let run = row.run.map(|run| reader.run(run)).transpose()?.flatten();
        let (relation, name) = match run {
            Some(run) => {
                let looked = Looked::of(core, reader.as_ref(), run, core.zone())?;
                let name = looked.state.files.get(id).and_then(|file| file.name.clone());
                (looked.relation(caller), name)
            }
            // Nothing was sent with it yet: it is its owner's alone, whatever else somebody may read.
            None if caller.person != Some(row.owner) => return Err(hidden()),
            None => (Relation { party: caller.person == Some(row.owner), ..Relation::default() }, None),
        };
        Rights::of(caller, &core.directory()).with(Operation::ReadFile, relation, "file", id)?;
        let KeyState::Live(key) = core.store.keys().key(row.key)? else { return Err(hidden()) };
        let failed = |error: std::io::Error| Refused::from(StoreError::of_file("a file could not be read", &error));
        let download = Download::begin(core.shelf.as_ref(), id, &key, row.size as u64).map_err(failed)?;
        let name = match name {
            Some(name) => name,
            None => uploaded_name(core, &row)?.unwrap_or_else(|| id.to_owned()),
        };
        Ok((FileInfo { id: row.id, name, size: row.size as u64, kind: row.media_type }, download))
    }
}

/// The name a file was uploaded with; none once who uploaded it was erased.
pub fn uploaded_name(core: &Core, row: &FileRow) -> Result<Option<String>, StoreError> {
    let opened = core.sealer.open_from(&row.name)?;
    Ok(opened.and_then(|bytes| serde_json::from_slice::<FileNames>(&bytes).ok()).map(|names| names.name))
}

/// Refuses what would be more than one person may have uploaded without anything that refers to it.
pub fn too_many<R: ReadRest + ?Sized>(reader: &R, owner: i64, bytes: i64) -> Result<Result<(), Refused>, StoreError> {
    let too_many = reader.uploaded(owner)? + bytes > UPLOADED_BYTES_MAX;
    let refused = || Refused::new("file.too_many").with("limit", "1 GiB");
    Ok(if too_many { Err(refused()) } else { Ok(()) })
}

fn refused(core: &Core, error: UploadError) -> Refused {
    let failed = match error {
        UploadError::TooLarge(_) => return Refused::new("file.too_large").with("limit", "100 MiB"),
        UploadError::NotKept(error) => error,
        UploadError::Io(error) => StoreError::of_file("a file could not be written", &error),
        UploadError::Unsealed(error) => StoreError::Io(error.to_string()),
    };
    core.noted::<()>(Err(failed)).map_or_else(Refused::from, |()| Refused::new("server.internal"))
}

/// The last part of what a browser calls the file.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect();
    if plain.is_empty() { "file".to_owned() } else { plain }
}
