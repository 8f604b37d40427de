//! An event from outside has come: everything open that listens for it hears it, in the order in which it began to listen.
//!
//! One that nothing listens for any more changes nothing. Handlers hear only what came while they were armed; so does a
//! wait with `early: drop`.

use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, EventCame};
use crate::facts::Incoming;
use crate::name::V1;
use crate::state::{Listener, Subscription};

pub(super) fn carry_out(burst: &mut Burst<'_>, incoming: &Incoming) -> Decision {
    let hears = |known: &&Subscription| {
        let counts = known.since <= incoming.at || matches!(known.by, Listener::Wait { early: true });
        counts && *known.name == *incoming.name && known.key.fits(incoming.key.as_deref())
    };
    let to: Vec<Subscription> = burst.state.subscriptions.iter().filter(hears).cloned().collect();
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
