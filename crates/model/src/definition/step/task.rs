//! `task`: work by a person.

use crate::definition::Choice;
use crate::map::IndexMap;

/// What only a task has.
#[derive(Debug, Clone)]
pub struct Task {
    /// What a person can answer; without `choices` one, `done`.
    pub choices: IndexMap<String, Choice>,
    /// Points to tick off; all must be before it can be done.
    pub checklist: Vec<String>,
}
