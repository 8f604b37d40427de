//! The business key of a run: the key of the topmost run above it that the reader may see, one for all that happens for one
//! process. A run that nobody asked for has its own.
//!
//! It goes up by the tables alone, and asks of each run on the way once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use baton_people::Directory;
use baton_store::row::RunRow;
use baton_store::{Reader, StoreError};

use crate::caller::Caller;
use crate::core::{Core, owns};
use crate::permissions::{Operation, Relation};
use crate::rights::Rights;

/// How far up it is looked: deeper than runs may be nested.
pub(super) const ABOVE_MAX: usize = 50;

/// The runs above others, as one reader may see them.
pub(super) struct Above<'a> {
    caller: &'a Caller,
    reader: &'a dyn Reader,
    directory: Arc<Directory>,
    /// Those that were asked for; none: not there for this reader.
    known: RefCell<BTreeMap<i64, Option<RunRow>>>,
}

impl<'a> Above<'a> {
    /// Nothing is asked yet.
    pub(super) fn new(core: &Core, caller: &'a Caller, reader: &'a dyn Reader) -> Self {
        Self { caller, reader, directory: core.directory(), known: RefCell::default() }
    }

    /// The business key of a run that the reader may see.
    pub(super) fn business_key(&self, row: &RunRow) -> Result<String, StoreError> {
        let mut top = row.clone();
        for _ in 0..ABOVE_MAX {
            let Some(parent) = top.parent else { break };
            let Some(above) = self.run(parent)? else { break };
            top = above;
        }
        Ok(top.key)
    }

    /// The run with that key, if the reader may see it.
    pub(super) fn by_key(&self, key: &str) -> Result<Option<RunRow>, StoreError> {
        let Some(row) = self.reader.run_by_key(key)? else { return Ok(None) };
        Ok(self.may_see(&row)?.then_some(row))
    }

    fn run(&self, id: i64) -> Result<Option<RunRow>, StoreError> {
        if let Some(known) = self.known.borrow().get(&id) {
            return Ok(known.clone());
        }
        let found = match self.reader.run(id)? {
            Some(row) if self.may_see(&row)? => Some(row),
            _ => None,
        };
        self.known.borrow_mut().insert(id, found.clone());
        Ok(found)
    }

    fn may_see(&self, row: &RunRow) -> Result<bool, StoreError> {
        let person = self.caller.person.unwrap_or_default();
        let workflow = self.reader.workflow(row.workflow)?;
        let relation = Relation {
            party: self.reader.is_party(row.id, person)?,
            owner: workflow.is_some_and(|workflow| owns(&self.directory, person, &workflow.owner)),
            ..Relation::default()
        };
        Ok(Rights::of(self.caller, &self.directory).may(Operation::ReadRun, relation))
    }
}
