//! `approve`: a decision by one person of a role.

use indexmap::IndexMap;

use crate::definition::Choice;

/// What only an approval has.
#[derive(Debug, Clone)]
pub struct Approve {
    /// What the person can answer. The one called `approve`, else the first, is the yes.
    pub choices: IndexMap<String, Choice>,
}
