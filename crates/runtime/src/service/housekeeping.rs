//! Forgets what is past its time: answers kept for repeats and events from outside after 30 days, and uploads a day after they
//! came if nothing refers to them, with their keys. A draft of their owner refers to them as a command does. Contents without
//! a row, as a crash leaves them, go a day after they were seen. No entry is ever touched.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use baton_people::PersonId;
use baton_store::keys::{Subject, SubjectKind};
use baton_store::query::LIMIT_MAX;
use baton_store::row::FileRow;
use baton_store::{Change, Reader, StoreError};
use parking_lot::Mutex;

use super::file_keys;
use crate::core::Core;
use crate::writer::{Put, Queue};

/// How often it is looked.
pub const EVERY: Duration = Duration::from_mins(10);
const DAY_US: i64 = 24 * 3_600_000_000;
/// How long a repeated command gets its first answer.
const ANSWERS_KEPT_US: i64 = 30 * DAY_US;
/// How long an event waits for the first wait, and a repeat of it is known.
const EVENTS_KEPT_US: i64 = 30 * DAY_US;
/// How long an upload waits for a command that refers to it.
const UPLOADS_KEPT_US: i64 = DAY_US;

/// Forgets what is past its time now.
pub fn tidy(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    let now_us = core.clock.now_us();
    put(queue, Put::one(Change::DropCommandsBefore { at_us: now_us - ANSWERS_KEPT_US }))?;
    put(queue, Put::one(Change::DropEventsBefore { at_us: now_us - EVENTS_KEPT_US }))?;
    uploads(core, queue)?;
    secrets(core)?;
    core.strangers.look(core)
}

/// Values of secrets that were set anew or dropped when the process ended: their keys are destroyed.
fn secrets(core: &Core) -> Result<(), StoreError> {
    let access = core.access();
    let mut after = 0;
    loop {
        let page = core.store.keys().keys_of(SubjectKind::Workspace, after, LIMIT_MAX)?;
        let Some(last) = page.last().copied() else { return Ok(()) };
        for secret in page.into_iter().filter(|secret| *secret < access.next_secret()) {
            if !access.secrets().any(|(_, known)| known.id == secret) {
                core.store.keys().erase(Subject::secret(secret))?;
            }
        }
        after = last;
    }
}

/// Uploads that waited long enough.
fn uploads(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    let reader = core.reader()?;
    // Uploads carry the machine's time: a rehearsal's clock that was moved ahead makes no upload old.
    let before_us = core.clock.machine_us() - UPLOADS_KEPT_US;
    let mut drafts: HashMap<PersonId, String> = HashMap::new();
    let mut after: Option<(i64, String)> = None;
    loop {
        let from = after.as_ref().map(|(at_us, id)| (*at_us, id.as_str()));
        let page = reader.files_expired(before_us, from, LIMIT_MAX)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some((last.at_us, last.id.clone()));
        for file in &page {
            let drafts = match drafts.entry(file.owner) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(filled_in(core, reader.as_ref(), file.owner)?),
            };
            if !drafts.contains(&file.id) {
                forget(core, queue, file)?;
            }
        }
    }
}

/// Takes the row out unless a command came first; then nobody can refer to the content any more, and it goes.
fn forget(core: &Core, queue: &Queue, file: &FileRow) -> Result<(), StoreError> {
    put(queue, Put::Expired(file.id.clone()))?;
    if core.reader()?.file(&file.id)?.is_none() {
        core.store.keys().erase_key(file.key)?;
        remove(core, &file.id)?;
    }
    Ok(())
}

/// Everything that somebody has filled in and not sent yet, as one text.
fn filled_in(core: &Core, reader: &dyn Reader, person: PersonId) -> Result<String, StoreError> {
    let (mut all, mut after) = (String::new(), String::new());
    loop {
        let page = reader.form_drafts_of(person, &after, LIMIT_MAX)?;
        let Some(last) = page.last() else { return Ok(all) };
        after.clone_from(&last.place);
        for row in &page {
            let opened = core.sealer.open_from(&row.values)?.unwrap_or_default();
            all.push_str(&String::from_utf8_lossy(&opened));
        }
    }
}

/// Contents on the shelf that no row names, keys that belong to no file, and when they were seen first.
#[derive(Default)]
pub struct Strangers(Mutex<Option<Seen>>);

struct Seen {
    at_us: i64,
    contents: Vec<String>,
    keys: BTreeSet<i64>,
}

impl Strangers {
    /// Removes those that were seen a day ago and still have no row, then looks anew.
    fn look(&self, core: &Core) -> Result<(), StoreError> {
        let now_us = core.clock.machine_us();
        let mut seen = self.0.lock();
        if seen.as_ref().is_some_and(|seen| now_us - seen.at_us < DAY_US) {
            return Ok(());
        }
        let reader = core.reader()?;
        let (contents, keys) = seen.take().map(|seen| (seen.contents, seen.keys)).unwrap_or_default();
        for id in contents {
            if reader.file(&id)?.is_none() {
                remove(core, &id)?;
                tracing::info!(file = id, "a file's content that nothing names was removed");
            }
        }
        let mut strangers = Vec::new();
        for id in core.shelf.list().map_err(|error| StoreError::Io(error.to_string()))? {
            if reader.file(&id)?.is_none() {
                strangers.push(id);
            }
        }
        let keys = file_keys::look(core, reader.as_ref(), &keys)?;
        *seen = Some(Seen { at_us: now_us, contents: strangers, keys });
        Ok(())
    }
}

fn remove(core: &Core, id: &str) -> Result<(), StoreError> {
    core.shelf.remove(id).map_err(|error| StoreError::Io(error.to_string()))
}

fn put(queue: &Queue, put: Put) -> Result<(), StoreError> {
    queue.put(put).map_err(|refused| StoreError::Io(refused.to_string()))
}
