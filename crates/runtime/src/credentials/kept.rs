//! Sessions kept in memory, so that a request need not ask the key database who sends it, which may be syncing.
//!
//! What ends a session forgets all that is kept, after the key database has it: from then on nobody gets in by it. A row that
//! was read before that is not kept after it. Whether a session still holds is not decided here.

use std::collections::HashMap;

use baton_store::keys::SessionRow;
use baton_store::{Hash, StoreError};
use parking_lot::Mutex;

/// How many are kept; at the limit all are read again.
const KEPT_MAX: usize = 20_000;

/// Sessions by the hash of their secret.
#[derive(Default)]
pub(super) struct KeptSessions {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    by_secret: HashMap<Hash, SessionRow>,
    /// How often sessions were ended.
    ended: u64,
}

impl KeptSessions {
    /// The session with that secret: the one kept, else the one that `read` gives.
    pub(super) fn get(
        &self,
        secret: &Hash,
        read: impl FnOnce() -> Result<Option<SessionRow>, StoreError>,
    ) -> Result<Option<SessionRow>, StoreError> {
        let ended = {
            let inner = self.inner.lock();
            if let Some(row) = inner.by_secret.get(secret) {
                return Ok(Some(row.clone()));
            }
            inner.ended
        };
        let row = read()?;
        let mut inner = self.inner.lock();
        if let Some(row) = row.as_ref().filter(|_| inner.ended == ended) {
            if inner.by_secret.len() >= KEPT_MAX {
                inner.by_secret.clear();
            }
            inner.by_secret.insert(*secret, row.clone());
        }
        Ok(row)
    }

    /// Notes when one was used last.
    pub(super) fn touch(&self, secret: &Hash, used_us: i64) {
        if let Some(row) = self.inner.lock().by_secret.get_mut(secret) {
            row.used_us = used_us;
        }
    }

    /// Forgets all: sessions were ended.
    pub(super) fn forget(&self) {
        let mut inner = self.inner.lock();
        inner.by_secret.clear();
        inner.ended += 1;
    }
}
