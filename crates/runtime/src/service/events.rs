//! Brings events from outside to what listens for them, one after the other in the order in which they came.
//!
//! An event stands in its table until every run that listens for it has heard it: a run hears it once, also where the
//! process ends in between, since the command carries the event's number as its id. One that nothing listened for is kept for
//! the first wait. A run that cannot hear it does not stop the others.

use std::time::Duration;

use baton_store::query::LIMIT_MAX;
use baton_store::row::{EventRow, ListenerKind};
use baton_store::{Change, StoreError};

use crate::ask::{Ask, Request};
use crate::caller::Caller;
use crate::core::Core;
use crate::incoming;
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
            let ask = Ask::DeliverEvent { run: listens.run, event: event.clone() };
            let key = Some(format!("event:{}:{}", row.name, row.id));
            match queue.submit_blocking(Request { caller: Caller::system(), key, if_match: None, ask }) {
                Ok(answer) => heard |= answer.entry > 0,
                Err(refused) if refused.is_passing() => return Ok(false),
                Err(refused) => {
                    tracing::error!(event = row.n, run = listens.run, %refused, "a run could not take an event");
                    heard = true;
                }
            }
        }
    }
    let put = if heard { Put::one(Change::PutEvent(incoming::done(row))) } else { Put::Keep(Box::new(row.clone())) };
    queue.put(put).map_err(|refused| StoreError::Io(refused.to_string()))?;
    Ok(true)
}
