//! A restored workspace begins a new epoch: an entry says so before anything else happens in it.
//!
//! Mails that waited when the backup was made may have left since, so they are not sent: they count as failed, with the
//! reason. Runs that go on by themselves do go on, and timers and tasks are as they were. Sessions and one-time links end:
//! whoever was signed out, or whose link was used, after the backup would be in again.

use baton_store::query::LIMIT_MAX;
use baton_store::row::{OutboxKind, OutboxRow, OutboxState};
use baton_store::seal::Sealer;
use baton_store::store::transaction;
use baton_store::workspace::WorkspaceRestored;
use baton_store::{ActorKind, Change, NewEntry, Store, StoreError, Stream, Tx};

use crate::body::Body;
use crate::clock::Clock;
use crate::{Caller, history};

/// Why a mail that waited at the backup is not sent.
const NOT_SENT: &str =
    "it waited when the backup was made and may have left since; a restored workspace does not send it again";

/// What a restoring began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The entry that records it.
    pub entry: i64,
    /// The epoch that begins with it.
    pub epoch: i64,
    /// The mails that are not sent: from which entries they come.
    pub mails_not_sent: Vec<i64>,
}

/// Begins a new epoch in a workspace that was copied from a backup made then.
pub fn begin_epoch(store: &dyn Store, clock: &Clock, backed_up_us: i64) -> Result<Restored, StoreError> {
    let sealer = Sealer::new(store.keys());
    let reader = store.reader()?;
    let access = history::access(reader.as_ref(), &sealer)?;
    let last = reader.last()?.ok_or(StoreError::NoWorkspace)?;
    clock.set_ahead(access.ahead_us);
    clock.not_before(last.time_us);
    let waiting = reader.outbox_pending(OutboxKind::Mail, i64::MAX, 1)?.len();
    let (outbox, epoch) = (reader.outbox_last()?, access.epoch + 1);
    let expect_seq = reader.stream_head(Stream::ACCESS)?.map_or(0, |head| head.seq);
    drop(reader);
    let mut writer = store.writer()?;
    let (entry, mails_not_sent) = transaction(writer.as_mut(), |tx| {
        let settled = if waiting > 0 { settle(tx)? } else { Vec::new() };
        let event = WorkspaceRestored { epoch, backed_up_us, outbox, mails: settled.len() as i64 }.to_event();
        let body = Body::new("restoring", &Caller::system(), &[event])?.seal(&sealer, None)?;
        let (stream, time_us) = (Stream::ACCESS, clock.now_us());
        let head =
            tx.append(&NewEntry { stream, expect_seq, time_us, actor_kind: ActorKind::System, actor_id: 0, body })?;
        Ok((head.number, settled))
    })?;
    drop(writer);
    store.keys().drop_expired(i64::MAX)?;
    Ok(Restored { entry, epoch, mails_not_sent })
}

/// Takes all waiting mails out of what is to be sent; from which entries they come.
fn settle(tx: &mut dyn Tx) -> Result<Vec<i64>, StoreError> {
    let mut settled = Vec::new();
    loop {
        let rows = tx.outbox_pending(OutboxKind::Mail, i64::MAX, LIMIT_MAX)?;
        if rows.is_empty() {
            return Ok(settled);
        }
        for row in rows {
            settled.push(row.entry);
            let row = OutboxRow { state: OutboxState::Failed, fault: Some(NOT_SENT.to_owned()), ..row };
            tx.put(&Change::PutOutbox(row))?;
        }
    }
}
