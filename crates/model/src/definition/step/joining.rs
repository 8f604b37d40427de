//! When a block of several branches or items goes on, and what becomes of the rest.

use crate::definition::Expr;

/// `join:` and `rest:` of a block.
#[derive(Debug, Clone, Default)]
pub struct Joining {
    /// When it goes on.
    pub join: BlockJoin,
    /// Whether what is left then is withdrawn: `rest: cancel`.
    pub cancels_rest: bool,
}

impl Joining {
    /// The condition of its `join`, where that is one.
    pub fn condition(&self) -> Option<&Expr> {
        match &self.join {
            BlockJoin::When(when) => Some(when),
            _ => None,
        }
    }
}

/// `join:` of a block.
#[derive(Debug, Clone, Default)]
pub enum BlockJoin {
    /// All are done.
    #[default]
    All,
    /// One is done.
    Any,
    /// At once.
    None,
    /// So many are done.
    Count(u32),
    /// This is true, over `done`, `open` and `total`.
    When(Expr),
}
