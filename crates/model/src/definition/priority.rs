//! How urgent the work of a step is.

use serde::{Deserialize, Serialize};

use super::Expr;

/// One of five levels, the least urgent first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// When there is time for it.
    Lowest,
    /// After what is normal.
    Low,
    /// Like most.
    #[default]
    Normal,
    /// Before what is normal.
    High,
    /// Before all else.
    Highest,
}

impl Priority {
    /// All of them, the least urgent first.
    pub const ALL: [Self; 5] = [Self::Lowest, Self::Low, Self::Normal, Self::High, Self::Highest];

    /// The word for it in definitions, in the API and on screens.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Lowest => "lowest",
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Highest => "highest",
        }
    }

    /// The one with that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// `priority:` of a step.
#[derive(Debug, Clone)]
pub enum PriorityRule {
    /// Always this one.
    Level(Priority),
    /// The level whose word an expression gives when the step opens.
    Feel(Expr),
}
