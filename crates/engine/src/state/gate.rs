//! A join of a step that opens at so many of its ways: which have come in this round.

use serde::{Deserialize, Serialize};

use crate::name::{Name, ThreadNo};

/// A join at which something has arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// The step with the `join`.
    pub step: Name,
    /// The frame it is in.
    pub frame: ThreadNo,
    /// The ways that have come, in order.
    pub came: Vec<Name>,
    /// Whether it has opened in this round.
    pub opened: bool,
}
