use baton_store::merkle::grow;
use baton_store::{Change, StoreError, Tx};

/// Rows that are no evidence: drafts, files, read marks. They are written in one transaction.
#[derive(Clone, Debug)]
pub struct Put {
    /// What is written.
    changes: Vec<Change>,
    /// How many entries may get their leaves.
    leaves: usize,
}

impl Put {
    /// One row.
    pub fn one(change: Change) -> Self {
        Self { changes: vec![change], leaves: 0 }
    }

    /// Leaves for entries that have none yet.
    pub fn leaves(limit: usize) -> Self {
        Self { changes: Vec::new(), leaves: limit }
    }

    /// Writes it.
    pub fn write(&self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        if self.leaves > 0 {
            grow(tx, self.leaves)?;
        }
        self.changes.iter().try_for_each(|change| tx.put(change))
    }
}
