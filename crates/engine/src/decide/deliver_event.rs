//! An event from outside has come: everything open that listens for it hears it, in the order in which it began to listen.
//!
//! One that nothing listens for any more changes nothing. Handlers hear only what came while they were armed; so does a
//! wait with `early: drop`.

use serde_json::json;

use crate::Datum;
use crate::behaviour::exceptions::EVENT_REFUSED;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, EventCame, ExceptionRaised};
use crate::facts::Incoming;
use crate::name::{START, V1};
use crate::state::{ExceptionRecord, ExceptionState, Listener, RunState, Subscription};

/// It is brought. What its owner was told of as refused is heard when they say so: where another run could not hear it yet, it is
/// brought to all of them again. The call of a webhook is no event that is kept: it has no number, and is brought once.
pub(super) fn brought(burst: &mut Burst<'_>, incoming: &Incoming) -> Decision {
    let number = incoming.event.to_string();
    let is_it = |record: &ExceptionRecord| {
        &*record.code == EVENT_REFUSED && record.params.get("number").is_some_and(|told| *told == number)
    };
    let is_known = incoming.event > 0 && burst.state.exceptions.iter().any(is_it);
    if is_known { Ok(()) } else { carry_out(burst, incoming) }
}

pub(super) fn carry_out(burst: &mut Burst<'_>, incoming: &Incoming) -> Decision {
    let to = listeners(burst, incoming);
    if to.is_empty() {
        return Ok(());
    }
    burst.emit(Event::EventCame(EventCame {
        v: V1::default(),
        event: incoming.event,
        name: incoming.name.as_str().into(),
        to: to.iter().map(|known| known.subscription).collect(),
        kept: false,
    }));
    let is_wait = |known: &&Subscription| matches!(known.by, Listener::Wait { .. });
    burst.hearing = to.iter().filter(is_wait).map(|known| known.subscription).collect();
    let heard = hear_all(burst, to, incoming);
    burst.hearing.clear();
    heard
}

/// One after the other hears it.
fn hear_all(burst: &mut Burst<'_>, to: Vec<Subscription>, incoming: &Incoming) -> Decision {
    let mut interrupted: Vec<Subscription> = Vec::new();
    for subscription in to {
        let is_same = |known: &Subscription| {
            (&known.step, known.pass, known.thread) == (&subscription.step, subscription.pass, subscription.thread)
        };
        // After a handler that interrupts no other of its step fires.
        if !interrupted.iter().any(is_same) && burst.hear(&subscription, &incoming.body)? {
            interrupted.push(subscription);
        }
    }
    Ok(())
}

/// What listens for it.
fn listeners(burst: &Burst<'_>, incoming: &Incoming) -> Vec<Subscription> {
    let hears = |known: &&Subscription| {
        let counts = known.since <= incoming.at || matches!(known.by, Listener::Wait { early: true });
        counts && *known.name == *incoming.name && known.key.fits(incoming.key.as_deref())
    };
    burst.state.subscriptions.iter().filter(hears).cloned().collect()
}

/// How many refused events of a run wait for its owner; more are refused without being kept, as they come from outside.
const REFUSED_MAX: usize = 20;

/// Whether one more refused event may wait.
pub(crate) fn may_hold(state: &RunState) -> bool {
    let waits = |record: &&ExceptionRecord| record.state == ExceptionState::Open && &*record.code == EVENT_REFUSED;
    state.exceptions.iter().filter(waits).count() < REFUSED_MAX
}

/// What it would bring about was refused: the owner sees why, and has it delivered again. What listens goes on listening.
/// What it says is kept for that, where it can be.
pub(crate) fn refused(burst: &mut Burst<'_>, incoming: &Incoming, (code, kept): (&str, bool)) {
    let to = listeners(burst, incoming);
    let Some(first) = to.first() else { return };
    let step = first.step.clone().unwrap_or_else(|| START.into());
    let numbers: Vec<String> = to.iter().map(|known| known.subscription.to_string()).collect();
    let params = [
        ("event", incoming.name.clone()),
        ("refused", code.to_owned()),
        ("number", incoming.event.to_string()),
        ("came", incoming.at.to_string()),
        ("to", numbers.join(",")),
    ];
    let params = params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let came = kept.then(|| Datum::sealed(json!({ "key": incoming.key, "body": incoming.body })));
    let raised = burst.exception(EVENT_REFUSED, (&step, first.pass, first.thread));
    burst.emit(Event::ExceptionRaised(ExceptionRaised { params, came, ..raised }));
}

/// The event that such an exception is about.
pub(super) fn event_of(record: &ExceptionRecord) -> Option<Incoming> {
    let param = |name: &str| record.params.get(name).filter(|_| &*record.code == EVENT_REFUSED);
    let came = record.came.as_ref()?;
    Some(Incoming {
        event: param("number")?.parse().ok()?,
        name: param("event")?.clone(),
        key: came.get("key").and_then(|key| key.as_str()).map(str::to_owned),
        body: came.get("body").cloned().unwrap_or_default(),
        at: param("came")?.parse().ok()?,
    })
}
