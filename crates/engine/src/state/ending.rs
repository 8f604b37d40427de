//! A run that ends once what is still done for that is over.

use baton_people::Private;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::RunState;
use crate::name::Name;

/// How it ends.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ending {
    /// The outcome; none: it is cancelled.
    pub outcome: Option<Name>,
    /// The fields that gives.
    pub gives: Vec<Name>,
    /// Why it is cancelled: a text.
    pub reason: Option<Private>,
    /// Whether it ends at once: nothing is done for that any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forced: bool,
    /// When it had come to its outcome, where it undoes what it did after that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<Timestamp>,
}

impl RunState {
    /// Whether it runs only to undo what it did: it had come to its outcome before.
    pub fn is_reopened(&self) -> bool {
        self.ending.as_ref().is_some_and(|ending| ending.finished.is_some())
    }
}
