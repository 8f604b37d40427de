//! The blocks a run is in, and what each of them has opened: branches, items, rounds.
//!
//! What a block opens is a *frame*: the place where the threads of one branch, item or round are. A frame is called by the
//! number of its first thread; 0 is the run itself.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::RowNo;
use crate::name::{Name, ThreadNo};

/// One pass of a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// The block's step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that came to it, and waits there.
    pub thread: ThreadNo,
    /// The frame it is in.
    pub outer: ThreadNo,
    /// What it does, in order.
    pub parts: Vec<BlockPart>,
    /// Whether the thread has gone on; what is left finishes.
    pub went_on: bool,
    /// Whether it was withdrawn: what is left is done for what was cancelled in it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub withdrawn: bool,
}

/// A branch, an item or a round of a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockPart {
    /// Its name in the block.
    pub branch: Name,
    /// What the item is; none for a branch or a round.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "there")]
    pub item: Option<Arc<Json>>,
    /// Which row of the list it is, from 0, where that is not its place among the items: it was added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The row's number, where that is not what its place says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<RowNo>,
    /// Whether it was withdrawn because its row was removed: it does not count any more.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
    /// Its frame; 0: it has not begun.
    pub frame: ThreadNo,
    /// Where it stands.
    pub state: PartState,
    /// Whether a step in it was completed, by somebody or by itself.
    #[serde(default, skip_serializing_if = "is_false")]
    pub moved: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// An item that is null is an item: only what is not written is none.
fn there<'de, D: serde::Deserializer<'de>>(item: D) -> Result<Option<Arc<Json>>, D::Error> {
    Json::deserialize(item).map(|item| Some(Arc::new(item)))
}

/// Where a branch, an item or a round stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    /// It has not begun.
    Waiting,
    /// It is under way.
    Open,
    /// It came to its end.
    Done,
    /// It was taken back.
    Withdrawn,
}

impl Block {
    /// How many of its parts stand so.
    pub fn count(&self, state: PartState) -> usize {
        self.parts.iter().filter(|part| part.state == state).count()
    }

    /// How many parts it has, but for items whose rows were removed.
    pub fn total(&self) -> usize {
        self.parts.iter().filter(|part| !part.removed).count()
    }

    /// Which row of the list a frame's item is.
    pub fn row_of(&self, frame: ThreadNo) -> Option<RowNo> {
        self.row_at(self.parts.iter().position(|part| part.frame == frame)?)
    }

    /// Which row of the list the item at a place is.
    pub fn row_at(&self, place: usize) -> Option<RowNo> {
        let part = self.parts.get(place)?;
        let by_place = || part.row.or_else(|| u32::try_from(place).ok()).map(|place| place + 1);
        part.id.or_else(by_place)
    }

    /// Whether nothing of it is left to do.
    pub fn is_over(&self) -> bool {
        self.parts.iter().all(|part| matches!(part.state, PartState::Done | PartState::Withdrawn))
    }
}
