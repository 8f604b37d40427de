//! How urgent something is, as definitions say it and as tables keep it.

use baton_model::definition::Priority;
use baton_store::row::Priority as Stored;

/// A level as tables keep it.
pub fn stored(priority: Priority) -> Stored {
    match priority {
        Priority::Lowest => Stored::Lowest,
        Priority::Low => Stored::Low,
        Priority::Normal => Stored::Normal,
        Priority::High => Stored::High,
        Priority::Highest => Stored::Highest,
    }
}
