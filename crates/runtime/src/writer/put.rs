//! What is written beside the entries: drafts, files, read marks, leaves and heads. No evidence; the writer gives each its transaction.

use baton_store::merkle::grow;
use baton_store::query::LIMIT_MAX;
use baton_store::row::{
    DraftRow, EventRow, EventState, FileRow, FileState, FormDraftRow, HeadRow, ListenerKind, OutboxRow,
};
use baton_store::{Change, StoreError, Tx};

use crate::reads::too_many;
use crate::refused::Refused;

/// Rows that are no evidence: drafts, files, read marks. They are written in one transaction.
#[derive(Clone, Debug)]
pub enum Put {
    /// This row.
    One(Box<Change>),
    /// A definition's draft, where the one that was read (0: none) is still there.
    Draft(Box<DraftRow>, i64),
    /// What is filled in of a form.
    Form(Box<SavedForm>),
    /// An upload's row, where its owner has not uploaded too much that nothing refers to.
    Upload(Box<FileRow>),
    /// Leaves for as many entries that have none yet.
    Leaves(usize),
    /// A checkpoint; the one before it goes where it adds nothing.
    Head(Box<HeadRow>, Option<(i64, i64)>),
    /// Several rows, all or none.
    All(Vec<Change>),
    /// Some free pages go back to the file system.
    GiveBack,
    /// What was taken out is to stand in no log any more.
    WriteBack,
    /// A row of the outbox as it is now, where it still stands: what it asks for may have been done meanwhile.
    Outbox(Box<OutboxRow>),
    /// An event from outside gets its number, unless it came before under the same name and id.
    Event(Box<EventRow>),
    /// An event that nothing listened for is kept, unless a wait began to listen for it meanwhile.
    Keep(Box<EventRow>),
    /// An upload's row goes, unless a run refers to it by then.
    Expired(String),
}

/// What is filled in of a form, and what must still be so for it to be kept.
#[derive(Clone, Debug)]
pub struct SavedForm {
    /// What is kept.
    pub row: FormDraftRow,
    /// The revision that was read; 0: there was none.
    pub seen: i64,
    /// The id of the task that must be open; none: a start's form.
    pub task: Option<i64>,
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

    /// Writes it, or says why it is not to be written; then nothing was.
    pub fn write(&self, tx: &mut dyn Tx) -> Result<Option<Refused>, StoreError> {
        if let Some(refused) = self.refused(tx)? {
            return Ok(Some(refused));
        }
        match self {
            Self::One(change) => tx.put(change),
            Self::All(changes) => changes.iter().try_for_each(|change| tx.put(change)),
            Self::GiveBack => tx.give_back(),
            // The writer has done it before it began the transaction.
            Self::WriteBack => Ok(()),
            Self::Draft(row, _) => tx.put(&Change::PutDraft((**row).clone())),
            Self::Form(form) => tx.put(&Change::PutFormDraft(form.row.clone())),
            Self::Upload(row) => tx.put(&Change::PutFile((**row).clone())),
            Self::Event(row) => match tx.event_by_id(&row.name, &row.id)? {
                Some(_) => Ok(()),
                None => tx.put(&Change::PutEvent(EventRow { n: tx.event_last()? + 1, ..(**row).clone() })),
            },
            Self::Keep(row) => {
                let waits = tx.subscriptions(&row.name, row.key.as_ref(), 0, LIMIT_MAX)?;
                if waits.iter().any(|waits| waits.kind == ListenerKind::Wait) {
                    return Ok(None);
                }
                tx.put(&Change::PutEvent(EventRow { state: EventState::Kept, ..(**row).clone() }))
            }
            Self::Outbox(row) if tx.outbox(row.id)?.is_none() => Ok(()),
            Self::Outbox(row) => tx.put(&Change::PutOutbox((**row).clone())),
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
        }?;
        Ok(None)
    }

    /// Why what was read does not stand any more. It is looked at inside the transaction: between reading and writing another
    /// save, a publishing or the end of the task may have come.
    fn refused(&self, tx: &dyn Tx) -> Result<Option<Refused>, StoreError> {
        if let Self::Upload(row) = self {
            return Ok(too_many(tx, row.owner, row.size)?.err());
        }
        let (now, seen) = match self {
            Self::Draft(row, seen) => (tx.draft(&row.slug)?.map(|row| row.rev), *seen),
            Self::Form(form) => {
                let over = |task| Ok::<_, StoreError>(!tx.task(task)?.is_some_and(|item| item.state.status.is_open()));
                if form.task.map(over).transpose()? == Some(true) {
                    return Ok(Some(
                        Refused::new("task.not_open").with("task", form.row.place.trim_start_matches("task:")),
                    ));
                }
                (tx.form_draft(&form.row.place, form.row.person)?.map(|row| row.rev), form.seen)
            }
            Self::One(_)
            | Self::All(_)
            | Self::GiveBack
            | Self::WriteBack
            | Self::Upload(_)
            | Self::Leaves(_)
            | Self::Outbox(_)
            | Self::Event(_)
            | Self::Keep(_)
            | Self::Head(..)
            | Self::Expired(_) => return Ok(None),
        };
        let now = now.unwrap_or(0);
        Ok((now != seen).then(|| Refused::new("request.stale").with("rev", now)))
    }
}
