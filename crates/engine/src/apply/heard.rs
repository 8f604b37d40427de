//! How the events about listening change a run's state: what listens, which conditions hold.

use crate::actor::EntryRef;
use crate::event::{ConditionTurned, EventAwaited};
use crate::name::ThreadNo;
use crate::state::{Holding, RunState, Subscription, WantedKey};
use serde_json::Value as Json;

/// Something listens, or listens for another key.
pub fn awaited(state: &mut RunState, event: &EventAwaited, at: &EntryRef) {
    let key = event.key.as_ref().map_or(WantedKey::Any, |key| match key.value() {
        Json::String(key) => WantedKey::Is(key),
        _ => WantedKey::Unknown,
    });
    state.subscriptions_made = state.subscriptions_made.max(event.subscription);
    if let Some(known) = state.subscriptions.iter_mut().find(|known| known.subscription == event.subscription) {
        known.key = key;
        return;
    }
    state.subscriptions.push(Subscription {
        subscription: event.subscription,
        by: event.by,
        name: event.name.clone(),
        key,
        step: event.step.clone(),
        pass: event.pass,
        thread: event.thread,
        since: at.time,
    });
}

/// The condition of a handler is true now, or is not any more.
pub fn turned(state: &mut RunState, event: &ConditionTurned) {
    let ConditionTurned { step, pass, thread, nth, holds, .. } = event.clone();
    let holding = Holding { step, pass, thread, nth };
    state.holding.retain(|known| *known != holding);
    if holds {
        state.holding.push(holding);
    }
}

/// A step is held, and hears nothing until it is tried again. Which conditions held is kept: in the same pass they are told again only
/// when they become true once more.
pub fn deafen(state: &mut RunState, step: &str, pass: u32, thread: ThreadNo) {
    state.subscriptions.retain(|known| !known.is_of(step, pass, thread));
}

/// A step is over: it does not listen any more.
pub fn silence(state: &mut RunState, step: &str, pass: u32, thread: ThreadNo) {
    state.subscriptions.retain(|known| !known.is_of(step, pass, thread));
    state.holding.retain(|known| !known.is_of(step, pass, thread));
}
