use serde::{Deserialize, Serialize};

use crate::PersonId;

/// A group's number. It never changes and is never given again.
pub type GroupId = i64;

/// People who share work; definitions name it by its handle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its number.
    pub id: GroupId,
    /// What definitions write under `group:` and `owner:`, such as `finance`. It never changes.
    pub handle: String,
    /// How it is shown.
    pub title: String,
    /// Who belongs to it, by number, ascending.
    pub members: Vec<PersonId>,
}
