//! A form that is being filled in. Not evidence.

use serde::{Deserialize, Serialize};

/// One person's draft of one form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormDraftRow {
    /// `task:ID` or `start:SLUG/START`.
    pub place: String,
    /// Whose it is.
    pub person: i64,
    /// Rising.
    pub rev: i64,
    /// The values, sealed.
    #[serde(with = "crate::bytes")]
    pub values: Vec<u8>,
    /// When it was saved.
    pub at_us: i64,
}
