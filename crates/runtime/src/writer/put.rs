//! What is written beside the entries: drafts, files, read marks, leaves and heads. No evidence; the writer gives each its transaction.

use baton_store::merkle::grow;
use baton_store::row::{FileState, HeadRow};
use baton_store::{Change, StoreError, Tx};

/// Rows that are no evidence: drafts, files, read marks. They are written in one transaction.
#[derive(Clone, Debug)]
pub enum Put {
    /// This row.
    One(Box<Change>),
    /// Leaves for as many entries that have none yet.
    Leaves(usize),
    /// A checkpoint; the one before it goes where it adds nothing.
    Head(Box<HeadRow>, Option<(i64, i64)>),
    /// An upload's row goes, unless a run refers to it by then.
    Expired(String),
}

impl Put {
    /// One row.
    pub fn one(change: Change) -> Self {
        Self::One(Box::new(change))
    }

    /// Leaves for entries that have none yet.
    pub const fn leaves(limit: usize) -> Self {
        Self::Leaves(limit)
    }

    /// Writes it.
    pub fn write(&self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        match self {
            Self::One(change) => tx.put(change),
            Self::Leaves(limit) => grow(tx, *limit).map(drop),
            Self::Head(head, before) => {
                if let Some((epoch, size)) = *before {
                    tx.put(&Change::DropHead { epoch, size })?;
                }
                tx.put(&Change::PutHead((**head).clone()))
            }
            Self::Expired(id) => {
                let unused = tx.file(id)?.is_some_and(|row| row.run.is_none() && row.state == FileState::Uploaded);
                if unused { tx.put(&Change::DropFile { id: id.clone() }) } else { Ok(()) }
            }
        }
    }
}
