//! Forgets what is past its time: answers kept for repeats after 30 days, and uploads a day after they came if nothing refers
//! to them, with their keys. A draft of their owner refers to them as a command does. No entry is ever touched.

use std::time::Duration;

use baton_store::query::{LIMIT_MAX, TaskQuery, TaskView};
use baton_store::row::{FileRow, part_n};
use baton_store::{Change, Reader, StoreError};

use crate::core::Core;
use crate::reads::{FormPlace, kept_form};
use crate::writer::{Put, Queue};

/// How often it is looked.
pub const EVERY: Duration = Duration::from_mins(10);
/// How long a repeated command gets its first answer.
const ANSWERS_KEPT_US: i64 = 30 * 24 * 3_600_000_000;
/// How long an upload waits for a command that refers to it.
const UPLOADS_KEPT_US: i64 = 24 * 3_600_000_000;
/// How many uploads are looked at in one go.
const UPLOADS_MAX: usize = 200;

/// Forgets what is past its time now.
pub fn tidy(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    let now_us = core.clock.now_us();
    put(queue, Put::one(Change::DropCommandsBefore { at_us: now_us - ANSWERS_KEPT_US }))?;
    let reader = core.reader()?;
    // Uploads carry the machine's time: a rehearsal's clock that was moved ahead makes no upload old.
    for file in reader.files_expired(core.clock.machine_us() - UPLOADS_KEPT_US, UPLOADS_MAX)? {
        if !is_in_a_draft(core, reader.as_ref(), &file)? {
            forget(core, queue, &file)?;
        }
    }
    Ok(())
}

/// Takes the row out unless a command came first; then nobody can refer to the content any more, and it goes.
fn forget(core: &Core, queue: &Queue, file: &FileRow) -> Result<(), StoreError> {
    put(queue, Put::Expired(file.id.clone()))?;
    if core.reader()?.file(&file.id)?.is_none() {
        core.store.keys().erase_key(file.key)?;
        core.shelf.remove(&file.id).map_err(|error| StoreError::Io(error.to_string()))?;
    }
    Ok(())
}

/// Whether its owner has saved a form with it and not sent it yet.
fn is_in_a_draft(core: &Core, reader: &dyn Reader, file: &FileRow) -> Result<bool, StoreError> {
    for place in places(core, reader, file.owner)? {
        let (kept, _) = kept_form(core, &place, file.owner)?;
        if kept.values.values().any(|value| value.to_string().contains(&file.id)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Every form that somebody can have a draft of.
fn places(core: &Core, reader: &dyn Reader, person: i64) -> Result<Vec<FormPlace>, StoreError> {
    let mut places = Vec::new();
    for workflow in reader.workflows(0, LIMIT_MAX)? {
        let compiled = core.definitions.compiled(reader, workflow.id, workflow.live_version)?;
        let starts = compiled.workflow.start.iter();
        places.extend(starts.map(|start| FormPlace::start(&workflow.slug, &start.id(), person)));
    }
    for view in [TaskView::Mine, TaskView::Teams] {
        for item in reader.tasks(&TaskQuery { limit: LIMIT_MAX, ..TaskQuery::of(person, view) })? {
            places.push(FormPlace::task(item.run.id, &item.run.key, part_n(item.task.id) as u32));
        }
    }
    Ok(places)
}

fn put(queue: &Queue, put: Put) -> Result<(), StoreError> {
    queue.put(put).map_err(|refused| StoreError::Io(refused.to_string()))
}
