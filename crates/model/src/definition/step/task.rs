//! `task`: work by a person.

use indexmap::IndexMap;

use crate::definition::Choice;

/// What only a task has.
#[derive(Debug, Clone)]
pub struct Task {
    /// What a person can answer; without `choices` one, `done`.
    pub choices: IndexMap<String, Choice>,
    /// Points to tick off; all must be before it can be done.
    pub checklist: Vec<String>,
}
