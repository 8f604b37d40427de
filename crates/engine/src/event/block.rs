//! Events about blocks, splits and joins: what a block will do, and how threads part and meet.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use baton_people::PersonId;
use serde::{Deserialize, Serialize};

use crate::datum::Datum;
use crate::name::{Name, ThreadNo, V1};
use crate::state::RowNo;

/// See [`Event::PartsPlanned`](super::Event::PartsPlanned).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartsPlanned {
    /// Its form.
    pub v: V1,
    /// The block.
    pub block: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits at it.
    pub thread: ThreadNo,
    /// What it will do, in order.
    pub parts: Vec<Planned>,
    /// Who could add items to it when it opened: they see the run from then on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adders: Vec<PersonId>,
}

/// A branch or item that is still to begin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// Its name in the block.
    pub branch: Name,
    /// What the item is; none for a branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Datum>,
    /// The number of the row it is, where that is not what its place says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<RowNo>,
}

/// See [`Event::ItemAdded`](super::Event::ItemAdded).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemAdded {
    /// Its form.
    pub v: V1,
    /// The block.
    pub block: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits at it.
    pub thread: ThreadNo,
    /// The item.
    pub item: Planned,
    /// Which row of the list it became, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Who added it.
    pub by: PersonId,
}

/// See [`Event::ItemRemoved`](super::Event::ItemRemoved).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemRemoved {
    /// Its form.
    pub v: V1,
    /// The block.
    pub block: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits at it, or did.
    pub thread: ThreadNo,
    /// The item, by its name in the block.
    pub branch: Name,
    /// The list that its row was removed from.
    pub list: Name,
    /// Who removed it; none: no person.
    pub by: Option<PersonId>,
}

/// See [`Event::RaceWon`](super::Event::RaceWon).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RaceWon {
    /// Its form.
    pub v: V1,
    /// The race.
    pub block: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The branch that won.
    pub branch: Name,
}

/// See [`Event::RestWithdrawn`](super::Event::RestWithdrawn).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RestWithdrawn {
    /// Its form.
    pub v: V1,
    /// The block.
    pub block: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that opened it, and has gone on.
    pub thread: ThreadNo,
}

/// See [`Event::ThreadSplit`](super::Event::ThreadSplit).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThreadSplit {
    /// Its form.
    pub v: V1,
    /// The thread that goes several ways.
    pub from: ThreadNo,
    /// The new thread.
    pub thread: ThreadNo,
}

/// See [`Event::ThreadArrived`](super::Event::ThreadArrived).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThreadArrived {
    /// Its form.
    pub v: V1,
    /// The step with the `join`.
    pub step: Name,
    /// The thread that waits there.
    pub thread: ThreadNo,
    /// The step, block or start it came from.
    pub way: Name,
}

/// See [`Event::ThreadsJoined`](super::Event::ThreadsJoined).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThreadsJoined {
    /// Its form.
    pub v: V1,
    /// The step with the `join`.
    pub step: Name,
    /// The thread that goes on.
    pub thread: ThreadNo,
    /// The others, which are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<ThreadNo>,
    /// Whether every way has come, so that the next arrival begins a new round.
    pub over: bool,
}

/// See [`Event::ArrivalPassedBy`](super::Event::ArrivalPassedBy).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArrivalPassedBy {
    /// Its form.
    pub v: V1,
    /// The step with the `join`.
    pub step: Name,
    /// The thread that came after the join had opened, and is gone.
    pub thread: ThreadNo,
    /// Whether every way has come, so that the next arrival begins a new round.
    pub over: bool,
}
