//! How urgent something is, as requests say it.

use baton_store::row::Priority;
use serde::Deserialize;
use utoipa::ToSchema;

/// How urgent something is.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Lowest,
    Low,
    Normal,
    High,
    Highest,
}

impl Level {
    /// The level as tables keep it.
    pub fn stored(self) -> Priority {
        match self {
            Self::Lowest => Priority::Lowest,
            Self::Low => Priority::Low,
            Self::Normal => Priority::Normal,
            Self::High => Priority::High,
            Self::Highest => Priority::Highest,
        }
    }
}
