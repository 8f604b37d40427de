//! The answers of several people to one step, as the API gives them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PersonRef;

/// How the answers of several people to one step stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Votes {
    /// How many are asked.
    pub asked: u32,
    /// How many of them must say yes.
    pub needed: u32,
    /// How many said yes.
    pub yes: u32,
    /// How many said something else.
    pub others: u32,
    pub given: Vec<Vote>,
    /// Who has not answered yet.
    pub open: Vec<PersonRef>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Vote {
    pub who: PersonRef,
    pub choice_label: String,
    pub at: String,
}
