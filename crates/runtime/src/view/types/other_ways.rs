//! What the last finished runs would have done by another version.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Named;

/// The last finished runs, held against a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OtherWays {
    pub version: u32,
    /// How many finished runs were looked at.
    pub looked_at: u32,
    /// How many more of the last ones were not, since it would have taken too long.
    pub left_out: u32,
    /// How many would have gone the same way.
    pub same: u32,
    /// The others, latest first.
    pub runs: Vec<OtherWay>,
}

/// A finished run that would have gone another way, or of which that cannot be said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OtherWay {
    pub run: String,
    pub label: String,
    /// The version that it went by.
    pub version: u32,
    /// `other` or `unsaid`.
    pub verdict: String,
    /// Where the ways part.
    pub step: Option<Named>,
    /// When the run was there.
    pub at: Option<String>,
    /// What would have come instead, or why that cannot be said; sentences.
    pub why: Vec<String>,
}
