//! What every store refuses before it writes: limits, and rows that contradict themselves.

use crate::change::Change;
use crate::entry::{BODY_BYTES_MAX, EntryHead, NewEntry};
use crate::error::StoreError;
use crate::read::Last;
use crate::row::{PART_MAX, TaskRow, TaskStateRow, part_id};

/// The largest text of a definition in bytes.
pub const DEFINITION_BYTES_MAX: usize = 1 << 20;
/// The largest kept state, message, answer or form draft in bytes.
pub const BLOB_BYTES_MAX: usize = 16 << 20;
/// The most people a task is offered to.
pub const OFFERS_MAX: usize = 10_000;
/// The most runs that are taken out at once.
pub const REMOVED_MAX: usize = 500;

fn within(what: &str, size: usize, max: usize) -> Result<(), StoreError> {
    if size > max {
        return Err(StoreError::TooLarge { what: what.to_owned(), max: max as i64 });
    }
    Ok(())
}

fn part(what: &str, id: i64, (run, n): (i64, i64)) -> Result<(), StoreError> {
    within(what, usize::try_from(n).unwrap_or(usize::MAX), PART_MAX as usize)?;
    if id != part_id(run, n) {
        return Err(StoreError::Conflict(format!("{what} has another id than its run and number say: {id}")));
    }
    Ok(())
}

impl NewEntry {
    /// Refuses an entry that may not follow what is there.
    pub fn check(&self, last: Option<&Last>, before: Option<&EntryHead>) -> Result<(), StoreError> {
        within("the entry", self.body.len(), BODY_BYTES_MAX)?;
        if std::str::from_utf8(&self.body).is_err() {
            return Err(StoreError::Conflict("the entry is not UTF-8".to_owned()));
        }
        let seq = before.map_or(0, |head| head.seq);
        if self.expect_seq != seq {
            let expected = self.expect_seq;
            return Err(StoreError::Conflict(format!("the stream stands at {seq}, not at {expected}")));
        }
        if last.is_some_and(|last| self.time_us < last.time_us) {
            return Err(StoreError::Conflict("the entry's time is before the last one's".to_owned()));
        }
        Ok(())
    }
}

impl Change {
    /// Refuses a change that no store can take.
    pub fn check(&self) -> Result<(), StoreError> {
        match self {
            Self::OpenTask(task, state) => open_task(task, state),
            Self::PutOffers { people, .. } => within("the list of people", people.len(), OFFERS_MAX),
            Self::RemoveRuns { runs } => within("the list of runs", runs.len(), REMOVED_MAX),
            Self::PutTimer(row) => part("the timer", row.id, (row.run, row.n)),
            Self::PutLock(row) => part("the lock", row.id, (row.run, row.n)),
            Self::PutJob(row) => part("the job", row.id, (row.run, row.n)),
            Self::PutException(row) => part("the exception", row.id, (row.run, row.n)),
            Self::PutVersion(row) => within("the definition", row.text.len(), DEFINITION_BYTES_MAX),
            Self::PutDraft(row) => within("the definition", row.text.len(), DEFINITION_BYTES_MAX),
            Self::PutBinned { draft, .. } => within("the definition", draft.text.len(), DEFINITION_BYTES_MAX),
            Self::PutFormDraft(row) => within("the form's draft", row.values.len(), BLOB_BYTES_MAX),
            Self::PutOutbox(row) => within("the message", row.body.len(), BLOB_BYTES_MAX),
            Self::PutCommand(row) => within("the answer", row.answer.len(), BLOB_BYTES_MAX),
            Self::PutSnapshot(row) => within("the kept state", row.bytes.len(), BLOB_BYTES_MAX),
            _ => Ok(()),
        }
    }
}

fn open_task(task: &TaskRow, state: &TaskStateRow) -> Result<(), StoreError> {
    part("the task", task.id, (task.run, task.n))?;
    if state.task != task.id {
        return Err(StoreError::Conflict("the state is another task's".to_owned()));
    }
    Ok(())
}
