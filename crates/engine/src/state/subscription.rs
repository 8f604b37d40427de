//! What a run listens for: the events that its open waits and handlers want, and the conditions of handlers that hold.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::name::{Name, SubscriptionNo, ThreadNo};

/// An event that something open waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Its number.
    pub subscription: SubscriptionNo,
    /// What listens.
    pub by: Listener,
    /// The event's name.
    pub name: Name,
    /// Which key it must have.
    pub key: WantedKey,
    /// The step or block; none: the run.
    pub step: Option<Name>,
    /// Which pass of it.
    pub pass: u32,
    /// The thread in it; 0: the run's.
    pub thread: ThreadNo,
    /// Since when.
    pub since: Timestamp,
}

/// What listens for an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listener {
    /// A `wait`, which the first event ends.
    Wait {
        /// Whether one that came before counts.
        early: bool,
    },
    /// A handler, by its place, which hears each event.
    Handler(u32),
}

/// Which key an event must have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WantedKey {
    /// Any, or none.
    Any,
    /// This one.
    Is(String),
    /// Its expression has no value now: no event fits.
    Unknown,
}

impl WantedKey {
    /// Whether an event with this key is meant.
    pub fn fits(&self, key: Option<&str>) -> bool {
        match self {
            Self::Any => true,
            Self::Is(wanted) => key == Some(wanted),
            Self::Unknown => false,
        }
    }
}

impl Subscription {
    /// Whether it belongs to this pass of a step.
    pub fn is_of(&self, step: &str, pass: u32, thread: ThreadNo) -> bool {
        self.step.as_deref() == Some(step) && self.pass == pass && self.thread == thread
    }
}

/// A handler of which the condition holds: it fires again only when that has been false in between.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The step or block; none: the run.
    pub step: Option<Name>,
    /// Which pass of it.
    pub pass: u32,
    /// The thread in it; 0: the run's.
    pub thread: ThreadNo,
    /// Which of its handlers, from 0.
    pub nth: u32,
}

impl Holding {
    /// Whether it belongs to this pass of a step.
    pub fn is_of(&self, step: &str, pass: u32, thread: ThreadNo) -> bool {
        self.step.as_deref() == Some(step) && self.pass == pass && self.thread == thread
    }
}
