//! What the bin for designs holds.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PersonRef;

/// A design in the bin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BinnedDesign {
    /// Its number in the bin.
    pub item: String,
    /// The design's id.
    pub id: String,
    /// `draft`: what is published of it stayed; `workflow` or `decision`: all of it.
    pub kind: String,
    pub title: String,
    pub by: Option<PersonRef>,
    pub since: String,
    /// Until when it can be restored.
    pub until: String,
    /// Whether a draft of it is being written, which would go into the bin in its place.
    pub draft_there: bool,
}

/// A design in the bin with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BinnedText {
    #[serde(flatten)]
    pub design: BinnedDesign,
    pub source: String,
}
