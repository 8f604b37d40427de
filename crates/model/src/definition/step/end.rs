//! `end`: an outcome. It ends the run and withdraws what is still open.

use crate::definition::Named;

/// What only an end has.
#[derive(Debug, Clone)]
pub struct End {
    /// The outcome's name.
    pub outcome: Named,
}
