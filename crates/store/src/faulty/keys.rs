//! Passing every call on to the key database inside, once the gate lets it through, and the answer once it lets that through.

use super::Call;
use super::gate::Gate;
use crate::error::StoreError;
use crate::hash::Hash;
use crate::keys::{
    KeyBytes, KeyState, Keys, LinkRow, PasswordRow, SessionRow, Subject, SubjectKey, SubjectKind, TokenRow,
};
use std::sync::Arc;

/// The key database behind a gate.
pub(super) struct FaultyKeys {
    pub inner: Arc<dyn Keys>,
    pub gate: Arc<dyn Gate>,
}

impl FaultyKeys {
    fn call<T>(
        &self,
        call: &'static str,
        work: impl FnOnce(&dyn Keys) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.gate.before(Call::Key(call))?;
        let done = work(self.inner.as_ref())?;
        self.gate.after(Call::Key(call))?;
        Ok(done)
    }
}

impl Keys for FaultyKeys {
    fn subject_key(&self, subject: Subject) -> Result<Option<SubjectKey>, StoreError> {
        self.call("subject_key", |keys| keys.subject_key(subject))
    }

    fn subject_keys(&self, subjects: &[Subject]) -> Result<Vec<SubjectKey>, StoreError> {
        self.call("subject_keys", |keys| keys.subject_keys(subjects))
    }

    fn make_key(&self, subject: Subject) -> Result<SubjectKey, StoreError> {
        self.call("make_key", |keys| keys.make_key(subject))
    }

    fn give_key(&self, id: i64, subject: Subject) -> Result<(), StoreError> {
        self.call("give_key", |keys| keys.give_key(id, subject))
    }

    fn key(&self, id: i64) -> Result<KeyState, StoreError> {
        self.call("key", |keys| keys.key(id))
    }

    fn keys_of(&self, kind: SubjectKind, after: i64, limit: usize) -> Result<Vec<i64>, StoreError> {
        self.call("keys_of", |keys| keys.keys_of(kind, after, limit))
    }

    fn erase(&self, subject: Subject) -> Result<Vec<i64>, StoreError> {
        self.call("erase", |keys| keys.erase(subject))
    }

    fn keys_of_subject(&self, subject: Subject) -> Result<Vec<i64>, StoreError> {
        self.call("keys_of_subject", |keys| keys.keys_of_subject(subject))
    }

    fn erase_all(&self, subjects: &[Subject]) -> Result<Vec<i64>, StoreError> {
        self.call("erase_all", |keys| keys.erase_all(subjects))
    }

    fn erase_key(&self, id: i64) -> Result<(), StoreError> {
        self.call("erase_key", |keys| keys.erase_key(id))
    }

    fn signing_key(&self) -> Result<Option<KeyBytes>, StoreError> {
        self.call("signing_key", |keys| keys.signing_key())
    }

    fn put_signing_key(&self, seed: &[u8; 32]) -> Result<(), StoreError> {
        self.call("put_signing_key", |keys| keys.put_signing_key(seed))
    }

    fn password(&self, person: i64) -> Result<Option<PasswordRow>, StoreError> {
        self.call("password", |keys| keys.password(person))
    }

    fn put_password(&self, row: &PasswordRow) -> Result<(), StoreError> {
        self.call("put_password", |keys| keys.put_password(row))
    }

    fn drop_password(&self, person: i64) -> Result<(), StoreError> {
        self.call("drop_password", |keys| keys.drop_password(person))
    }

    fn session(&self, secret: &Hash) -> Result<Option<SessionRow>, StoreError> {
        self.call("session", |keys| keys.session(secret))
    }

    fn sessions_of(&self, person: i64) -> Result<Vec<SessionRow>, StoreError> {
        self.call("sessions_of", |keys| keys.sessions_of(person))
    }

    fn touch_session(&self, secret: &Hash, used_us: i64) -> Result<(), StoreError> {
        self.call("touch_session", |keys| keys.touch_session(secret, used_us))
    }

    fn put_session(&self, row: &SessionRow) -> Result<(), StoreError> {
        self.call("put_session", |keys| keys.put_session(row))
    }

    fn drop_session(&self, person: i64, id: &str) -> Result<bool, StoreError> {
        self.call("drop_session", |keys| keys.drop_session(person, id))
    }

    fn drop_sessions_of(&self, person: i64) -> Result<usize, StoreError> {
        self.call("drop_sessions_of", |keys| keys.drop_sessions_of(person))
    }

    fn drop_expired(&self, now_us: i64) -> Result<usize, StoreError> {
        self.call("drop_expired", |keys| keys.drop_expired(now_us))
    }

    fn token(&self, secret: &Hash) -> Result<Option<TokenRow>, StoreError> {
        self.call("token", |keys| keys.token(secret))
    }

    fn token_by_id(&self, id: i64) -> Result<Option<TokenRow>, StoreError> {
        self.call("token_by_id", |keys| keys.token_by_id(id))
    }

    fn touch_token(&self, id: i64, used_us: i64) -> Result<(), StoreError> {
        self.call("touch_token", |keys| keys.touch_token(id, used_us))
    }

    fn put_token(&self, id: i64, secret: &Hash) -> Result<(), StoreError> {
        self.call("put_token", |keys| keys.put_token(id, secret))
    }

    fn drop_token(&self, id: i64) -> Result<(), StoreError> {
        self.call("drop_token", |keys| keys.drop_token(id))
    }

    fn put_link(&self, row: &LinkRow) -> Result<(), StoreError> {
        self.call("put_link", |keys| keys.put_link(row))
    }

    fn link(&self, secret: &Hash) -> Result<Option<LinkRow>, StoreError> {
        self.call("link", |keys| keys.link(secret))
    }

    fn drop_links_of(&self, person: i64) -> Result<usize, StoreError> {
        self.call("drop_links_of", |keys| keys.drop_links_of(person))
    }

    fn take_link(&self, secret: &Hash) -> Result<Option<LinkRow>, StoreError> {
        self.call("take_link", |keys| keys.take_link(secret))
    }
}
