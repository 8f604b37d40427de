//! The key database in memory.

use crate::error::StoreError;
use crate::hash::Hash;
use crate::keys::{
    KeyBytes, KeyState, Keys, LinkRow, PasswordRow, SessionRow, Subject, SubjectKey, SubjectKind, TokenRow, new_key,
};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// The key database.
#[derive(Default)]
pub(super) struct MemoryKeys {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    keys: BTreeMap<i64, (Subject, Option<KeyBytes>)>,
    signing: Option<KeyBytes>,
    passwords: BTreeMap<i64, PasswordRow>,
    sessions: BTreeMap<Hash, SessionRow>,
    tokens: BTreeMap<Hash, TokenRow>,
    links: BTreeMap<Hash, LinkRow>,
}

impl Inner {
    fn find(&self, subject: Subject) -> Option<SubjectKey> {
        let mut keys = self.keys.iter().filter(|(_, (of, _))| *of == subject);
        keys.find_map(|(id, (_, bytes))| Some(SubjectKey { id: *id, bytes: bytes.clone()? }))
    }

    fn make(&mut self, subject: Subject) -> Result<SubjectKey, StoreError> {
        let id = self.keys.keys().next_back().copied().unwrap_or(0) + 1;
        let bytes = new_key()?;
        self.keys.insert(id, (subject, Some(bytes.clone())));
        Ok(SubjectKey { id, bytes })
    }
}

impl MemoryKeys {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keys for MemoryKeys {
    fn subject_key(&self, subject: Subject) -> Result<Option<SubjectKey>, StoreError> {
        Ok(self.inner().find(subject))
    }

    fn subject_keys(&self, subjects: &[Subject]) -> Result<Vec<SubjectKey>, StoreError> {
        let mut inner = self.inner();
        subjects.iter().map(|subject| inner.find(*subject).map_or_else(|| inner.make(*subject), Ok)).collect()
    }

    fn make_key(&self, subject: Subject) -> Result<SubjectKey, StoreError> {
        self.inner().make(subject)
    }

    fn give_key(&self, id: i64, subject: Subject) -> Result<(), StoreError> {
        match self.inner().keys.get_mut(&id) {
            Some((of, Some(_))) => *of = subject,
            _ => return Err(StoreError::Conflict("there is no such key".to_owned())),
        }
        Ok(())
    }

    fn key(&self, id: i64) -> Result<KeyState, StoreError> {
        Ok(match self.inner().keys.get(&id) {
            Some((_, Some(bytes))) => KeyState::Live(bytes.clone()),
            Some((_, None)) => KeyState::Erased,
            None => KeyState::Unknown,
        })
    }

    fn keys_of(&self, kind: SubjectKind, after: i64, limit: usize) -> Result<Vec<i64>, StoreError> {
        let inner = self.inner();
        let live = inner.keys.range(after + 1..).filter(|(_, (of, bytes))| of.kind == kind && bytes.is_some());
        Ok(live.map(|(id, _)| *id).take(limit).collect())
    }

    fn erase(&self, subject: Subject) -> Result<Vec<i64>, StoreError> {
        let mut inner = self.inner();
        let live = inner.keys.iter_mut().filter(|(_, (of, bytes))| *of == subject && bytes.is_some());
        Ok(live.map(|(id, (_, bytes))| (*id, *bytes = None).0).collect())
    }

    fn keys_of_subject(&self, subject: Subject) -> Result<Vec<i64>, StoreError> {
        let inner = self.inner();
        let live = inner.keys.iter().filter(|(_, (of, bytes))| *of == subject && bytes.is_some());
        Ok(live.map(|(id, _)| *id).collect())
    }

    fn erase_all(&self, subjects: &[Subject]) -> Result<Vec<i64>, StoreError> {
        let erased: Vec<_> = subjects.iter().map(|subject| self.erase(*subject)).collect::<Result<_, _>>()?;
        Ok(erased.into_iter().flatten().collect())
    }

    fn erase_key(&self, id: i64) -> Result<(), StoreError> {
        if let Some((_, bytes)) = self.inner().keys.get_mut(&id) {
            *bytes = None;
        }
        Ok(())
    }

    fn signing_key(&self) -> Result<Option<KeyBytes>, StoreError> {
        Ok(self.inner().signing.clone())
    }

    fn put_signing_key(&self, seed: &[u8; 32]) -> Result<(), StoreError> {
        self.inner().signing = Some(Zeroizing::new(*seed));
        Ok(())
    }

    fn password(&self, person: i64) -> Result<Option<PasswordRow>, StoreError> {
        Ok(self.inner().passwords.get(&person).cloned())
    }

    fn put_password(&self, row: &PasswordRow) -> Result<(), StoreError> {
        self.inner().passwords.insert(row.person, row.clone());
        Ok(())
    }

    fn drop_password(&self, person: i64) -> Result<(), StoreError> {
        self.inner().passwords.remove(&person);
        Ok(())
    }

    fn session(&self, secret: &Hash) -> Result<Option<SessionRow>, StoreError> {
        Ok(self.inner().sessions.get(secret).cloned())
    }

    fn sessions_of(&self, person: i64) -> Result<Vec<SessionRow>, StoreError> {
        let mut found: Vec<_> = self.inner().sessions.values().filter(|row| row.person == person).cloned().collect();
        found.sort_by(|a, b| (b.created_us, &b.id).cmp(&(a.created_us, &a.id)));
        Ok(found)
    }

    fn touch_session(&self, secret: &Hash, used_us: i64) -> Result<(), StoreError> {
        if let Some(row) = self.inner().sessions.get_mut(secret) {
            row.used_us = used_us;
        }
        Ok(())
    }

    fn put_session(&self, row: &SessionRow) -> Result<(), StoreError> {
        self.inner().sessions.insert(row.secret, row.clone());
        Ok(())
    }

    fn drop_session(&self, person: i64, id: &str) -> Result<bool, StoreError> {
        let mut inner = self.inner();
        let before = inner.sessions.len();
        inner.sessions.retain(|_, row| row.person != person || row.id != id);
        Ok(inner.sessions.len() < before)
    }

    fn drop_sessions_of(&self, person: i64) -> Result<usize, StoreError> {
        let mut inner = self.inner();
        let before = inner.sessions.len();
        inner.sessions.retain(|_, row| row.person != person);
        Ok(before - inner.sessions.len())
    }

    fn drop_expired(&self, now_us: i64) -> Result<usize, StoreError> {
        let mut inner = self.inner();
        let before = inner.sessions.len() + inner.links.len();
        inner.sessions.retain(|_, row| row.expires_us > now_us);
        inner.links.retain(|_, row| row.expires_us > now_us);
        Ok(before - inner.sessions.len() - inner.links.len())
    }

    fn token(&self, secret: &Hash) -> Result<Option<TokenRow>, StoreError> {
        Ok(self.inner().tokens.get(secret).copied())
    }

    fn token_by_id(&self, id: i64) -> Result<Option<TokenRow>, StoreError> {
        Ok(self.inner().tokens.values().find(|row| row.id == id).copied())
    }

    fn touch_token(&self, id: i64, used_us: i64) -> Result<(), StoreError> {
        if let Some(row) = self.inner().tokens.values_mut().find(|row| row.id == id) {
            row.used_us = Some(used_us);
        }
        Ok(())
    }

    fn put_token(&self, id: i64, secret: &Hash) -> Result<(), StoreError> {
        let mut inner = self.inner();
        if inner.tokens.contains_key(secret) || inner.tokens.values().any(|other| other.id == id) {
            return Err(StoreError::Conflict("the token is there already".to_owned()));
        }
        inner.tokens.insert(*secret, TokenRow { id, used_us: None });
        Ok(())
    }

    fn drop_token(&self, id: i64) -> Result<(), StoreError> {
        self.inner().tokens.retain(|_, other| other.id != id);
        Ok(())
    }

    fn put_link(&self, row: &LinkRow) -> Result<(), StoreError> {
        self.inner().links.insert(row.secret, row.clone());
        Ok(())
    }

    fn link(&self, secret: &Hash) -> Result<Option<LinkRow>, StoreError> {
        Ok(self.inner().links.get(secret).cloned())
    }

    fn drop_links_of(&self, person: i64) -> Result<usize, StoreError> {
        let mut inner = self.inner();
        let before = inner.links.len();
        inner.links.retain(|_, row| row.person != person);
        Ok(before - inner.links.len())
    }

    fn take_link(&self, secret: &Hash) -> Result<Option<LinkRow>, StoreError> {
        Ok(self.inner().links.remove(secret))
    }
}
