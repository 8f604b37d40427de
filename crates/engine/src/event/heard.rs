//! Events about what a run listens for, and what it hears.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use serde::{Deserialize, Serialize};

use crate::datum::Datum;
use crate::name::{Name, SubscriptionNo, ThreadNo, V1};
use crate::state::Listener;

/// See [`Event::EventAwaited`](super::Event::EventAwaited).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventAwaited {
    /// Its form.
    pub v: V1,
    /// The subscription; a number that is known has another key now.
    pub subscription: SubscriptionNo,
    /// What listens.
    pub by: Listener,
    /// The event's name.
    pub name: Name,
    /// The key it must have; none: any. Null: its expression has no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Datum>,
    /// The step or block; none: the run.
    pub step: Option<Name>,
    /// Which pass of it.
    pub pass: u32,
    /// The thread in it; 0: the run's.
    pub thread: ThreadNo,
}

/// See [`Event::EventCame`](super::Event::EventCame).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventCame {
    /// Its form.
    pub v: V1,
    /// Its number in the workspace.
    pub event: i64,
    /// Its name.
    pub name: Name,
    /// The subscriptions that it fits, in their order.
    pub to: Vec<SubscriptionNo>,
    /// Whether it had come before and was kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept: bool,
}

/// See [`Event::ConditionTurned`](super::Event::ConditionTurned).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConditionTurned {
    /// Its form.
    pub v: V1,
    /// The step or block; none: the run.
    pub step: Option<Name>,
    /// Which pass of it.
    pub pass: u32,
    /// The thread in it; 0: the run's.
    pub thread: ThreadNo,
    /// Which of its handlers, from 0.
    pub nth: u32,
    /// Whether it holds now.
    pub holds: bool,
}
