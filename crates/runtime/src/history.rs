//! States from entries: a run's, the directory's, that of access. What was kept of a run is used as long as it is the latest.

use baton_engine::{Actor, ActorKind, EntryRef, Event, RunState, apply};
use baton_people::Directory;
use baton_store::read::{ReadEntries, history};
use baton_store::seal::Sealer;
use baton_store::workspace::{SIGNING_KEY_CHANGED, WorkspaceCreated, WorkspaceRestored};
use baton_store::{Entry, Hash, StoreError, Stream};
use jiff::Timestamp;

use crate::access::{Access, AccessEvent};
use crate::body;
use crate::kept::from_snapshot;
use crate::view::timeline::Recorded;

/// A run's state: as it was written last, and the entries since folded into it; none: it has none.
pub fn run_state<R: ReadEntries + ?Sized>(
    reader: &R,
    sealer: &Sealer,
    run: i64,
) -> Result<Option<RunState>, StoreError> {
    match from_snapshot(reader, sealer, run)? {
        Some(state) => fold_on(reader, sealer, run, state).map(Some),
        None => folded_run(reader, sealer, run),
    }
}

/// A run's state, folded from all of its entries; none: it has none.
pub fn folded_run<R: ReadEntries + ?Sized>(
    reader: &R,
    sealer: &Sealer,
    run: i64,
) -> Result<Option<RunState>, StoreError> {
    let state = fold_on(reader, sealer, run, RunState::default())?;
    Ok((state.last_entry > 0).then_some(state))
}

fn fold_on<R: ReadEntries + ?Sized>(
    reader: &R,
    sealer: &Sealer,
    run: i64,
    mut state: RunState,
) -> Result<RunState, StoreError> {
    for entry in history(reader, Stream::run(run), state.last_entry)? {
        fold_run(&mut state, &entry, sealer)?;
    }
    Ok(state)
}

/// Folds one entry into a run's state.
pub fn fold_run(state: &mut RunState, entry: &Entry, sealer: &Sealer) -> Result<(), StoreError> {
    let Some(opened) = body::open(entry, sealer)? else { return Ok(()) };
    let at = entry_ref(entry, opened.behalf);
    for event in opened.events {
        apply(state, &body::event::<Event>(event)?, &at);
    }
    state.close_entry(&at);
    Ok(())
}

/// An entry of a run as screens read it; none: its body is not there any more.
pub fn opened(entry: &Entry, sealer: &Sealer) -> Result<Option<Recorded>, StoreError> {
    let Some(opened) = body::open(entry, sealer)? else { return Ok(None) };
    let at = entry_ref(entry, opened.behalf);
    let events = opened.events.into_iter().map(body::event::<Event>).collect::<Result<_, _>>()?;
    Ok(Some(Recorded {
        entry: entry.number,
        at: at.time,
        actor: at.actor,
        origin: opened.from,
        hash: hex(&entry.hash),
        events,
    }))
}

/// The directory, folded from its entries.
pub fn directory<R: ReadEntries + ?Sized>(reader: &R, sealer: &Sealer) -> Result<Directory, StoreError> {
    let mut directory = Directory::default();
    for entry in history(reader, Stream::DIRECTORY, 0)? {
        let Some(opened) = body::open(&entry, sealer)? else { continue };
        for event in opened.events {
            directory.apply(&body::event(event)?);
        }
    }
    Ok(directory)
}

/// The stream of access, folded from its entries.
pub fn access<R: ReadEntries + ?Sized>(reader: &R, sealer: &Sealer) -> Result<Access, StoreError> {
    let entries = history(reader, Stream::ACCESS, 0)?;
    let first = entries.first().and_then(WorkspaceCreated::from_entry).ok_or(StoreError::NoWorkspace)?;
    let mut access = Access::new(first);
    for entry in &entries {
        let Some(opened) = body::open(entry, sealer)? else { continue };
        for event in opened.events {
            // Events of the store's own (the workspace's, its keys) are not folded here. One that is not understood must not
            // be passed over: it could have ended a token.
            let name = event.get("t").and_then(serde_json::Value::as_str);
            if let Some(restored) = WorkspaceRestored::from_event(&event) {
                (access.epoch, access.restored_us) = (restored.epoch, entry.time_us);
            } else if !name.is_some_and(|name| [WorkspaceCreated::NAME, SIGNING_KEY_CHANGED].contains(&name)) {
                access.apply(&body::event::<AccessEvent>(event)?, time(entry.time_us));
            }
        }
    }
    Ok(access)
}

/// The entry as `apply` may know it.
pub fn entry_ref(entry: &Entry, behalf: Option<i64>) -> EntryRef {
    let actor = Actor { kind: actor_kind(entry.actor_kind), id: entry.actor_id, on_behalf_of: behalf };
    EntryRef { number: entry.number, time: time(entry.time_us), actor }
}

/// A stored moment.
pub fn time(at_us: i64) -> Timestamp {
    Timestamp::from_microsecond(at_us).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The store's word for who acts.
pub fn stored_kind(kind: ActorKind) -> baton_store::ActorKind {
    match kind {
        ActorKind::Person => baton_store::ActorKind::Person,
        ActorKind::Token => baton_store::ActorKind::Token,
        ActorKind::Guest => baton_store::ActorKind::Guest,
        ActorKind::Worker => baton_store::ActorKind::Worker,
        ActorKind::Timer => baton_store::ActorKind::Timer,
        ActorKind::System => baton_store::ActorKind::System,
    }
}

fn actor_kind(kind: baton_store::ActorKind) -> ActorKind {
    match kind {
        baton_store::ActorKind::Person => ActorKind::Person,
        baton_store::ActorKind::Token => ActorKind::Token,
        baton_store::ActorKind::Guest => ActorKind::Guest,
        baton_store::ActorKind::Worker => ActorKind::Worker,
        baton_store::ActorKind::Timer => ActorKind::Timer,
        baton_store::ActorKind::System => ActorKind::System,
    }
}

/// A hash in hexadecimal.
pub fn hex(hash: &Hash) -> String {
    crate::files::hexadecimal(&hash.0)
}
