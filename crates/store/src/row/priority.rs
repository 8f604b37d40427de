//! How urgent a task or a run is.

use crate::coded::coded;

coded! {
    /// How urgent something is, the least urgent first.
    pub enum Priority {
        /// When there is time for it.
        Lowest = 1 "lowest",
        /// After what is normal.
        Low = 2 "low",
        /// Like most.
        Normal = 3 "normal",
        /// Before what is normal.
        High = 4 "high",
        /// Before all else.
        Highest = 5 "highest",
    }
}
