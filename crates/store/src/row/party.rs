//! Who may see a run, and why.

use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// Why a person may see a run.
    pub enum PartyWhy {
        /// Started it.
        Starter = 1 "starter",
        /// Did or has a step of it.
        Doer = 2 "doer",
        /// Was offered a step of it.
        Offered = 3 "offered",
        /// Watches it.
        Watcher = 4 "watcher",
        /// May read the workflow's runs.
        Reader = 5 "reader",
    }
}

/// One reason for one person to see one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PartyRow {
    /// The run.
    pub run: i64,
    /// The person.
    pub person: i64,
    /// Why.
    pub why: PartyWhy,
}
