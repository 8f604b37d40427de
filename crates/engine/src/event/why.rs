use baton_people::{PersonId, Reason};
use serde::{Deserialize, Serialize};

use crate::name::Name;

/// Why somebody has a role or gets a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// The role; none for the start form, which is its starter's.
    pub role: Option<Name>,
    /// How the person was found.
    pub how: How,
}

/// How somebody was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The role is this person: `manager of requester`.
    Is(String),
    /// Chosen from a group.
    Picked {
        /// The group.
        group: String,
        /// By what rule, with the figures that decided.
        by: Reason,
    },
    /// Had the role in this run already.
    Kept,
    /// Took it, or was given it by somebody.
    Given {
        /// By whom.
        by: Option<PersonId>,
    },
}
