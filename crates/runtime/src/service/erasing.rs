//! Carries out what an entry of the directory says: somebody is erased. Their open tasks go to whom the rules name, and
//! everything that says who they are, or what they said, goes: drafts, uploads, kept mails, kept states, password, sessions,
//! tokens; then the keys of the personal fields of the runs they started, if the entry says so; their own key last.
//!
//! The entry stands first. A key that is still there means that the work is not finished: the next round does it again, and
//! every part of it can be done twice.

use std::collections::HashSet;
use std::time::Duration;

use baton_people::{DirectoryEvent, PersonId};
use baton_store::keys::Subject;
use baton_store::query::{Cursor, LIMIT_MAX, RunQuery, Seen};
use baton_store::read::history;
use baton_store::row::{OutboxKind, OutboxRow, OutboxState, part_n};
use baton_store::{Change, Reader, StoreError, Stream};
use serde_json::Value;

use crate::ask::{Ask, Request};
use crate::body;
use crate::caller::Caller;
use crate::core::Core;
use crate::outcome::Mail;
use crate::writer::{Put, Queue};

/// How often it is looked.
pub const EVERY: Duration = Duration::from_secs(10);

/// Finishes what was begun, for all who were erased.
pub fn finish_erasing(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    let directory = core.directory();
    for person in directory.people().filter(|person| person.erased) {
        if core.store.keys().subject_key(Subject::person(person.id))?.is_some() {
            forget(core, queue, person.id)?;
        }
    }
    Ok(())
}

/// Forgets somebody whom an entry says to be erased.
pub fn forget(core: &Core, queue: &Queue, person: PersonId) -> Result<(), StoreError> {
    hand_on(core, queue, person)?;
    let keys = core.store.keys();
    keys.drop_password(person)?;
    keys.drop_sessions_of(person)?;
    keys.drop_links_of(person)?;
    for token in core.access().tokens_of(person) {
        keys.drop_token(token.id)?;
    }
    let known = Known::of(core, person)?;
    let reader = core.reader()?;
    drafts(core, queue, reader.as_ref(), person)?;
    mails(core, queue, reader.as_ref(), (person, &known.texts))?;
    if known.fields {
        fields(core, reader.as_ref(), person)?;
    }
    put(queue, Put::one(Change::DropSnapshots))?;
    core.store.drop_copies()?;
    core.sealer.erase(Subject::person(person))?;
    core.forget_states();
    put(queue, Put::WriteBack)?;
    tracing::info!(person, "somebody was erased");
    Ok(())
}

/// Their open tasks go to others.
fn hand_on(core: &Core, queue: &Queue, person: PersonId) -> Result<(), StoreError> {
    let mut after = None;
    loop {
        let query = RunQuery { person: Some(person), after, limit: LIMIT_MAX, ..RunQuery::of(Seen::All) };
        let reader = core.reader()?;
        let runs = reader.runs(&query)?;
        let Some(last) = runs.last() else { return Ok(()) };
        after = Some(Cursor { sort: 0, id: last.id });
        for run in runs.iter().filter(|run| run.ended_us.is_none()) {
            let tasks = reader.tasks_of(run.id)?.into_iter().filter(|item| item.state.status.is_open());
            tasks.map(|item| item.task.id).try_for_each(|task| refill(queue, (run.id, task), person))?;
        }
    }
}

/// Fills a task's role anew; nothing where it is not theirs.
fn refill(queue: &Queue, (run, task): (i64, i64), gone: PersonId) -> Result<(), StoreError> {
    let ask = Ask::RefillTask { run, task: part_n(task) as u32, gone };
    let request = Request { caller: Caller::system(), key: None, if_match: None, ask };
    match queue.submit_blocking(request) {
        Ok(_) => Ok(()),
        // Somebody did it meanwhile.
        Err(refused) if refused.code.starts_with("task.") || refused.code.starts_with("run.") => {
            tracing::info!(run, %refused, "a task of somebody who was erased is not open any more");
            Ok(())
        }
        Err(refused) => Err(StoreError::Io(refused.to_string())),
    }
}

/// What they had begun to fill in, and uploads to which nothing refers.
fn drafts(core: &Core, queue: &Queue, reader: &dyn Reader, person: PersonId) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let page = reader.form_drafts_of(person, &after, LIMIT_MAX)?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.place);
        let drop = |place: &String| Change::DropFormDraft { place: place.clone(), person };
        put(queue, Put::All(page.iter().map(|row| drop(&row.place)).collect()))?;
    }
    let mut after: Option<(i64, String)> = None;
    loop {
        let from = after.as_ref().map(|(at_us, id)| (*at_us, id.as_str()));
        let page = reader.files_expired(i64::MAX, from, LIMIT_MAX)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some((last.at_us, last.id.clone()));
        for file in page.iter().filter(|file| file.owner == person) {
            put(queue, Put::Expired(file.id.clone()))?;
            if core.reader()?.file(&file.id)?.is_none() {
                core.store.keys().erase_key(file.key)?;
                core.shelf.remove(&file.id).map_err(|error| StoreError::Io(error.to_string()))?;
            }
        }
    }
}

/// Mails to them, and those that have left and name them. A mail to somebody else that still waits leaves as it is.
fn mails(
    core: &Core,
    queue: &Queue,
    reader: &dyn Reader,
    (person, texts): (PersonId, &[String]),
) -> Result<(), StoreError> {
    for state in OutboxState::ALL {
        let mut before = None;
        loop {
            let page = reader.outbox_list(*state, before, LIMIT_MAX)?;
            let Some(last) = page.last() else { break };
            before = Some(last.id);
            put(queue, Put::All(gone(core, &page, (person, texts))?))?;
        }
    }
    Ok(())
}

/// Those that go, of a page.
fn gone(core: &Core, page: &[OutboxRow], (person, texts): (PersonId, &[String])) -> Result<Vec<Change>, StoreError> {
    let mut gone = Vec::new();
    for row in page.iter().filter(|row| row.kind == OutboxKind::Mail) {
        let Some(plain) = core.sealer.open_from(&row.body)? else { continue };
        let Ok(mail) = serde_json::from_slice::<Mail>(&plain) else { continue };
        let has_left = row.state != OutboxState::Pending;
        if mail.to == [person] || (has_left && (mail.to.contains(&person) || names(&mail, texts))) {
            gone.push(Change::DropOutbox(row.id));
        }
    }
    Ok(gone)
}

fn names(mail: &Mail, texts: &[String]) -> bool {
    texts.iter().any(|text| mail.subject.contains(text.as_str()) || mail.body.contains(text.as_str()))
}

/// What the directory's entries say of somebody, while their key is there.
struct Known {
    /// Names, addresses, handles.
    texts: Vec<String>,
    /// Whether the fields of the runs they started go.
    fields: bool,
}

impl Known {
    fn of(core: &Core, person: PersonId) -> Result<Self, StoreError> {
        let mut known = Self { texts: Vec::new(), fields: false };
        for entry in history(core.reader()?.as_ref(), Stream::DIRECTORY, 0)? {
            let Some(opened) = body::open(&entry, &core.sealer)? else { continue };
            for event in opened.events {
                known.take(person, &body::event(event)?);
            }
        }
        Ok(known)
    }

    fn take(&mut self, of: PersonId, event: &DirectoryEvent) {
        let texts = match event {
            DirectoryEvent::PersonAdded(added) if added.person == of => {
                vec![Some(&added.name), Some(&added.email), Some(&added.handle)]
            }
            DirectoryEvent::PersonChanged(changed) if changed.person == of => {
                vec![changed.name.as_ref(), changed.email.as_ref()]
            }
            DirectoryEvent::HandleSet { person, handle, .. } if *person == of => vec![Some(handle)],
            DirectoryEvent::PersonErased { person, fields, .. } if *person == of => {
                self.fields = *fields;
                return;
            }
            _ => return,
        };
        let texts = texts.into_iter().flatten().filter_map(|text| text.text());
        self.texts.extend(texts.filter(|text| !text.is_empty()).map(str::to_owned));
    }
}

/// The keys of the personal fields of the runs that somebody started. The contents of files stay, except those that a
/// personal field names.
fn fields(core: &Core, reader: &dyn Reader, person: PersonId) -> Result<(), StoreError> {
    let mut after = None;
    loop {
        let query = RunQuery { starter: Some(person), after, limit: LIMIT_MAX, ..RunQuery::of(Seen::All) };
        let runs = reader.runs(&query)?;
        let Some(last) = runs.last() else { return Ok(()) };
        after = Some(Cursor { sort: 0, id: last.id });
        for run in &runs {
            let subject = Subject::run(run.id);
            let gone = keys_of_fields(core, reader, run.id)?;
            let of_run = core.store.keys().keys_of_subject(subject)?;
            let gone: Vec<i64> = of_run.into_iter().filter(|key| gone.contains(key)).collect();
            core.sealer.erase_keys(subject, &gone)?;
        }
    }
}

/// The keys with which a run's entries seal values, and those of files that a personal field names.
fn keys_of_fields(core: &Core, reader: &dyn Reader, run: i64) -> Result<HashSet<i64>, StoreError> {
    let mut keys = HashSet::new();
    for entry in history(reader, Stream::run(run), 0)? {
        let body = entry.body.as_deref().map(serde_json::from_slice::<Value>);
        let body = body.transpose().map_err(|error| StoreError::Corrupt(error.to_string()))?;
        if let Some(body) = &body {
            sealed_with(body, &mut keys);
        }
    }
    let Some(row) = reader.run(run)? else { return Ok(keys) };
    let Some(state) = core.run_state(reader, &row)? else { return Ok(keys) };
    let private: String =
        state.values.values().filter(|held| held.private).map(|held| held.value.to_string()).collect();
    for file in reader.files_of(run)? {
        if private.contains(&file.id) {
            keys.insert(file.key);
        }
    }
    Ok(keys)
}

fn sealed_with(value: &Value, keys: &mut HashSet<i64>) {
    match value {
        Value::Object(object) => {
            keys.extend(object.get("sealed").and_then(Value::as_i64));
            object.values().for_each(|inner| sealed_with(inner, keys));
        }
        Value::Array(items) => items.iter().for_each(|inner| sealed_with(inner, keys)),
        _ => {}
    }
}

fn put(queue: &Queue, put: Put) -> Result<(), StoreError> {
    queue.put(put).map_err(|refused| StoreError::Io(refused.to_string()))
}
