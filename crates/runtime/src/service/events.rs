//! Brings events from outside to what listens for them, one after the other in the order in which they came.
//!
//! An event stands in its table until every run that listens for it has heard it: a run hears it once, also where the
//! process ends in between, since the command carries the event's number as its id. One that nothing listened for is kept for
//! the first wait. One that begins a run does so unless a run goes on that was begun for the same key. A run that cannot hear it does not stop the others.

use std::time::Duration;

use baton_engine::{Actor, Ctx, Incoming, begun_by};
use baton_model::definition::StartKind;
use baton_store::query::LIMIT_MAX;
use baton_store::row::{EventRow, ListenerKind};
use baton_store::{Change, StoreError};

use crate::ask::{Ask, Done, Request, Unheard};
use crate::caller::Caller;
use crate::core::Core;
use crate::incoming::{self, begun_name, key_hash};
use crate::writer::{Put, Queue};

/// How often the table is asked; what is sent to this server is brought at once.
pub const EVERY: Duration = Duration::from_millis(250);
/// How many events are taken from the table at once.
const PAGE: usize = 100;

/// Brings what waits. Whoever else is at it goes on with it.
pub fn deliver(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    let Some(_delivering) = core.delivering.try_lock() else { return Ok(()) };
    loop {
        let waiting = core.reader()?.events_pending(PAGE)?;
        let Some(first) = waiting.first().map(|row| row.n) else { return Ok(()) };
        for row in &waiting {
            if !bring(core, queue, row)? {
                return Ok(());
            }
        }
        // What is still there was kept for a wait that has just begun: it is brought in the next round.
        if core.reader()?.event(first)?.is_some_and(|row| row.state == baton_store::row::EventState::Pending) {
            return Ok(());
        }
    }
}

/// Brings one event; whether it goes on with the next.
fn bring(core: &Core, queue: &Queue, row: &EventRow) -> Result<bool, StoreError> {
    let event = incoming::opened(core, row)?;
    let mut heard = false;
    let (mut after, mut last) = (0, 0);
    loop {
        let page = core.reader()?.subscriptions(&row.name, row.key.as_ref(), after, LIMIT_MAX)?;
        let Some(end) = page.last().map(|listens| listens.id) else { break };
        after = end;
        for listens in page.iter().filter(|listens| listens.kind != ListenerKind::Started) {
            if std::mem::replace(&mut last, listens.run) == listens.run {
                continue;
            }
            match bring_to(queue, (row, &event), listens.run) {
                Ok(answer) => heard |= answer.entry > 0,
                Err(refused) if refused.is_passing() => return Ok(false),
                Err(refused) => {
                    tracing::error!(event = row.n, run = listens.run, %refused, "a run could not take an event");
                    heard = true;
                }
            }
        }
    }
    match begin(core, queue, (row, &event))? {
        Some(begun) => heard |= begun,
        None => return Ok(false),
    }
    let put = if heard { Put::one(Change::PutEvent(incoming::done(row))) } else { Put::Keep(Box::new(row.clone())) };
    queue.put(put).map_err(|refused| StoreError::Io(refused.to_string()))?;
    Ok(true)
}

/// Brings an event to a run. What is refused for good, since it is too large or went wrong, is told to the owner of the run, with what
/// the event says where that can be kept.
fn bring_to(queue: &Queue, (row, event): (&EventRow, &Incoming), run: i64) -> Done {
    let send = |unheard: Option<Unheard>| {
        let how = unheard.as_ref().map_or("", |unheard| if unheard.kept { ":refused" } else { ":dropped" });
        let key = Some(format!("event:{}:{}{how}", row.name, row.id));
        let ask = Ask::DeliverEvent { run, event: event.clone(), unheard };
        queue.submit_blocking(Request { caller: Caller::system(), key, if_match: None, ask })
    };
    let refused = match send(None) {
        Err(refused) if refused.is_final() => refused,
        done => return done,
    };
    let unheard = |kept| Some(Unheard { code: refused.code.to_owned(), kept });
    let told = match send(unheard(true)) {
        Err(again) if again.is_final() => send(unheard(false)),
        done => done,
    };
    match told {
        // As many as may be wait for the owner already.
        Ok(answer) if answer.entry == 0 => Err(refused),
        told => told,
    }
}

/// Begins the runs that the event begins, where none goes on that was begun for the same key; whether there was one. None: it is
/// tried again.
fn begin(core: &Core, queue: &Queue, (row, event): (&EventRow, &Incoming)) -> Result<Option<bool>, StoreError> {
    let reader = core.reader()?;
    let ctx = Ctx { now: event.at, actor: Actor::system(), cmd: String::new(), zone: core.zone(), link: String::new() };
    let mut any = false;
    for (workflow, start) in core.starts(reader.as_ref())?.heard(&row.name).iter().copied() {
        let Some(workflow) = reader.workflow(workflow)? else { continue };
        let compiled = core.definitions.compiled(reader.as_ref(), workflow.id, workflow.live_version)?;
        // Another version may be live by now.
        let known = compiled.workflow.start.get(start).map(|known| &known.kind);
        let is_named = matches!(known, Some(StartKind::Event { name, .. }) if name.name == row.name);
        let begun = if is_named { begun_by(&compiled, start, &event.body, &ctx) } else { None };
        let Some(key) = begun else { continue };
        any = true;
        let name = begun_name(&workflow.slug, start);
        let hash = key.as_deref().map(key_hash);
        if hash.is_some() && !reader.subscriptions(&name, hash.as_ref(), 0, 1)?.is_empty() {
            continue;
        }
        let key = format!("begins:{}:{start}:{}:{}", workflow.id, row.name, row.id);
        match submit(queue, (workflow.id, start), event, &key) {
            Ok(_) => {}
            Err(refused) if refused.is_passing() => return Ok(None),
            Err(refused) => {
                tracing::error!(event = row.n, workflow = workflow.slug, %refused, "an event could not begin a run");
            }
        }
    }
    Ok(Some(any))
}

/// Has the run begin. What is refused begins all the same, without anything from the event, and waits for its owner.
fn submit(queue: &Queue, (workflow, start): (i64, usize), event: &Incoming, key: &str) -> Done {
    let send = |key: String, refused: Option<String>| {
        let ask = Ask::BeginByEvent { workflow, start, event: event.clone(), refused };
        queue.submit_blocking(Request { caller: Caller::system(), key: Some(key), if_match: None, ask })
    };
    match send(key.to_owned(), None) {
        Err(refused) if refused.is_final() => send(format!("{key}:refused"), Some(refused.code.to_owned())),
        done => done,
    }
}
