//! A run that ends once what is still done for that is over.

use baton_people::Private;
use serde::{Deserialize, Serialize};

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
}
